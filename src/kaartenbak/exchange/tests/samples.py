"""The sample files, in the shapes that programs write, and short ways to read text."""

from io import BytesIO
from pathlib import Path
from typing import Any

from kaartenbak.exchange.formats import read_csv, read_vcard, read_vcards
from kaartenbak.exchange.rules.card import Card

FILES = Path(__file__).parent / "files"
VCARDS = sorted(FILES.glob("*.vcf"))
TABLES = sorted(FILES.glob("*.csv"))


def cards_of(name: str) -> list[Any]:
    """All that a sample file gives."""
    with (FILES / name).open("rb") as stream:
        return list(read_vcards(stream) if name.endswith(".vcf") else read_csv(stream))


def only_cards(found: list[Any]) -> list[Card]:
    return [each for each in found if isinstance(each, Card)]


def vcards(text: str | bytes) -> list[Any]:
    """All that a text of vCards gives."""
    return list(read_vcards(BytesIO(text.encode() if isinstance(text, str) else text)))


def vcard(*lines: str, version: str = "3.0") -> Card:
    """The card that these lines make."""
    text = "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
    card = read_vcard(text.encode())
    assert isinstance(card, Card), card
    return card


def rows(text: str | bytes, encoding: str = "utf-8") -> list[Any]:
    """All that a table gives."""
    return list(read_csv(BytesIO(text.encode(encoding) if isinstance(text, str) else text)))
