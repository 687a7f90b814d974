"""carddav.md §12: real clients. vdirsyncer keeps a folder of cards in step with the register, khard reads it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.carddav.conftest import Account

PROGRAMS = Path(sys.executable).parent
SETTINGS = """
[general]
status_path = "{folder}/status/"

[pair contacts]
a = "here"
b = "register"
collections = ["all"]

[storage here]
type = "filesystem"
path = "{folder}/cards/"
fileext = ".vcf"

[storage register]
type = "carddav"
url = "{url}/"
username = "{name}"
password = "{password}"
read_only = true
"""

READER = """
[addressbooks]
[[all]]
path = {folder}/cards/all/
[general]
default_action = list
"""


@dataclass
class Folder:
    """A folder of cards, and the program that keeps it."""

    path: Path

    def run(self, *arguments: str) -> str:
        command = [str(PROGRAMS / "vdirsyncer"), "-c", str(self.path / "settings"), *arguments]
        return self.output(command)

    def people(self, name: str) -> str:
        """What khard tells of somebody; what it says of cards it cannot read goes with it."""
        (self.path / "khard").write_text(READER.format(folder=self.path))
        return self.output(
            [str(PROGRAMS / "khard"), "-c", str(self.path / "khard"), "list", "--parsable", name]
        )

    def output(self, command: list[str]) -> str:
        done = subprocess.run(command, input="y\ny\ny\n", capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def cards(self) -> dict[str, str]:
        """The texts of the cards by their names."""
        files = (self.path / "cards" / "all").glob("*.vcf")
        return {file.name: file.read_bytes().decode() for file in files}


@pytest.fixture
def folder(account: Account, tmp_path: Path) -> Folder:
    settings = SETTINGS.format(folder=tmp_path, url=account.url, name=account.name, password=account.password)
    (tmp_path / "settings").write_text(settings)
    made = Folder(tmp_path)
    made.run("discover", "contacts")
    return made


@pytest.mark.slow
def test_a_folder_follows_the_register(account, folder):
    with account.register.caller("editor") as rest:
        made = rest.post("/contacts", json={"kind": "person", "name": "Zoë Vdirsyncer"}).json()
        name = f"{made['uid']}.vcf"

        folder.run("sync")
        assert "FN:Zoë Vdirsyncer\r\n" in folder.cards()[name]
        assert len(folder.cards()) > 50
        lines = folder.people("vdirsyncer").splitlines()
        assert [line.split("\t")[1] for line in lines] == ["Zoë Vdirsyncer"], lines

        rest.patch(f"/contacts/{made['number']}", json={"job_title": "Syncs"})
        others = {other: text for other, text in folder.cards().items() if other != name}
        folder.run("sync")
        assert "TITLE:Syncs\r\n" in folder.cards()[name]
        assert {other: text for other, text in folder.cards().items() if other != name} == others

        assert rest.delete(f"/contacts/{made['number']}").status_code == 204
        folder.run("sync")
        assert name not in folder.cards()
