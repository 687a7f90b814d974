"""carddav.md §12: real clients. vdirsyncer keeps a folder of cards in step with the register, khard reads it."""

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conformance.carddav.conftest import Account
from tests.conformance.carddav.corpus import real_cards

PROGRAMS = Path(sys.executable).parent
SETTINGS = """
[general]
status_path = "{folder}/status/"

[pair contacts]
a = "here"
b = "register"
collections = ["all"]
conflict_resolution = "b wins"

[storage here]
type = "filesystem"
path = "{folder}/cards/"
fileext = ".vcf"

[storage register]
type = "carddav"
url = "{url}/"
username = "{name}"
password = "{password}"
read_only = {read_only}
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

    def write(self, name: str, text: str) -> None:
        """Put a card into the folder, or change it there."""
        (self.path / "cards" / "all" / name).write_bytes(text.encode())

    def cards(self) -> dict[str, str]:
        """The texts of the cards by their names."""
        files = (self.path / "cards" / "all").glob("*.vcf")
        return {file.name: file.read_bytes().decode() for file in files}


def a_folder(account: Account, path: Path, *, read_only: bool = True) -> Folder:
    """A folder that is kept in step; of two changes of one card the register's wins."""
    path.mkdir(exist_ok=True)
    values = {"url": account.url, "name": account.name, "password": account.password}
    settings = SETTINGS.format(folder=path, read_only=str(read_only).lower(), **values)
    (path / "settings").write_text(settings)
    made = Folder(path)
    made.run("discover", "contacts")
    return made


@pytest.fixture
def folder(account: Account, tmp_path: Path) -> Folder:
    return a_folder(account, tmp_path)


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


@pytest.mark.slow
def test_two_folders_and_the_register_come_to_the_same_without_a_loss(direct, tmp_path):
    one, two = (a_folder(direct, tmp_path / name, read_only=False) for name in ("one", "two"))
    cards = dict(list({**real_cards(), **again(real_cards())}.items())[:50])
    for name, text in cards.items():
        one.write(name, text)

    one.run("sync")
    two.run("sync")
    assert set(cards.values()) <= set(two.cards().values())

    first, second, third = list(cards)[:3]
    names = {text: name for name, text in two.cards().items()}
    one.write(first, noted(cards[first], "one"))
    two.write(names[cards[second]], noted(cards[second], "two"))
    one.write(third, noted(cards[third], "first"))
    two.write(names[cards[third]], noted(cards[third], "late"))
    for each in (one, two, one, two):
        each.run("sync")

    changed = {first: "one", second: "two", third: "first"}
    wanted = {noted(text, changed[name]) if name in changed else text for name, text in cards.items()}
    assert set(one.cards().values()) == set(two.cards().values())
    assert wanted <= set(one.cards().values())


def noted(text: str, note: str) -> str:
    """A card with a line more."""
    return text.replace("END:VCARD", f"X-NOTED:{note}\r\nEND:VCARD")


def again(cards: dict[str, str]) -> dict[str, str]:
    """The same cards of others: another identifier."""
    return {f"again-{name}": text.replace("UID:", "UID:again-", 1) for name, text in cards.items()}
