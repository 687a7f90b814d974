"""Files of cards, made while they are sent: each function gives the octets in blocks."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import batched, chain
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.exchange.formats.jcard import jcard_of
from kaartenbak.exchange.formats.jscontact import jscontact_of
from kaartenbak.exchange.formats.sheets import xlsx_blocks
from kaartenbak.exchange.formats.table.addresses import columns_of, part_of
from kaartenbak.exchange.formats.table.cells import channels_text
from kaartenbak.exchange.formats.table.writing import EVERY_COLUMN, FLAT_CHANNELS, TEXT_OF, csv_of
from kaartenbak.exchange.formats.vcard import vcard_blocks, write_vcard
from kaartenbak.exchange.queries.blocks import Block, blocks_of, is_column, is_used
from kaartenbak.exchange.queries.cards import cards_in
from kaartenbak.exchange.rules.card import Channel
from kaartenbak.exchange.rules.short import shortened
from kaartenbak.history.prepared import Prepared
from kaartenbak.search.filters import filtered, refuse_unknown
from kaartenbak.setup.models import Language

# What was not understood of a file is kept in comments.
COLUMNS = tuple(name for name in EVERY_COLUMN if name != "extra")
# Stands for all columns of one alternative address, the second one by code for instance.
ONE_ADDRESS = re.compile(r"address_([1-9])")
RECORDS = 500
CHANNEL_COLUMNS = frozenset({*FLAT_CHANNELS, "channels"})
REGION_TAGS = Prepared(lambda: Language.objects.exclude(region_tag="").values_list("code", "region_tag"))
LARGEST_CODE = 660
"""Octets: a code of at most 97 squares a side (version 20), with a seventh of it to spare for a bad camera."""


def chosen(filters: Mapping[str, Any], *, by: Actor, with_blocked: bool = False) -> Cards:
    """The cards that meet the filters; those blocked for privacy only when the filters or `with_blocked` ask for them (D9)."""
    if not by.may("contacts.export"):
        raise NotAllowed("contacts.export")
    refuse_unknown(filters)
    cards = contacts.visible_to(by)
    if filters.get("privacy_blocked") is None and not with_blocked:
        cards = cards.filter(privacy_blocked=False)
    return filtered(cards, filters, by=by)


def blocked_among(filters: Mapping[str, Any], *, by: Actor) -> int:
    """How many cards meet the filters and are left out since they are blocked for privacy."""
    if filters.get("privacy_blocked") is not None:
        return 0
    return chosen({**filters, "privacy_blocked": True}, by=by).order_by().count()


def as_csv(cards: Cards, columns: Sequence[str] = COLUMNS, *, language: str = "") -> Iterator[bytes]:
    """A table with these columns; its headings are the names of the API, or words of `language`."""
    columns = known_columns(columns)
    return csv_of(cells_in(cards, columns), columns, language=language)


def as_xlsx(cards: Cards, columns: Sequence[str] = COLUMNS, *, language: str = "") -> Iterator[bytes]:
    """The same table as a workbook."""
    columns = known_columns(columns)
    rows = chain.from_iterable(zip(*cells, strict=True) for cells in cells_in(cards, columns))
    return xlsx_blocks(rows, columns, language=language)


def known_columns(names: Sequence[str]) -> list[str]:
    """The columns that these names stand for; none stand for all.

    Alternative addresses share the column `alternative_addresses`, or have their own: `address_1` stands for all of
    `address_1_code` to `address_1_ranges`.
    """
    columns = [column for name in names or COLUMNS for column in expanded(name)]
    unknown = [name for name in columns if name not in COLUMNS and not part_of(name)]
    if unknown:
        raise Refused("field.unknown", field="columns", name=unknown[0][:40])
    return columns


def expanded(column: str) -> Sequence[str]:
    """The columns that a name stands for."""
    found = ONE_ADDRESS.fullmatch(column)
    return columns_of(int(found[1])) if found else (column,)


def cells_in(cards: Cards, columns: Sequence[str]) -> Iterator[list[Sequence[str]]]:
    """The cells of the cards in blocks, a column beside a column."""
    read = [name for name in dict.fromkeys(columns) if is_column(name)]
    several = {name: found for name in columns if name not in read and (found := several_of(name))}
    reached = not CHANNEL_COLUMNS.isdisjoint(columns)
    comments = "comment" in columns and is_used("comment")
    for block in blocks_of(cards, read):
        cells: dict[str, Sequence[str]] = dict(zip(read, block.columns, strict=True))
        if comments:
            cells["comment"] = [block.comments.get(key, "") for key in block.keys]
        if reached:
            cells.update(channel_cells(block))
        for name, (held_as, text) in several.items():
            held = block.several(held_as)
            cells[name] = [text(held[key]) if key in held else "" for key in block.keys]
        blank = [""] * len(block.keys)
        yield [cells.get(name, blank) for name in columns]


def several_of(column: str) -> tuple[str, Callable[[Any], str]] | None:
    """What a column has several of, and how these become its cell; nothing for other columns, and when no card has any."""
    text = part_of(column) or TEXT_OF.get(column)
    name = column if column in TEXT_OF else "alternative_addresses"
    return (name, text) if text and is_used(name) else None


def channel_cells(block: Block) -> dict[str, list[str]]:
    """The columns of the main channels, and the one of those of which these do not say all."""
    # By key, since a range of keys may bring along cards that were not asked for.
    flat = {name: dict.fromkeys(block.keys, "") for name in FLAT_CHANNELS}
    more: dict[int, list[Channel]] = {}
    for key, kind, label, value in block.ways():
        column = flat.get(kind)
        if column and column.get(key):
            column = flat.get(f"{kind}_2")
        if column and not column.get(key):
            column[key] = value
            if not label:
                continue
        more.setdefault(key, []).append(Channel(kind, label, value))
    cells = {name: list(map(column.__getitem__, block.keys)) for name, column in flat.items()}
    cells["channels"] = [channels_text(more[key]) if key in more else "" for key in block.keys]
    return cells


def as_vcards(cards: Cards, version: str = "3.0", *, on: date | None = None) -> Iterator[bytes]:
    """The cards as vCards of this version, pictures included, with the address that holds on a day, today when left out."""
    found = cards_in(cards, pictures=True, tags=region_tags(), on=on or SYSTEM.today)
    return vcard_blocks(found, version)


def as_jcards(cards: Cards, *, on: date | None = None) -> Iterator[bytes]:
    """The same cards as jCards (RFC 7095), in one array."""
    return in_array(jcard_of(text) for text in texts_of(cards, on))


def as_jscontacts(cards: Cards, *, on: date | None = None) -> Iterator[bytes]:
    """The same cards as JSContact (RFC 9553), in one array."""
    return in_array(jscontact_of(text) for text in texts_of(cards, on))


def texts_of(cards: Cards, on: date | None) -> Iterator[str]:
    """Each card as a vCard 4.0."""
    found = cards_in(cards, pictures=True, tags=region_tags(), on=on or SYSTEM.today)
    return (write_vcard(card, "4.0") for card in found)


def one_jcard(contact: Contact, *, on: date) -> bytes:
    """The jCard of one contact."""
    (text,) = texts_of(Contact.objects.filter(pk=contact.pk), on)
    return as_text(jcard_of(text)).encode()


def one_jscontact(contact: Contact, *, on: date) -> bytes:
    """One contact as JSContact."""
    (text,) = texts_of(Contact.objects.filter(pk=contact.pk), on)
    return as_text(jscontact_of(text)).encode()


def short_vcard(contact: Contact) -> str:
    """What stands on a visiting card, as a vCard that fits a code which any phone can read."""
    (card,) = cards_in(Contact.objects.filter(pk=contact.pk), tags={})
    texts = [write_vcard(each) for each in shortened(card)]
    return next((text for text in texts if len(text.encode()) <= LARGEST_CODE), texts[-1])


def in_array(records: Iterable[Any]) -> Iterator[bytes]:
    """Records as one array of JSON, some hundreds at a time."""
    before = "[\n"
    for several in batched(records, RECORDS):
        text = ",\n".join(map(as_text, several))
        yield (before + text).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"


def as_text(record: Any) -> str:
    """A record as JSON."""
    return json.dumps(record, ensure_ascii=False, cls=DjangoJSONEncoder)


def region_tags() -> dict[str, str]:
    """What our languages go by in other programs, by code."""
    return dict(REGION_TAGS())


def as_json(cards: Cards) -> Iterator[bytes]:
    """The cards as the API shows them, with all that belongs to them, in one array."""
    return in_array(whole_records(cards))


def whole_records(cards: Cards) -> Iterator[dict[str, Any]]:
    """What the API shows of each card, and under the names of the columns of tables what it has several of."""
    # The shapes of the API take a third of a second to load, and every command would wait for them.
    from kaartenbak.contacts.api.record import records

    used = [name for name in TEXT_OF if is_used(name)]
    for block in blocks_of(cards, ("number",)):
        (numbers,) = block.columns
        card_of = dict(zip(numbers, block.keys, strict=True))
        several = {name: block.several(name) for name in used}
        for keys in batched(block.keys, RECORDS):
            for record in records(Contact.objects.filter(pk__in=keys).order_by("pk")):
                card = card_of.get(record["number"], 0)
                parts = {name: as_plain(tuple(several.get(name, {}).get(card, ()))) for name in TEXT_OF}
                yield record | parts | {"comment": block.comments.get(card, "")}


def as_plain(value: Any) -> Any:
    """A text as it is, and what has several fields as an object."""
    if hasattr(value, "_asdict"):
        return {name: as_plain(each) for name, each in value._asdict().items()}
    return [as_plain(each) for each in value] if isinstance(value, tuple) else value
