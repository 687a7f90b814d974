"""A register that is kept in a file and brought back, with the real program."""

import json
import os
import signal
import time
import zipfile
from pathlib import Path

import pytest

from kaartenbak.testing.installation import Installation

PASSWORD = "an-honest-password"
HEADER = "external_id,kind,name,company,city,email\n"
FILE = HEADER + "K1,company,Maes,,Gent,\nK2,person,An Claes,Maes,,an@maes.be\nK3,person,Zoë,,Aalst,\n"


@pytest.fixture
def office(installation: Installation, tmp_path: Path) -> Installation:
    """A register with three contacts, one of them changed and one user."""

    def fill(place: Installation) -> None:
        bring(place, tmp_path, FILE)
        bring(place, tmp_path, FILE.replace("Gent", "Brugge"), "--mode", "update")
        place.run("user", "create", "claire", "--role", "admin", "--password-stdin", stdin=PASSWORD)

    installation.become("office", fill)
    return installation


def bring(installation: Installation, folder: Path, text: str, *options: str) -> None:
    (folder / "contacts.csv").write_text(text)
    answer = installation.run("import", str(folder / "contacts.csv"), *options)
    assert answer.returncode == 0, answer.stderr


def contacts(installation: Installation) -> list[dict[str, object]]:
    return json.loads(installation.run("export", "--format", "json").stdout)  # type: ignore[no-any-return]


def elsewhere(installation: Installation, tmp_path: Path) -> Installation:
    """An installation on SQLite beside the one under test."""
    environment = {
        name: value for name, value in installation.environment.items() if name != "KAARTENBAK_DATABASE_URL"
    }
    home = tmp_path / "elsewhere"
    return Installation(home, environment | {"KAARTENBAK_HOME": str(home)})


def test_a_backup_brings_everything_back_on_another_machine(office, tmp_path):
    file = str(tmp_path / "kept.zip")
    assert office.run("backup", file).returncode == 0
    other = elsewhere(office, tmp_path)

    answer = other.run("restore", file)

    assert answer.returncode == 0, answer.stderr
    assert contacts(other) == contacts(office)
    assert Path(file).stat().st_mode & 0o777 == 0o600
    assert other.run("user", "list").stdout == "claire  admin\n"
    assert other.run("check").returncode == 0
    assert other.run("find", "claes").stdout == office.run("find", "claes").stdout


def test_the_history_comes_along_so_an_old_import_can_be_undone(office, tmp_path):
    file = str(tmp_path / "kept.zip")
    office.run("backup", file)
    other = elsewhere(office, tmp_path)
    other.run("restore", file)

    for operation in ("4", "3"):
        assert other.run("undo", operation).returncode == 0

    assert contacts(other) == []
    assert other.run("check").returncode == 0


def test_a_backup_of_sqlite_is_restored_on_the_database_under_test(office, tmp_path):
    file = str(tmp_path / "kept.zip")
    other = elsewhere(office, tmp_path)
    other.begin()
    bring(other, tmp_path, FILE)
    other.run("backup", file)

    assert office.run("restore", file, "--force").returncode == 0

    assert contacts(office) == contacts(other)
    bring(office, tmp_path, HEADER + "K9,company,Nieuw,,,\n")
    assert office.run("check").returncode == 0


def test_a_register_that_holds_somebody_is_not_replaced_by_mistake(office, tmp_path):
    file = str(tmp_path / "kept.zip")
    office.run("backup", file)
    before = contacts(office)

    answer = office.run("restore", file)

    assert answer.returncode == 1
    assert "--force" in answer.stderr
    assert contacts(office) == before


def test_a_damaged_backup_changes_nothing(office, tmp_path):
    file = tmp_path / "kept.zip"
    office.run("backup", str(file))
    before = contacts(office)

    for harm in ("a row less", "half", "no zip"):
        damage(file, harm)
        answer = office.run("restore", str(file), "--force")
        assert answer.returncode == 1, harm
        assert answer.stderr.splitlines()[-1].startswith("kept.zip is no backup of Kaartenbak"), harm

    assert contacts(office) == before


def damage(file: Path, harm: str) -> None:
    if harm == "half":
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    elif harm == "no zip":
        file.write_text("nothing")
    else:
        change_member(
            file, "tables/contacts.contact.jsonl", lambda text: text[: text.rindex("\n", 0, -1) + 1]
        )


def change_member(file: Path, name: str, change) -> None:
    with zipfile.ZipFile(file) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    members[name] = change(members[name].decode()).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for each, octets in members.items():
            archive.writestr(each, octets)


def test_a_backup_of_a_newer_program_is_refused(office, tmp_path):
    file = tmp_path / "kept.zip"
    office.run("backup", str(file))
    change_member(file, "manifest.json", lambda text: text.replace('"0001_initial"', '"9999_later"', 1))

    answer = office.run("restore", str(file), "--force")

    assert answer.returncode == 1
    assert "made by a newer Kaartenbak" in answer.stderr
    assert len(contacts(office)) == 3


def test_a_restore_that_is_cut_off_loses_nothing(office, tmp_path):
    file = str(tmp_path / "kept.zip")
    office.run("backup", file)
    before = contacts(office)

    for seconds in (1.2, 2.0):
        process = office.start("restore", file, "--force")
        time.sleep(seconds)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    assert contacts(office) == before

    assert office.run("restore", file, "--force").returncode == 0
    assert contacts(office) == before
    assert office.run("check").returncode == 0


def test_what_others_write_meanwhile_is_wholly_in_the_backup_or_not_at_all(office, tmp_path):
    many = HEADER + "".join(f"M{n},person,An {n},Firma {n % 50},Gent,an{n}@firma.be\n" for n in range(2_500))
    (tmp_path / "many.csv").write_text(many)
    importing = office.start("import", str(tmp_path / "many.csv"))
    file = str(tmp_path / "kept.zip")
    time.sleep(1.5)

    assert office.run("backup", file).returncode == 0

    importing.wait()
    other = elsewhere(office, tmp_path)
    assert other.run("restore", file).returncode == 0
    assert other.run("check").returncode == 0


def test_after_a_backup_was_brought_back_phones_begin_anew(office, tmp_path):
    file, ask = str(tmp_path / "kept.zip"), "from kaartenbak.carddav.epoch import epoch; print(epoch())"
    before = office.run("manage", "shell", "-v", "0", "-c", ask).stdout
    assert office.run("backup", file).returncode == 0

    assert office.run("restore", file, "--force").returncode == 0

    after = office.run("manage", "shell", "-v", "0", "-c", ask).stdout
    assert (len(before.strip()), before == after) == (8, False)
