"""What merging two cards would mean: the fields that differ, the rows that move along, the rows that clash."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.utils.translation import ngettext

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries.removal import model_of, name_of
from kaartenbak.contacts.rules.fields import TABLE, Kind
from kaartenbak.core.parts import PARTS, Part
from kaartenbak.core.refusals import Refusals
from kaartenbak.duplicates.rules.merging import Difference, Resolved, differences
from kaartenbak.history.registry import Row, tracked
from kaartenbak.history.store import manager

# What one can take from the duplicate: every field that somebody can fill in, and the picture.
FIELDS = (*(f.name for f in TABLE if not f.derived and f.name not in ("number", "kind")), "image")
REFERENCES = frozenset(f.name for f in TABLE if f.kind is Kind.REFERENCE)

# Rows that went into rows of the survivor, by table and key.
Twins = dict[tuple[str, int], int]


@dataclass(frozen=True)
class Clash:
    """A row of the duplicate with the key of one that the survivor has; `same` when nothing else differs."""

    part: Part
    key: str
    mine: Row
    theirs: Row
    same: bool

    @property
    def table(self) -> str:
        """What the rows are called on the contact: `alternative_addresses`."""
        return name_of(self.part)

    @property
    def differing(self) -> list[str]:
        """The columns in which the two differ."""
        return compared(self.part, self.mine, self.theirs)


def movable() -> list[Part]:
    """The parts of a contact, in the order in which they move: what is pointed at before what points at it."""
    return list(reversed(PARTS))


def values_of(contact: Contact) -> dict[str, Any]:
    """Every field of a card by name: a text, yes or no, a code's row."""
    mains = queries.mains(contact.channels.all())
    return {name: mains.get(name, "") if name in queries.SLOTS else getattr(contact, name) for name in FIELDS}


def readable(name: str, value: Any) -> Any:
    """A value as callers know it: a code in place of its row."""
    if name not in REFERENCES:
        return value
    return getattr(value, "code", None) or getattr(value, "number", None)


def fields_that_differ(current: Contact, duplicate: Contact) -> list[Difference]:
    """The fields in which two cards differ, their numbers first, with codes in place of keys."""
    shown = (
        {"number": card.number} | {name: readable(name, value) for name, value in values_of(card).items()}
        for card in (current, duplicate)
    )
    return differences(*shown)


def related_counts(current: Contact, duplicate: Contact) -> dict[str, tuple[int, int]]:
    """How many rows each card has in the tables in which the duplicate has any, its people among them."""
    people = [Contact.objects.filter(company=card).count() for card in (current, duplicate)]
    found = {"people": (people[0], people[1])}
    for part in PARTS:
        rows = manager(model_of(part))
        counts = [rows.filter(**{part.link: card}).count() for card in (current, duplicate)]
        found[name_of(part)] = (counts[0], counts[1])
    return {table: counts for table, counts in found.items() if counts[1]}


def rows_of(part: Part, contact: Contact) -> list[Row]:
    """The rows of a card in one table, in the order in which they were made."""
    fields = tracked(model_of(part)).fields
    rows = manager(model_of(part)).filter(**{part.link: contact}).order_by("pk")
    return list(rows.values(*fields))


def clashes(current: Contact, duplicate: Contact, *, earlier: Iterable[Contact] = ()) -> list[Clash]:
    """Every row of the duplicate whose key the survivor has as well, or one of the cards that became part of it `earlier`."""
    twins: Twins = {}
    cards = [*reversed(list(earlier)), current]
    parts = [part for part in movable() if part.unique_by]
    return [clash for part in parts for clash in clashes_in(part, cards, duplicate, twins)]


def clashes_in(part: Part, cards: list[Contact], duplicate: Contact, twins: Twins) -> Iterator[Clash]:
    """The clashes in one table; `twins` learns which rows of the duplicate stand for one of the `cards`."""
    theirs = rows_of(part, duplicate)
    if not theirs:
        return
    mine = {key_of(part, row): row for card in cards for row in rows_of(part, card)}
    label = tracked(model_of(part)).label
    for row in theirs:
        other = mine.get(key_of(part, row))
        if other is not None:
            twins[label, row["id"]] = other["id"]
            same = not compared(part, other, translated(part, row, twins))
            yield Clash(part, key_text(part, row), other, row, same)


def key_of(part: Part, row: Row) -> tuple[Any, ...]:
    """What may occur once per contact."""
    fields = model_of(part)._meta
    return tuple(row[fields.get_field(name).attname] for name in part.unique_by)


def key_text(part: Part, row: Row) -> str:
    """The key of a row as callers know it: the code behind a foreign key, a day in ISO form."""
    fields = [model_of(part)._meta.get_field(name) for name in part.unique_by]
    return " ".join(text_of(field, row[field.attname]) for field in fields)


def text_of(field: Any, value: Any) -> str:
    """One value of a key."""
    if field.related_model is None:
        return value.isoformat() if hasattr(value, "isoformat") else str(value)
    return str(manager(field.related_model).values_list("code", flat=True).get(pk=value))


def translated(part: Part, row: Row, twins: Twins) -> Row:
    """A row of the duplicate that points at what the survivor has in the place of what it pointed at."""
    found = dict(row)
    for name, column in tracked(model_of(part)).fields.items():
        if column.related_model is not None:
            target = column.related_model._meta.label_lower
            found[name] = twins.get((target, row[name]), row[name])
    return found


def compared(part: Part, one: Row, other: Row) -> list[str]:
    """The columns, the keys and what the program makes left out, in which two rows differ."""
    table = tracked(model_of(part))
    fields = model_of(part)._meta
    keys = {fields.get_field(name).attname for name in (part.link, *part.unique_by)}
    return [
        name
        for name, column in table.fields.items()
        if name in table.recorded - keys and column.editable and one[name] != other[name]
    ]


def refuse_unknown(found: list[Clash], resolve: Resolved) -> None:
    """Refuse to settle what is no conflict: a mistyped key would otherwise pass unnoticed."""
    known = {(each.table, each.key) for each in found}
    refusals = Refusals()
    for table, settled in resolve.items():
        for key in settled:
            if (table, key) not in known:
                refusals.add("merge.no_such_conflict", "resolve", table=table[:40], named=key[:40])
    refusals.raise_any()


def open_after(found: list[Clash], resolve: Resolved, current: Contact, duplicate: Contact) -> list[Clash]:
    """The clashes that are still to be settled: those nobody settled, and those whose new key is taken as well."""
    still_open = []
    for clash in found:
        settled = resolve.get(clash.table, {}).get(clash.key)
        unsettled = settled is None and not clash.same
        if unsettled or (
            settled and settled.rename and is_taken(clash.part, settled.rename, current, duplicate)
        ):
            still_open.append(clash)
    return still_open


def is_taken(part: Part, key: str, *cards: Contact) -> bool:
    """Whether one of these cards has a row of this key."""
    return any(key_text(part, row) == key.strip().upper() for card in cards for row in rows_of(part, card))


def told(clash: Clash) -> list[tuple[str, tuple[str, Any, Any]]]:
    """The columns in which two clashing rows differ: for each its label and both values as readers know them."""
    model = model_of(clash.part)
    fields = tracked(model).fields
    return [
        (
            name,
            (
                str(fields[name].verbose_name),
                spoken(fields[name], clash.mine[name]),
                spoken(fields[name], clash.theirs[name]),
            ),
        )
        for name in clash.differing
    ]


def spoken(column: Any, value: Any) -> str:
    """A value of a row: the code or name of what a key points at."""
    if value is None or column.related_model is None:
        return "" if value is None else str(value)
    row = manager(column.related_model).filter(pk=value).first()
    return str(getattr(row, "code", None) or row or "")


def what(clash: Clash) -> str:
    """What one row of the table is called."""
    return str(table_called(clash.part).verbose_name)


def table_called(part: Part) -> Any:
    """The table whose name the rows of a part have in sentences."""
    return apps.get_model(part.called or part.model)._meta


def people_in_words(count: int) -> list[str]:
    """So many people: "2 people"; nothing when there are none."""
    return [ngettext("{count} person", "{count} people", count).format(count=count)] if count else []


def can_rename(clash: Clash) -> bool:
    """Whether a row can get another key: a text or a day can, a code of a table cannot."""
    fields = model_of(clash.part)._meta
    return all(fields.get_field(name).related_model is None for name in clash.part.unique_by)
