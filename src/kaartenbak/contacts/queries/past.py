"""What happened to a card, in values and in sentences."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Channel, Contact
from kaartenbak.contacts.queries.address_words import in_words, period_in_words
from kaartenbak.contacts.queries.past_codes import GivenCodes, table_of
from kaartenbak.contacts.rules.address_fields import FIELDS as ADDRESS_FIELDS
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.history.asof import Known
from kaartenbak.history.models import Operation
from kaartenbak.history.registry import TRACKED, Row
from kaartenbak.history.store import manager
from kaartenbak.history.story import Event, story

CONTACT, CHANNEL, COMMENT = "contacts.contact", "contacts.channel", "contacts.comment"
ADDRESS, RANGE = "contacts.alternativeaddress", "contacts.addressrange"
FORMER = "contacts.formercard"
# Columns the program makes for itself; a user did not change them.
MADE = frozenset(
    {
        "name_key",
        "list_key",
        "postcode_key",
        "tax_key",
        "normal",
        "phone_normal",
        "mobile_normal",
        "fax_normal",
        "email_normal",
        "uid",
        "series_id",
        "search_name",
        "created_at",
        "business_relation",
    }
)
LABELS = {
    "follows": gettext_lazy("what follows the company"),
    "image": gettext_lazy("picture"),
    "position": gettext_lazy("order"),
    "label": gettext_lazy("label"),
    "value": gettext_lazy("value"),
    "text": gettext_lazy("comment"),
    "date": gettext_lazy("date"),
    "code": gettext_lazy("code"),
    "starts": gettext_lazy("starting date"),
    "ends": gettext_lazy("ending date"),
    "yearly": gettext_lazy("every year"),
}
# The names of the interface for tables and columns that are called otherwise there.
IN_API = {
    "alternativeaddress": "alternative_address", "addressrange": "address_range", "starts": "start", "ends": "end",
}  # fmt: skip


@dataclass(frozen=True)
class Happening:
    """One event of a card, readable: codes in place of keys, and a sentence in the present language.

    `field` is blank when something came or went as a whole; `can_put_back` says whether the old value can be put back.
    `effective` is the moment from which on the card was so.
    """

    change: int
    effective: datetime
    operation: int
    entry: Operation
    undone: bool
    at: datetime
    actor: str
    kind: str
    field: str
    column: str
    old: Any
    new: Any
    sentence: str
    can_put_back: bool


def happenings(
    card: int, *, limit: int = 50, before: int | None = None, known: Known | None = None
) -> list[Happening]:
    """What happened to a card, newest first; `before` is the change with which an earlier page ended, `known` what of its
    rows is at hand.
    """
    events = story(card, limit=limit, before=before, passing=is_passed_over, known=known)
    names = Names(events)
    return [happening(event, names) for event in events]


def is_passed_over(event: Event) -> bool:
    """Whether nobody wants to hear of it: a value that the program made, or what programs call a card and let go of."""
    return event.field in MADE or (
        is_of_programs(event) and (event.action == "D" or event.field not in {"", "text"})
    )


def is_of_programs(event: Event) -> bool:
    """Whether it is about the card as a program sent it, which nobody edits."""
    column = TRACKED[event.model].fields.get(event.field or KNOWN_BY.get(event.model, "name"))
    return event.model != CONTACT and column is not None and not column.editable


def happening(event: Event, names: "Names") -> Happening:
    """One event, readable."""
    old, new = names.readable(event, event.old), names.readable(event, event.new)
    if is_of_programs(event):
        # Octets that say nothing to a reader, and may be a picture.
        old = new = None
    field = event.field.removesuffix("_id")
    operation = event.operation
    return Happening(
        change=event.change,
        effective=event.at,
        operation=operation.pk,
        entry=operation,
        undone=operation.undone_by_id is not None,
        at=operation.at,
        actor=operation.actor_name,
        kind=operation.kind,
        field=names.api_field(event, field),
        column=event.field,
        old=old,
        new=new,
        sentence=sentence(event, operation.actor_name, names.what(event, field), old, new),
        can_put_back=event.action == "U" and is_put_back(event.model, field),
    )


def is_put_back(model: str, field: str) -> bool:
    """Whether a former value of this column can be put back by itself."""
    return (model == CONTACT and field in FIELDS) or field == "value" or model in (ADDRESS, RANGE)


class Names:
    """The codes and names behind the keys in some events, looked up together."""

    def __init__(self, events: Iterable[Event]) -> None:
        events = list(events)
        self.addresses, self.codes = AddressCodes(events), GivenCodes(events)
        wanted: dict[type[models.Model], set[Any]] = {}
        for event in events:
            target = self.target(event)
            if target:
                wanted.setdefault(target, set()).update(
                    key for key in (event.old, event.new) if key is not None
                )
        self.known = {
            (model, row.pk): getattr(row, "code", None) or str(row)
            for model, keys in wanted.items()
            for row in manager(model).filter(pk__in=keys)
        }

    @staticmethod
    def target(event: Event) -> "type[models.Model] | None":
        """The table that the event's column points at."""
        column = TRACKED[event.model].fields.get(event.field)
        return column.related_model if column is not None else None

    def readable(self, event: Event, value: Any) -> Any:
        """A value as the API shows it: a code in place of a key, a row as what a reader knows it by."""
        if event.field:
            target = self.target(event)
            return self.known.get((target, value), value) if target and value is not None else value
        if value is not None and table_of(event.model):
            return self.codes.code(event)
        return whole(event.model, value) if value is not None else None

    def what(self, event: Event, field: str) -> str:
        """What changed, as the user calls it."""
        if event.model in (ADDRESS, RANGE):
            return what_of_address(event, field, self.addresses.of(event))
        if table_of(event.model):
            return self.codes.what(event)
        return what(event, field)

    @staticmethod
    def api_field(event: Event, field: str) -> str:
        """The name of what changed: a field of the card, the kind of channel, `comment`, or the grouping of a code."""
        if event.model == CONTACT:
            return field
        if table_of(event.model):
            return GivenCodes.api_field(event)
        row = event.new or event.old or {}
        if event.model == CHANNEL and not event.field:
            return str(row["kind"])
        name = event.model.partition(".")[2]
        name = IN_API.get(name, name)
        return f"{name}.{IN_API.get(field, field)}" if event.field else name


class AddressCodes:
    """The codes of the alternative addresses that some events are about: today's, or the last before they were removed."""

    def __init__(self, events: list[Event]) -> None:
        rows = [(each, row) for each in events if not each.field for row in (each.old, each.new) if row]
        self.holder: dict[int, int] = {
            each.row: row["address_id"] for each, row in rows if each.model == RANGE
        }
        self.codes: dict[int, str] = {each.row: row["code"] for each, row in rows if each.model == ADDRESS}
        ranges = {each.row for each in events if each.model == RANGE}
        if ranges:
            present = AddressRange.objects.filter(pk__in=ranges)
            self.holder |= dict(present.values_list("pk", "address_id"))
        addresses = {each.row for each in events if each.model == ADDRESS} | {*self.holder.values()}
        if addresses:
            found = AlternativeAddress.objects.filter(pk__in=addresses)
            self.codes |= dict(found.values_list("pk", "code"))

    def of(self, event: Event) -> str:
        """The code of the address that an event is about."""
        key = self.holder.get(event.row, 0) if event.model == RANGE else event.row
        return self.codes.get(key, "…")


def what_of_address(event: Event, field: str, code: str) -> str:
    """What changed of an alternative address or its calendar."""
    if event.model == ADDRESS and not field:
        return _("an alternative address")
    if not field:
        return _("a period of address {code}").format(code=code)
    label = ADDRESS_FIELDS[field].label if field in ADDRESS_FIELDS else LABELS.get(field, field)
    pattern = (
        _("{field} of address {code}")
        if event.model == ADDRESS
        else _("{field} of a period of address {code}")
    )
    return pattern.format(field=label, code=code)


def whole(model: str, row: Row) -> Any:
    """What a whole row is known by."""
    if model == CHANNEL:
        return row["value"]
    if model == RANGE:
        return period_in_words(row["starts"], row["ends"], row["yearly"])
    if model == FORMER:
        return f"{row['number']} {row['name']}"
    return row[KNOWN_BY.get(model, "name")]


KNOWN_BY = {COMMENT: "text", ADDRESS: "code"}


def sentence(event: Event, actor: str, what: str, old: Any, new: Any) -> str:
    """The event as one sentence: “Claire changed the postcode from 9000 to 9050”."""
    field = event.field.removesuffix("_id")
    facts = {"actor": actor, "what": what, "old": spoken(field, old), "new": spoken(field, new)}
    if is_of_programs(event):
        return _("{actor} sent the card from a phone or mail program").format(actor=actor)
    if event.model == FORMER and not field:
        return merging_sentence(event.action).format(actor=actor, what=old or new)
    if table_of(event.model) and not field:
        pattern = _("{actor} added {what}") if event.action == "C" else _("{actor} removed {what}")
    elif event.action == "C":
        pattern = (
            _("{actor} created the card") if event.model == CONTACT else _("{actor} added {what}: {new}")
        )
    elif event.action == "D":
        pattern = (
            _("{actor} deleted the card") if event.model == CONTACT else _("{actor} removed {what}: {old}")
        )
    elif field == "image":
        pattern = picture_sentence(old, new)
    elif old in ("", None, []):
        pattern = _("{actor} filled in {what}: {new}")
    elif new in ("", None, []):
        pattern = _("{actor} cleared {what}, which was {old}")
    else:
        pattern = _("{actor} changed {what} from {old} to {new}")
    return pattern.format(**facts)


def merging_sentence(action: str) -> str:
    """What became of another card: it is part of this one, or is one by itself again."""
    if action == "C":
        return _("{actor} merged {what} into this card")
    return _("{actor} made {what} a card of its own again")


def picture_sentence(old: str, new: str) -> str:
    """What became of the picture; the name of its file says nothing to a reader."""
    if not old:
        return _("{actor} put a picture on the card")
    return _("{actor} changed the picture") if new else _("{actor} removed the picture")


def what(event: Event, field: str) -> str:
    """What changed, as the user calls it."""
    if event.model == CHANNEL:
        kind = (event.new or event.old or {}).get("kind") if not event.field else channel_kind(event.row)
        shown = str(Channel.Kind(kind).label) if kind else _("a number or address")
        return shown if field in ("", "value") else f"{shown} ({LABELS.get(field, field)})"
    if event.model == COMMENT:
        return _("a note")
    label = FIELDS[field].label if field in FIELDS else LABELS.get(field, field)
    return str(label)


def channel_kind(key: int) -> str | None:
    """The kind of a channel that is still there."""
    return Channel.objects.filter(pk=key).values_list("kind", flat=True).first()


def spoken(field: str, value: Any) -> str:
    """A value within a sentence."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date) and not isinstance(value, datetime):
        return in_words(value)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(FIELDS[each].label if each in FIELDS else each) for each in value)
    choices = dict(FIELDS[field].choices) if field in FIELDS else {}
    return str(choices.get(value, value))


def card_at(card: int, rows: dict[int, Row]) -> Contact | None:
    """The contact in a set of rows of the past, as an object that is not stored."""
    row = rows.get(card)
    return Contact(**row) if row else None
