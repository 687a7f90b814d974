"""Cards of the exchange as a CSV file."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import batched
from operator import attrgetter
from typing import Any, BinaryIO

from kaartenbak.exchange.formats.table.addresses import NUMBERED, addresses_text, heading_of, part_of
from kaartenbak.exchange.formats.table.cells import channels_text, extra_text
from kaartenbak.exchange.formats.table.codes import codes_text, web_sources_text
from kaartenbak.exchange.formats.table.columns import COLUMNS
from kaartenbak.exchange.formats.table.lines import lines_of
from kaartenbak.exchange.formats.table.ties import different_text, former_text
from kaartenbak.exchange.rules.card import Card, Channel

BATCH = 500
BOM = b"\xef\xbb\xbf"

Make = Callable[[Card, dict[str, str]], str]
# Columns of what a card has several of, and how these become one cell.
TEXT_OF: dict[str, Callable[[Any], str]] = {
    "mailing_groups": codes_text,
    "industry_groups": codes_text,
    "business_relations": codes_text,
    "job_responsibilities": codes_text,
    "web_sources": web_sources_text,
    "alternative_addresses": addresses_text,
    "former_numbers": former_text,
    "different_from": different_text,
}
CARD_FIELD = {
    "alternative_addresses": "addresses",
    "former_numbers": "former",
    "different_from": "different",
}

FLAT_CHANNELS = ("phone", "mobile", "fax", "email", "email_2", "website")
FLAT = frozenset(FLAT_CHANNELS)
DEFAULT_COLUMNS = (
    *("number", "external_id", "kind", "name", "name_2", "salutation", "first_name", "middle_name", "surname", "initials"),
    *("company_name", "job_title", "organizational_level", "birthday"),
    *("street", "street_2", "postcode", "city", "county", "country"),
    *("phone", "mobile", "extension", "fax", "email", "email_2", "website", "channels"),
    *("vat_number", "enterprise_number", "registration_number", "language", "currency", "salesperson", "territory"),
    *("mailing_groups", "industry_groups", "business_relations", "job_responsibilities", "web_sources"),
    *("alternative_addresses", "comment", "uid"),
)  # fmt: skip
EVERY_COLUMN = (
    *DEFAULT_COLUMNS,
    *("search_name", "company_number", "follows", "format_region", "correspondence_type", "exclude_from_segments"),
    *("privacy_blocked", "minor", "parental_consent", "former_numbers", "different_from", "extra"),
)  # fmt: skip


def csv_blocks(
    rows: Iterable[Card | Sequence[str]],
    columns: Sequence[str] = DEFAULT_COLUMNS,
    *,
    language: str = "",
    delimiter: str = ",",
    bom: bool = True,
) -> Iterator[bytes]:
    """A CSV file in blocks: a heading and a line for each card (or row of cells in the order of `columns`).

    Headings are the names of the API, or words of `language`. `bom` lets Excel know that it is UTF-8.
    """
    cells_of = row_maker(columns)
    cells = (cells_of(row) if isinstance(row, Card) else row for row in rows)
    return csv_of(in_columns(cells), columns, language=language, delimiter=delimiter, bom=bom)


def csv_of(
    blocks: Iterable[Sequence[Sequence[str]]],
    columns: Sequence[str],
    *,
    language: str = "",
    delimiter: str = ",",
    bom: bool = True,
) -> Iterator[bytes]:
    """The same of cells that come in blocks, each of them its columns."""
    titles = [[heading(name, language)] for name in columns]
    yield (BOM if bom else b"") + lines_of(titles, delimiter).encode(errors="replace")
    for block in blocks:
        yield lines_of(block, delimiter).encode(errors="replace")


def in_columns(rows: Iterable[Sequence[str]]) -> Iterator[Sequence[Sequence[str]]]:
    """Rows as blocks of columns; a block in which they are not of one length is cut into its rows."""
    for some in batched(rows, BATCH):
        if len(set(map(len, some))) == 1:
            yield list(zip(*some, strict=True))
        else:
            yield from ([[cell] for cell in row] for row in some)


def write_csv(
    rows: Iterable[Card | Sequence[str]],
    stream: BinaryIO,
    columns: Sequence[str] = DEFAULT_COLUMNS,
    *,
    language: str = "",
    delimiter: str = ",",
    bom: bool = True,
) -> None:
    """Write the file of `csv_blocks` to a stream; memory holds a few hundred rows."""
    for block in csv_blocks(rows, columns, language=language, delimiter=delimiter, bom=bom):
        stream.write(block)


def heading(name: str, language: str = "") -> str:
    """What our own files call a column."""
    if name == "email_2":
        return f"{heading('email', language)} 2" if language else name
    if NUMBERED.fullmatch(name):
        return heading_of(name, language)
    return next((column.heading(language) for column in COLUMNS if str(column.target) == name), name)


def row_maker(columns: Sequence[str]) -> Callable[[Card], list[str]]:
    """How to make the cells of a card: one look at it for all plain fields, then what takes more."""
    # The list of channels stands in for what is made, so that every cell is in its place from the start.
    get = attrgetter(*[name if name in PLAIN else "channels" for name in columns], "channels")
    made = [(index, make) for index, name in enumerate(columns) if (make := maker(name))]
    flat = [(index, name) for index, name in enumerate(columns) if name in FLAT_CHANNELS]

    def cells(card: Card) -> list[str]:
        row = list(get(card))
        channels = flat_channels(row.pop())
        for index, name in flat:
            row[index] = channels.get(name, "")
        for index, make in made:
            row[index] = make(card, channels)
        return row

    return cells


def maker(name: str) -> Make | None:
    """How to make the cells of a column that takes more than a look at a field."""
    part = part_of(name)
    return (lambda card, _: part(card.addresses)) if part else MADE.get(name)


def flat_channels(channels: Iterable[Channel]) -> dict[str, str]:
    """The main channel of each kind, and the second e-mail address."""
    flat: dict[str, str] = {}
    for kind, _, value, main in channels:
        if kind not in flat:
            flat[kind] = value
        elif main:
            flat["email_2"], flat[kind] = (flat[kind] if kind == "email" else flat.get("email_2", "")), value
        elif kind == "email":
            flat.setdefault("email_2", value)
    return flat


def _more_channels(card: Card, flat: dict[str, str]) -> str:
    """The channels of which the flat columns do not say all, with kind and label."""
    if (
        len(flat) == len(card.channels)
        and flat.keys() <= FLAT
        and not any(each.label for each in card.channels)
    ):
        return ""
    said = {(kind.removesuffix("_2"), value) for kind, value in flat.items() if kind in FLAT}
    return channels_text(
        [each for each in card.channels if each.label or (each.kind, each.value) not in said]
    )


def _extra(card: Card, _: dict[str, str]) -> str:
    return extra_text(card.extra) if card.extra else ""


def _country(card: Card, _: dict[str, str]) -> str:
    return card.country or card.country_text


def _made_of(name: str, text: Callable[[Any], str]) -> Make:
    get = attrgetter(name)
    return lambda card, _: text(found) if (found := get(card)) else ""


MADE: dict[str, Make] = {
    "country": _country,
    "channels": _more_channels,
    "extra": _extra,
    **{name: _made_of(CARD_FIELD.get(name, name), text) for name, text in TEXT_OF.items()},
}
PLAIN = frozenset(name for name in Card.__slots__ if isinstance(getattr(Card(), name), str)) - MADE.keys()
