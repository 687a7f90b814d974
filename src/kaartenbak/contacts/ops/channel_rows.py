"""The rows of a card's channels, as a draft wants them."""

from collections.abc import Iterable, Mapping

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.cleaning import normal_form
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.registry import Row

MOST = 200


def write_channels(draft: Draft) -> None:
    """Bring the stored channels of a changed card in line with its draft."""
    contact, country = draft.contact, draft.desk.country_code(draft.contact)
    if draft.channels is not None:
        replace_all(contact, draft.channels, country)
    for name, value in draft.mains.items():
        if draft.channels is None and value != draft.mains_before.get(name, ""):
            write_slot(contact, name, value, country)
    for address in draft.more_emails:
        add_email(contact, address)


def write_slot(contact: Contact, name: str, value: str, country: str) -> None:
    """Put one main value: change the channel there is, make one, or remove it when the value is blank."""
    kind, position = queries.SLOTS[name]
    present = contact.channels.filter(kind=kind, position=position).first()
    if present and value:
        store.update(present, value=value, normal=normal_form(kind, value, country))
    elif present:
        store.delete(present)
    elif value:
        store.create(new_channel(contact, kind, value, country, position=position))


def write_mains(drafts: Iterable[Draft]) -> None:
    """As `write_channels` for many cards whose main channels alone may differ, in a few statements.

    The channels of the cards are at hand (`prefetch_related`) and nobody else changes them.
    """
    changed: dict[int, Row] = {}
    gone: list[int] = []
    made: list[Row] = []
    for draft in drafts:
        differing = [name for name, value in draft.mains.items() if value != draft.mains_before.get(name, "")]
        present = queries.main_channels(draft.contact) if differing else {}
        country = draft.desk.country_code(draft.contact) if differing else ""
        for name in differing:
            kind, position = queries.SLOTS[name]
            value, channel = draft.mains[name], present.get(name)
            columns = {"value": value, "normal": normal_form(kind, value, country) if value else ""}
            if channel is not None and value:
                changed[channel.pk] = columns
            elif channel is not None:
                gone.append(channel.pk)
            elif value:
                made.append({"contact_id": draft.contact.pk, "kind": kind, "position": position} | columns)
    store.delete_many(Channel.objects.filter(among("pk", gone)))
    store.update_each(Channel, changed)
    store.create_rows(Channel, made)


def add_email(contact: Contact, address: str) -> None:
    """Add a further e-mail address, unless the card has it already."""
    normal = normal_form("email", address, "")
    emails = contact.channels.filter(kind="email")
    if not emails.filter(normal=normal).exists():
        taken = set(emails.values_list("position", flat=True))
        position = next(place for place in range(2, MOST + 2) if place not in taken)
        store.create(new_channel(contact, "email", address, "", position=position))


def replace_all(contact: Contact, rows: list[tuple[str, str, str]], country: str) -> None:
    """Make these the channels of the card, in a few statements; one that stays the same keeps its row."""
    wanted = positioned(rows)
    present = {(c.kind, c.position): c for c in contact.channels.all()}
    gone = [channel.pk for place, channel in present.items() if place not in wanted]
    changed: dict[int, Row] = {}
    made: list[Row] = []
    for (kind, position), (label, value) in wanted.items():
        columns = {"label": label, "value": value, "normal": normal_form(kind, value, country)}
        channel = present.get((kind, position))
        if channel is None:
            made.append({"contact_id": contact.pk, "kind": kind, "position": position} | columns)
        else:
            changed[channel.pk] = columns
            vars(channel).update(columns)
    if gone:
        store.delete_many(Channel.objects.filter(among("pk", gone)))
    store.update_each(Channel, changed)
    store.create_rows(Channel, made)


def positioned(rows: list[tuple[str, str, str]]) -> Mapping[tuple[str, int], tuple[str, str]]:
    """Each channel by its kind and its place within that kind."""
    found: dict[tuple[str, int], tuple[str, str]] = {}
    seen: dict[str, int] = {}
    for kind, label, value in rows:
        seen[kind] = seen.get(kind, 0) + 1
        found[kind, seen[kind]] = (label, value)
    return found


def new_channel(
    contact: Contact, kind: str, value: str, country: str, *, label: str = "", position: int = 1
) -> Channel:
    """A channel in memory, with its normal form."""
    normal = normal_form(kind, value, country)
    return Channel(contact=contact, kind=kind, label=label, value=value, normal=normal, position=position)


def drafted_channels(draft: Draft) -> list[Channel]:
    """The channels of a new card, in memory."""
    return [Channel(**row) for row in drafted_rows(draft)]


def drafted_rows(draft: Draft) -> list[Row]:
    """The same as rows, for many cards at once."""
    card = draft.contact.id
    return [{"contact_id": card, **row} for row in (columns_of(draft) if draft.rows is None else draft.rows)]


def columns_of(draft: Draft) -> list[Row]:
    """The same without the key of the card, which it may not have yet."""
    country = draft.desk.country_code(draft.contact)
    places = dict(positioned(draft.channels)) if draft.channels else {}
    for name, value in draft.mains.items():
        if value:
            label = places.get(queries.SLOTS[name], ("", ""))[0]
            places[queries.SLOTS[name]] = (label, value)
    known = {value.casefold() for (kind, _place), (_label, value) in places.items() if kind == "email"}
    for address in draft.more_emails:
        if address.casefold() not in known:
            position = next(place for place in range(2, MOST + 2) if ("email", place) not in places)
            places["email", position] = ("", address)
            known.add(address.casefold())
    return [
        {
            "kind": kind,
            "label": label,
            "value": value,
            "normal": normal_form(kind, value, country),
            "position": place,
        }
        for (kind, place), (label, value) in places.items()
    ]
