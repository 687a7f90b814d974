"""Making a card."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts import queries
from kaartenbak.contacts.events import ContactCreated
from kaartenbak.contacts.models import Channel, Contact, FormerCard
from kaartenbak.contacts.ops.channel_rows import drafted_channels
from kaartenbak.contacts.ops.cleaning import Values, cleaned
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation, warn
from kaartenbak.setup.models import NumberSeries
from kaartenbak.setup.ops.numbers import take_number

# Whose numbers are never given again.
NUMBERED = (Contact, FormerCard)


@operation(needs="contacts.change", title=_("Created {contact}"))
def create_contact(*, values: Mapping[str, Any], by: Actor) -> Contact:
    """Make a card from `values`, by the field names of the API.

    With a company, or as `kind` says, it is a person's, else a company's. Values given win over what the company passes
    on, and that wins over the defaults.
    """
    desk = Desk(by)
    draft = drafted(values, desk)
    give_number(draft, wanted_number(draft, values, desk))
    store.create(draft.contact)
    store.create_many(Channel, drafted_channels(draft))
    about(contact=str(draft.contact), number=draft.contact.number)
    tell(draft)
    publish(ContactCreated(draft.contact))
    return draft.contact


def drafted(values: Mapping[str, Any], desk: Desk) -> Draft:
    """A new card from values as they were typed; nothing is written."""
    given = cleaned({name: value for name, value in values.items() if name not in ("number", "series")}, desk)
    kind = given.pop("kind", "") or (Contact.Kind.PERSON if given.get("company") else Contact.Kind.COMPANY)
    draft = Draft(Contact(kind=kind), {}, desk)
    hold_company(given, desk)
    draft.lay(given)
    return draft


def hold_company(given: Values, desk: Desk) -> None:
    """Keep the company as it is until the operation ends."""
    if given.get("company"):
        given["company"] = desk.hold(given["company"])


def wanted_number(draft: Draft, values: Mapping[str, Any], desk: Desk) -> Values:
    """The number or series that was asked for."""
    return cleaned({name: values[name] for name in ("number", "series") if values.get(name)}, desk)


def give_number(draft: Draft, wanted: Values) -> None:
    """Give the card its number: the one typed, if that is allowed and free, else the next of its series."""
    series: NumberSeries | None = wanted.get("series") or draft.desk.by_key(
        "series", draft.desk.setup.series_contacts_id
    )
    number = wanted.get("number")
    if number:
        refuse_number(number, series)
        draft.contact.number = number
    elif series is None:
        raise Refused("setup.contact_nos_missing", field="number")
    else:
        draft.contact.number = take_number(series, among=NUMBERED)
        draft.contact.series = series
    draft.derive()


def refuse_number(number: str, series: NumberSeries | None) -> None:
    """Refuse a typed number that the series does not allow or that somebody has."""
    if series is not None and not series.manual:
        raise Refused("number.manual_not_allowed", field="number", series=series.code)
    holder = Contact.objects.filter(number=number).first()
    if holder is None:
        former = FormerCard.objects.select_related("contact").filter(number=number).first()
        holder = former.contact if former else None
    if holder is not None:
        raise Refused("number.exists", field="number", number=number, contact=str(holder))


def tell(draft: Draft) -> None:
    """Say what was stored but deserves a word."""
    for key, field, facts in draft.warnings:
        warn(key, field, **facts)
    changed = draft.contact.tax_key != draft.before.tax_key
    others = queries.same_tax_number(draft.contact) if changed else []
    if others:
        field = "enterprise_number" if draft.contact.enterprise_number else "vat_number"
        warn("vat.used_elsewhere", field, contacts=", ".join(others))
