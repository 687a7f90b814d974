"""A row whose card is there already: the card gets the row's values, as the mode says."""

from typing import Any

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.ops.change import lay_on
from kaartenbak.contacts.ops.channel_rows import new_channel
from kaartenbak.contacts.ops.cleaning import normal_form
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.comments import missing
from kaartenbak.exchange.ops.keeping import Note, Row
from kaartenbak.exchange.ops.parts import Parts
from kaartenbak.exchange.ops.pictures import picture_of
from kaartenbak.exchange.ops.taking import MOST_TRIES, Taken
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.plan import Mode, Outcome
from kaartenbak.history import store
from kaartenbak.history.operations import attempt
from kaartenbak.history.recording import running

Values = dict[str, Any]
Channels = list[tuple[str, str, str]]


def change_card(taken: Taken, key: int, company: Contact | None, terms: Terms, parts: Parts) -> Row:
    """Give a card the values of its row, and tell whether anything of it changed."""
    offer = taken.offer
    card = Contact.objects.get(pk=key)
    if card.kind != offer.kind:
        return of_other_kind(taken, card)
    taken.fit(company or (card.company if card.company_id else None))
    parts.begin(offer, key)
    changes = parts.changes(taken, card, terms.mode)
    before = running().writes
    present, own = queries.mains(card.channels.all()), card.company_id
    linked_only = (
        company is not None and company.pk != own and not differing(card, present, taken) and not any(changes)
    )
    lay(taken, card, company, terms.mode)
    parts.keep(changes, card)
    card.refresh_from_db(fields=["company", "image"])
    if linked_only and card.company_id != own:
        return Row(offer.line, Outcome.LINKED, key, taken.notes)
    changed = running().writes != before or any(changes)
    return Row(offer.line, Outcome.UPDATED if changed else Outcome.SKIPPED, key, taken.notes)


def of_other_kind(taken: Taken, card: Contact) -> Row:
    """A company is not made a person by a file, nor a person a company."""
    note = Note("import.other_kind", "kind", {"contact": str(card)})
    return Row(taken.offer.line, Outcome.SKIPPED, card.pk, [*taken.notes, note], title=card.name)


def lay(taken: Taken, card: Contact, company: Contact | None, mode: Mode) -> None:
    """Lay the values on the card; those that a rule refuses are left out, one after the other."""
    for _attempt in range(MOST_TRIES):
        present = store.lock(card)
        try:
            with attempt():
                values, more = wanted(taken, present, company, mode)
                lay_on(present, values, taken.desk)
                add_channels(present, more, taken)
        except Refused as refusal:
            if not taken.drop(refusal):
                raise
        else:
            add_rest(present, taken, mode)
            return
    raise Refused("name.required", field="name")


def wanted(taken: Taken, card: Contact, company: Contact | None, mode: Mode) -> tuple[Values, Channels]:
    """The values that the card gets, and the channels beside those with a field of their own."""
    given = {name: value for name, value in taken.given.items() if name != "channels"}
    if company is not None:
        given["company"] = company
    slots, more = slotted(taken.given.get("channels", []))
    if mode is Mode.FILL:
        present = queries.mains(card.channels.all())
        given = {name: value for name, value in given.items() if not getattr(card, name)}
        slots = {name: value for name, value in slots.items() if not present.get(name)}
    return given | {name: [value] if name == "email" else value for name, value in slots.items()}, more


def slotted(channels: Channels) -> tuple[dict[str, str], Channels]:
    """The channels that have a field of their own, by its name, and the others."""
    slots: dict[str, str] = {}
    more, seen = [], dict[str, int]()
    for channel in channels:
        kind = channel[0]
        seen[kind] = seen.get(kind, 0) + 1
        slot = queries.SLOT_OF.get((kind, seen[kind]))
        if slot:
            slots[slot] = channel[2]
        else:
            more.append(channel)
    return slots, more


def add_channels(card: Contact, channels: Channels, taken: Taken) -> None:
    """Add the channels that the card does not have yet."""
    country = taken.desk.country_code(card)
    for kind, label, value in channels:
        of_kind = Channel.objects.filter(contact=card, kind=kind)
        if not of_kind.filter(normal=normal_form(kind, value, country)).exists():
            last = max(of_kind.values_list("position", flat=True), default=0)
            store.create(new_channel(card, kind, value, country, label=label, position=last + 1))


def add_rest(card: Contact, taken: Taken, mode: Mode) -> None:
    """Add the comments that the card does not have yet, and the picture."""
    store.create_many(Comment, missing(card, taken))
    if taken.offer.photo and (mode is not Mode.FILL or not card.image):
        store.update(card, image=picture_of(taken) or card.image)


def differing(card: Contact, present: dict[str, str], taken: Taken) -> bool:
    """Whether the row says anything else than the card, its company apart."""
    slots, more = slotted(taken.given.get("channels", []))
    values = {name: value for name, value in taken.given.items() if name != "channels"}
    return bool(
        more
        or any(getattr(card, name) != value for name, value in values.items())
        or any(present.get(name, "") != value for name, value in slots.items())
    )
