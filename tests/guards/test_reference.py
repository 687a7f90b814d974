"""The reference is complete: operations, permissions, refusals, settings and commands."""

import ast
import re
import subprocess
import sys

from kaartenbak.cli.command import Group
from kaartenbak.cli.commands import COMMANDS
from tests.guards import sources

PAGES = sources.ROOT / "docs" / "reference"
SETTING = re.compile(r"KAARTENBAK_[A-Z_]+")


def test_the_made_pages_tell_what_the_sources_say():
    # In a process of its own: tests declare operations too.
    check = subprocess.run(
        [sys.executable, "-m", "tools.reference", "check"], cwd=sources.ROOT, capture_output=True, text=True
    )

    assert check.returncode == 0, check.stdout + check.stderr


def test_the_map_of_the_architecture_names_every_capability():
    listing = (sources.ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[1]
    present = {path.parent.name for path in sources.SRC.glob("*/__init__.py")}

    assert set(re.findall(r"^  (\w+)/ ", listing, re.MULTILINE)) == present


def test_every_setting_has_an_entry():
    read = {
        node.value
        for path in sources.product_files()
        for node in ast.walk(sources.tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SETTING.fullmatch(node.value)
    }
    described = set(
        re.findall(r"^\| `(KAARTENBAK_[A-Z_]+)`", (PAGES / "settings.md").read_text(), re.MULTILINE)
    )

    assert {name for name in read if not name.endswith("_")} == described


def test_every_command_has_an_entry():
    described = re.findall(
        r"^\| `kaartenbak ([a-z ]+)`", (PAGES / "command-line.md").read_text(), re.MULTILINE
    )

    assert described == [" ".join(words) for words in command_names()]


def command_names() -> list[tuple[str, ...]]:
    return [
        (each.name, below.name) if isinstance(each, Group) else (each.name,)
        for each in COMMANDS
        for below in (each.commands if isinstance(each, Group) else (each,))
    ]
