"""Cards as programs of many makers write them, each with an identifier."""

import re
from pathlib import Path

from kaartenbak.exchange import tests

FOLDER = Path(tests.__path__[0]) / "corpus"
VERSION = re.compile(r"^VERSION:[34]\.0(\r?\n)", re.MULTILINE)
GROUP = re.compile(r"KIND:group", re.IGNORECASE)


def real_cards() -> dict[str, str]:
    """The texts of single cards in 3.0 and 4.0 by the names of their files."""
    found = {}
    for file in sorted(FOLDER.glob("*.vcf")):
        text = file.read_bytes().decode(errors="replace")
        if (
            text.count("BEGIN:VCARD") == 1
            and VERSION.search(text)
            and not GROUP.search(text)
            and "\ufffd" not in text
        ):
            found[file.name] = identified(text.removeprefix("\ufeff"), file.stem)
    return found


def identified(text: str, uid: str) -> str:
    """A card with this identifier, if it has none."""
    return (
        text if re.search(r"^UID", text, re.MULTILINE) else VERSION.sub(rf"\g<0>UID:{uid}\1", text, count=1)
    )
