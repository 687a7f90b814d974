"""Files that are broken, or made to break the reader."""

import random
import tracemalloc
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_csv, read_vcard, read_vcards, write_vcard
from kaartenbak.exchange.formats.vcard import Limits
from kaartenbak.exchange.rules.card import Card, CardError, RowError
from kaartenbak.exchange.tests.samples import TABLES, VCARDS, only_cards, rows, vcards

GOOD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:%s\r\nN:;;;;\r\nEND:VCARD\r\n"
PIECES = [
    *(b"BEGIN:VCARD\n", b"END:VCARD\n", b"VERSION:2.1\n", b"VERSION:4.0\n", b"\n", b" ", b":", b";", b'"', b"\\", b"=\n", b","),
    *(b"item1.", b"X-ABLabel:", b"TEL", b"ADR:;;;", b"N:", b"ENCODING=QUOTED-PRINTABLE", b"CHARSET=x", b"\xff", b"\x00", b"^"),
    *(b"AGENT:\n", b"PHOTO;ENCODING=b:", b"data:image/png;base64,", b"TYPE=pref", b"BDAY:", b"'=", b"\r", b"\xef\xbb\xbf"),
]  # fmt: skip
SAMPLES = [path.read_bytes() for path in VCARDS]


class Trickle(BytesIO):
    """A stream that gives a few octets at a time."""

    def read(self, size: int | None = -1) -> bytes:
        return super().read(min(size or 7, 7) if size and size > 0 else 7)


def mutated(octets: bytes, seed: int) -> bytes:
    """The octets with some pieces cut out and others put in."""
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(octets) + 1)
        octets = (
            octets[:place] + chance.choice([*PIECES, b""]) + octets[place + chance.choice([0, 0, 1, 5, 40]) :]
        )
    return octets


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_octets_raise_an_error_in_a_vcard_or_a_table(pieces):
    octets = b"".join(pieces)

    assert all(isinstance(each, Card | CardError) for each in read_vcards(BytesIO(octets)))
    assert all(isinstance(each, Card | RowError) for each in read_csv(BytesIO(octets)))


@pytest.mark.parametrize("seed", range(300))
def test_what_is_read_from_a_damaged_file_is_read_the_same_after_writing_it(seed):
    sample = SAMPLES[seed % len(SAMPLES)]
    damaged, version = mutated(sample, seed), "4.0" if b"VERSION:4.0" in sample else "3.0"

    for card in only_cards(vcards(damaged)):
        written = write_vcard(card, version)
        again = read_vcard(written.encode())
        assert again == card, written


@given(
    st.lists(
        st.sampled_from([b"", b"rubbish\r\n", b"END:VCARD\r\n", b"BEGIN:VCARD\r\nFN:open\r\n", b"\r\n \r\n"]),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None)
def test_every_whole_card_is_read_whatever_stands_between(rubbish):
    octets = b"".join(piece + GOOD % b"%d" % number for number, piece in enumerate(rubbish))

    assert [card.name for card in only_cards(vcards(octets))] == [
        str(number) for number in range(len(rubbish))
    ]


@pytest.mark.parametrize("path", VCARDS, ids=lambda path: path.name)
def test_blocks_may_end_anywhere(path):
    octets = path.read_bytes()

    assert list(read_vcards(Trickle(octets))) == vcards(octets)
    assert [each.line for each in read_vcards(Trickle(octets))] == [each.line for each in vcards(octets)]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_that_trickles_in_gives_as_many_rows(path):
    octets = path.read_bytes()

    assert len(list(read_csv(BytesIO(octets)))) == len(list(read_csv(BytesIO(octets + b"\n\n"))))


def test_cards_beyond_a_limit_are_refused_and_the_next_is_read():
    limits = Limits(card=5000, line=1000, lines=50)
    large = b"BEGIN:VCARD\r\nNOTE:" + b"x" * 9000 + b"\r\nEND:VCARD\r\n"
    long = b"BEGIN:VCARD\r\nNOTE:" + b"x" * 2000 + b"\r\nEND:VCARD\r\n"
    many = b"BEGIN:VCARD\r\n" + b"X-A:1\r\n" * 60 + b"END:VCARD\r\n"

    found: list[Any] = list(
        read_vcards(Trickle(large + GOOD % b"1" + long + GOOD % b"2" + many + GOOD % b"3"), limits)
    )
    assert [each.name if isinstance(each, Card) else each.key for each in found] == [
        *("vcard.too_large", "1", "vcard.line_too_long", "2", "vcard.too_many_lines", "3"),
    ]  # fmt: skip
    assert [each.line for each in found] == [1, 4, 9, 12, 17, 79]


def test_an_endless_line_costs_no_memory():
    class Endless(BytesIO):
        def __init__(self, start: bytes) -> None:
            super().__init__()
            self.start, self.blocks = start, 100

        def read(self, size: int | None = -1) -> bytes:
            start, self.start = self.start, b""
            self.blocks -= 1
            return start or (b"x" * (1 << 18) if self.blocks > 0 else b"")

    tracemalloc.start()
    found: list[Any] = list(read_vcards(Endless(b"BEGIN:VCARD\nNOTE:"), Limits(card=1 << 20)))
    table: list[Any] = list(read_csv(Endless(b"Naam;Mail\nJan;")))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert [each.key for each in found] == ["vcard.too_large"]
    assert [each.key for each in table] == ["table.line_too_long"]
    assert peak < 80 << 20


@pytest.mark.parametrize("version", [b"", b"VERSION:2.1\n"])
def test_cards_in_cards_in_cards_are_read(version):
    nested = b"BEGIN:VCARD\n" + version + b"AGENT:\nBEGIN:VCARD\n" * 20_000 + b"END:VCARD\n" * 20_001

    assert len(vcards(nested + GOOD % b"1")) == 2


@pytest.mark.parametrize(
    "line",
    [
        b"CATEGORIES:" + b",".join(b"%d" % number for number in range(100_000)),
        b"BDAY:1" + b" " * 500_000 + b"x",
        b"ADR:" + b";" * 500_000,
        b"N:" + b"\\;" * 200_000,
        b'X-A;B="' + b'";"' * 200_000,
        b"TEL;TYPE=" + b"a," * 200_000 + b":1",
        b"ORG;ENCODING=QUOTED-PRINTABLE:" + b"=\n" * 45_000,
        b"\n".join(b"item%d.X-ABLabel:x" % number for number in range(45_000)),
        b"\n".join(b"item%d.TEL;X-A=1:%d" % (number, number) for number in range(2_000)),
    ],
    ids=lambda line: line[:12].decode(),
)
def test_lines_made_to_keep_a_reader_busy_are_read_and_written(line):
    (card,) = only_cards(vcards(b"BEGIN:VCARD\nFN:A\n" + line + b"\nEND:VCARD\n"))

    assert vcards(write_vcard(card)) == [card]


@pytest.mark.parametrize(
    "cell",
    [" " * 100_000 + "x", "9" * 100_000, "a:b:c\n" * 1_900, "'" * 100_000, "[" * 100_000, "|" * 100_000],
)
@pytest.mark.parametrize(
    "heading",
    [
        *("Postcode en gemeente", "Verjaardag", "channels", "extra", "Groepen", "Land", "Taal"),
        *("web_sources", "alternative_addresses"),
    ],
)
def test_cells_made_to_keep_a_reader_busy_are_read(heading, cell):
    (card,) = rows(f'Naam,{heading}\nJan,"x{cell}"\n')

    assert card.name == "Jan"


def test_a_marker_inside_a_card_does_not_get_out_of_it():
    octets = (
        b"BEGIN:VCARD\r\nFN:A\r\nitem1.END:VCARD\r\nBEGIN:VEVENT\r\nAGENT:\r\n END:VCARD\r\nEND:VCARD\r\n"
    )

    (card,) = vcards(octets)
    assert vcards(write_vcard(card)) == [card]


def test_a_file_without_a_card_says_so():
    assert [each.key for each in vcards(b"")] == ["vcard.none"]
    assert [each.key for each in vcards(b"\xef\xbb\xbf\r\n")] == ["vcard.none"]
    assert [each.key for each in vcards(b"<html></html>")] == ["vcard.outside"]


@pytest.mark.parametrize(
    ("octets", "key"),
    [(GOOD % b"1" * 2, "vcard.several"), (b"", "vcard.none"), ((GOOD % b"1")[:-12], "vcard.not_closed")],
)
def test_one_card_is_asked_for_and_only_one_is_taken(octets, key):
    found = read_vcard(octets)

    assert isinstance(found, CardError)
    assert found.key == key


def test_a_quotation_mark_that_is_never_closed_costs_one_row():
    found = rows('Naam;Voornaam\nMaes;"Koen\nPeeters;An\nClaes;"Jo"\n')

    assert [each.first_name if isinstance(each, Card) else (each.line, each.key) for each in found] == [
        *((2, "table.quote_open"), "An", "Jo"),
    ]  # fmt: skip


def test_a_quotation_mark_inside_a_cell_is_understood():
    found = rows('Naam;Notities;Taal\nMaes;"zegt "dag" en gaat";nl\nPeeters;"een\ntwee";fr\n')

    assert [(card.name, card.comment) for card in found] == [
        ("Maes", 'zegt dag" en gaat"'),
        ("Peeters", "een\ntwee"),
    ]


def test_the_rest_of_a_broken_row_is_no_contact():
    found = rows('Naam;Notities;Taal\nMaes;"zegt "dag" en\ngaat "weg" ook";nl\nPeeters;hier;fr\nClaes\n')

    assert [each.name if isinstance(each, Card) else (each.line, each.key) for each in found] == [
        *((2, "table.quote_open"), (3, "table.torn"), "Peeters", "Claes"),
    ]  # fmt: skip


def test_a_table_of_open_quotation_marks_ends_with_a_word_on_it():
    found = rows("Naam;Voornaam\n" + 'Maes;"Koen\n' * 20_001)

    assert found[-1].key == "table.broken"
    assert {each.key for each in found[:-1]} == {"table.quote_open"}


def test_half_a_million_columns_are_refused():
    assert [each.key for each in rows("Naam," * 500_000)] == ["table.too_many_columns"]
