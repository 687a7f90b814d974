"""What is committed works on any machine: no path of one, no address of a package registry."""

import re

from tests.guards import sources
from tests.guards.sources import listed

# Written as words, so that this file may be committed.
REGISTRIES = ("pypi org", "pythonhosted org", "registry npmjs", "deb debian org", "crates io api")
ADDRESS = re.compile("|".join(words.replace(" ", r"[./]") for words in REGISTRIES))
MACHINE_PATH = re.compile(r"(?<![\w./}-])/(?:work|root|Users)/[\w.]|(?<![\w./}-])/home/(?!user\b)\w+/")
NOT_TEXT = {
    ".png",
    ".jpg",
    ".jpeg",
    ".gif",
    ".ico",
    ".webp",
    ".woff2",
    ".xlsx",
    ".ods",
    ".gz",
    ".zip",
    ".pdf",
}


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    found = []
    for path in sources.committed_files():
        if path.suffix in NOT_TEXT or "vendor" in path.parts:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
            if pattern.search(line):
                found.append(f"{sources.name(path)}:{number} {line.strip()[:80]}")
    return found


def test_no_file_holds_a_path_of_one_machine():
    found = lines_with(MACHINE_PATH)

    assert found == [], listed(found)
    assert MACHINE_PATH.search('open("' + "/" + 'work/main/x")')


def test_no_file_holds_the_address_of_a_package_registry():
    found = lines_with(ADDRESS)

    assert found == [], listed(found)
    assert ADDRESS.search("https://files pythonhosted org".replace(" ", "."))


def test_lock_files_hold_a_hash_for_every_package():
    for name in ("base.txt", "dev.txt"):
        lines = (sources.ROOT / "requirements" / name).read_text(encoding="ascii").splitlines()
        packages = [line for line in lines if re.match(r"[a-z0-9]", line)]

        assert len(packages) > 20
        assert all(line.endswith("\\") and "==" in line for line in packages)
