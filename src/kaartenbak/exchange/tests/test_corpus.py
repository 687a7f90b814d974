"""vCards of every program and age: each gives the card that is expected, and goes out again without a loss."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from kaartenbak.exchange.formats import read_vcard, write_vcard
from kaartenbak.exchange.formats.vcard.lines import head_for
from kaartenbak.exchange.rules.card import Card, Extra
from kaartenbak.exchange.tests.corpus_of import CORPUS, expected_of, found_in, told
from kaartenbak.exchange.tests.samples import only_cards

VERSIONS = ("3.0", "4.0")
FORGOTTEN = {"BEGIN", "END", "VERSION", "PRODID", "REV", "X-ABSHOWAS", "KIND", "X-ABADR"}
"""Properties about the file, or said in another way; the expectations hold what they mean."""
SILENT = {("TYPE", word) for word in ("VOICE", "INTERNET", "PREF", "CELL", "POSTAL", "PARCEL", "WORK")} | {
    ("VALUE", word) for word in ("DATE", "TEXT", "URL", "URI", "DATE-AND-OR-TIME")
}
"""Parameters that say what holds without them."""
PARAMETER = re.compile(r';([^=;:"]+)(?:=((?:"[^"]*"|[^;:"])*))?')


class Said(NamedTuple):
    """One line, as anybody reads it: `values` without escapes, whatever their case, the words of its parameters in capitals."""

    name: str
    words: frozenset[tuple[str, str]]
    values: frozenset[str]


def said_in(text: str) -> Iterator[Said]:
    """The lines of a card, read in a few lines of their own that know nothing of ours."""
    for line in (
        text.lstrip("\ufeff").replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "").split("\n")
    ):
        found = re.match(r'(?:[\w-]+\.)?([\w-]+)((?:;(?:"[^"]*"|[^:"])*)?):(.*)', line, re.DOTALL)
        if not found or found[1].upper() in FORGOTTEN or not found[3].strip("; ,"):
            continue
        words = {
            (name.strip().upper(), word.strip().upper())
            for name, value in PARAMETER.findall(found[2])
            for word in (value.replace('"', "").split(",") if value else [""])
        }
        plain = re.sub(r"\\(.)", lambda each: "\n" if each[1] in "nN" else each[1], found[3])
        plain = re.sub(r"urn:uuid:|_\$!<|>!\$_", "", plain).casefold()
        plain = plain.replace("-", "") if found[1].upper() == "BDAY" else plain
        separate = (
            re.split(r"[,;]", plain) if found[1].upper() in {"CATEGORIES", "N", "ADR", "ORG"} else [plain]
        )
        yield Said(found[1].upper(), frozenset(words - SILENT), frozenset(part.strip() for part in separate))


def is_said(said: Said, lines: list[Said]) -> bool:
    """Whether the card still says it: the same property, with these values and these parameters at least."""
    pairs = {pair for pair in said.words if pair[0] not in {"CHARSET", "X-APPLE-OMIT-YEAR"} and pair[1]}
    return any(
        said.name == each.name
        and said.values - {"", "mycontacts"} <= each.values
        and pairs - {("PREF", "1")} <= each.words
        for each in lines
    )


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_each_file_gives_the_cards_that_are_expected(path):
    assert [told(each) for each in found_in(path)] == expected_of(path)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_card_that_was_written_reads_the_same(path, version):
    for card in only_cards(found_in(path)):
        again = read_vcard(write_vcard(card, version).encode())

        assert isinstance(again, Card)
        assert properties(again, version) == properties(card, version)
        assert write_vcard(again, version) == write_vcard(card, version)


def properties(card: Card, version: str) -> dict[str, Any]:
    """All of a card but the remarks on its file."""
    return told(card) | {"extra": [as_told(each, version) for each in card.extra], "remarks": []}


def as_told(extra: Extra, version: str) -> tuple[str, ...]:
    """Octets count the same however a version tells them; vCard 3.0 has no line breaks in parameters."""
    name, _, parameters = extra.name.partition(";")
    if ";base64," in extra.value or "ENCODING=b" in parameters:
        return (name, extra.value.rpartition(",")[2], extra.role)
    said = extra.name if version == "4.0" else head_for("3.0", extra.name).replace("^", "^^")
    return (said, extra.value, extra.role)


def modern() -> list[Path]:
    """The files of one whole card in UTF-8 and of version 3.0 or 4.0, which can be compared line by line."""
    names = (
        "2.1",
        "damaged",
        "utf-16",
        "cp1252",
        "bare-cr",
        "inside",
        "quoted-printable",
        "agent",
        "version",
    )
    return [path for path in CORPUS if not any(name in path.stem for name in names)]


@pytest.mark.parametrize("path", modern(), ids=lambda path: path.stem)
def test_every_property_goes_out_again_with_its_parameters(path):
    text = path.read_text("utf-8")
    version = "4.0" if "VERSION:4.0" in text else "3.0"
    (card,) = found_in(path)
    written = list(said_in(write_vcard(card, version)))

    assert [each for each in said_in(text) if not is_said(each, written)] == []


def test_the_corpus_is_of_all_kinds():
    starts = {path.stem.split("-")[0] for path in CORPUS}

    assert len(CORPUS) >= 60
    assert starts >= {
        "outlook",
        "google",
        "ios",
        "macos",
        "android",
        "nextcloud",
        "thunderbird",
        "nokia",
        "sony",
        "exchange",
    }
