"""What an installation by pip gets."""

import gettext
import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


def test_a_wheel_holds_the_texts_of_four_languages_and_no_tests_of_the_repository(tmp_path):
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])

    with zipfile.ZipFile(wheel) as found:
        names = set(found.namelist())
        found.extractall(tmp_path, [name for name in names if name.endswith(".mo")])
    spoken = [
        gettext.translation("django", tmp_path / "kaartenbak" / "locale", [language]).gettext("Contacts")
        for language in ("nl", "en", "fr", "de")
    ]
    assert spoken == ["Contacten", "Contacts", "Contacts", "Kontakte"]
    assert not any(name.startswith("tests/") for name in names)
