"""The corpus: vCards as programs write them, each with the cards that they are to give."""

import json
from base64 import b64encode
from dataclasses import fields
from pathlib import Path
from typing import Any

from kaartenbak.exchange.rules.card import Card, CardError
from kaartenbak.exchange.tests.samples import vcards

FOLDER = Path(__file__).parent / "corpus"
CORPUS = sorted(FOLDER.glob("*.vcf"))
TOLD = [each for each in fields(Card) if each.compare]


def found_in(path: Path) -> list[Any]:
    """All that a file of the corpus gives."""
    return vcards(path.read_bytes())


def expected_of(path: Path) -> Any:
    """What the file is to give, as its neighbour says."""
    return json.loads(path.with_suffix(".json").read_text("utf-8"))


def told(found: Card | CardError) -> dict[str, Any]:
    """A card or an error as the expectations write it: what is blank is left out."""
    if isinstance(found, CardError):
        return {"error": found.key, "line": found.line}
    values = {each.name: getattr(found, each.name) for each in TOLD}
    shown = {name: plain(value) for name, value in values.items() if value}
    remarks = [f"{each.key} {each.value}" for each in found.remarks]
    return shown | ({"remarks": remarks} if remarks else {})


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    return value
