"""carddav.md §12: GNOME's address book, where it is installed (`evolution-data-server`, `gir1.2-ebook-1.2`), both ways."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.conformance.carddav.conftest import Account

PYTHON = "/usr/bin/python3"
PROGRAM = Path(__file__).with_name("gnome.py")
NEEDED = "import gi; gi.require_version('EBook', '1.2'); gi.require_version('EDataServer', '1.2')"
TOLD = "told: "
BEGIN_ANEW = "from kaartenbak.carddav.epoch import begin_anew; begin_anew()"


def is_installed() -> bool:
    """Whether GNOME's address book is here, with what drives it."""
    if not (shutil.which("dbus-run-session") and Path(PYTHON).exists()):
        return False
    return subprocess.run([PYTHON, "-c", NEEDED], capture_output=True).returncode == 0


class Gnome:
    """GNOME's address book in a session of its own."""

    def __init__(self, process: "subprocess.Popen[str]", log: Path) -> None:
        self.process, self.log = process, log

    def does(self, verb: str, name: str = "") -> str:
        """Have it done; what is told of it."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{verb} {name}\n")
        self.process.stdin.flush()
        for line in self.process.stdout:
            if line.startswith(TOLD):
                return line.removeprefix(TOLD).strip()
        raise AssertionError(self.log.read_text(errors="replace")[-3000:])


@contextmanager
def gnome(account: Account, folder: Path) -> Iterator[Gnome]:
    """The book of all contacts in GNOME, whose files are in `folder`."""
    places = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("CONFIG", "DATA", "CACHE")}
    command = ["dbus-run-session", "--", PYTHON, str(PROGRAM)]
    command += [f"{account.url}{account.books}all/", account.name, account.password]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            env=os.environ | places | {"HOME": str(folder)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield Gnome(process, folder / "log")
    finally:
        process.communicate()


@pytest.mark.slow
@pytest.mark.skipif(not is_installed(), reason="GNOME's address book is not installed")
def test_gnome_and_the_register_keep_in_step(direct, tmp_path):
    with direct.register.caller("editor") as rest, gnome(direct, tmp_path) as book:
        made = rest.post("/contacts", json={"kind": "person", "name": "Zoë Gnome"}).json()
        assert book.does("count").endswith("his")

        assert book.does("see", "Zoë Gnome") == "None"
        rest.patch(f"/contacts/{made['number']}", json={"job_title": "Syncs"})
        added = book.does("add", "Geert Gnome")
        assert book.does("change", "Geert Gnome") == "True"
        with direct.connected() as client:
            path = f"{direct.books}all/{added}.vcf"
            assert "TITLE:Changed by GNOME" in client.get(path).text
        assert direct.register.installation.run("manage", "shell", "-c", BEGIN_ANEW).returncode == 0

        late = rest.post("/contacts", json={"kind": "person", "name": "Lien Gnome"}).json()
        assert book.does("see", "Lien Gnome") == "None"
        assert book.does("see", "Zoë Gnome") == "Syncs"
        assert book.does("remove", "Lien Gnome") == "True"
        assert rest.get(f"/contacts/{late['number']}").status_code in {404, 410}
        assert rest.delete(f"/contacts/{made['number']}").status_code == 204
        assert book.does("miss", "Zoë Gnome") == "gone"
