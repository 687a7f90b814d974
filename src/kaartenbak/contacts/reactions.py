"""What contacts do when rows of theirs come back from the past."""

from collections.abc import Iterable
from itertools import batched, groupby
from operator import itemgetter
from typing import Any

from django.db.models import F, Q

from kaartenbak.contacts.models import AlternativeAddress, Channel, Contact
from kaartenbak.contacts.ops.address_rows import derive
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.ops.people import let_returned_follow
from kaartenbak.contacts.rules.address_fields import NORMAL
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.events import Restored
from kaartenbak.history.models import Change
from kaartenbak.history.recording import Recorder, running, values
from kaartenbak.history.registry import tracked

DERIVED = ("company_name", "name_key", "list_key", "postcode_key", "tax_key")
# What these are made of, and what says who works where.
SOURCES = (
    *("kind", "name", "first_name", "middle_name", "surname", "postcode", "country_id", "company_id"),
    *("enterprise_number", "vat_number"),
    *DERIVED,
)
EMPLOYMENT = ("kind", "name", "company_id", "company_name")
BLOCK = 500


def keep_cards_whole(event: Restored) -> None:
    """Make anew what is derived on cards that hold old and newer values, and on people who joined a restored company since.

    Cards that came back whole are as they were, derived columns included.
    """
    label = tracked(Contact).label
    restored = event.by(label, EMPLOYMENT)
    mixed = event.mixed.get(label, frozenset()) & event.by(label, SOURCES)
    for block in batched(sorted(restored), BLOCK):
        refuse_broken(block)
        carrying = Contact.objects.filter(company__in=block).exclude(company_name="")
        newcomers = carrying.exclude(company_name=F("company__name"))
        derive_anew(newcomers.exclude(pk__in=restored - mixed).select_related("company").order_by("pk"))
    for block in batched(sorted(mixed), BLOCK):
        derive_anew(Contact.objects.filter(pk__in=block).select_related("company").order_by("pk"))
    keep_main_channels()
    if event.kept_newer:
        let_returned_follow(companies_left(running()))
    derive_addresses(event.mixed.get(tracked(AlternativeAddress).label, frozenset()))


def keep_main_channels() -> None:
    """Move channels up where the main one of their kind went: those that were added since have its place.

    A second e-mail address may stand alone: the card has a field for it.
    """
    left = left_mains(running())
    for block in batched(sorted({card for card, _kind in left}), BLOCK):
        there = Channel.objects.filter(among("contact", block)).order_by("contact", "kind", "position", "id")
        found = there.values_list("contact", "kind", "pk", "position")
        moved: dict[int, dict[str, int]] = {}
        for of, channels in groupby(found, key=itemgetter(0, 1)):
            rows = [row[2:] for row in channels]
            if of in left and rows[0][1] != 1:
                moved |= {key: {"position": place} for place, (key, _was) in enumerate(rows, start=1)}
        store.update_each(Channel, moved)


def companies_left(recorder: Recorder) -> dict[int, int]:
    """The people whom the operation in progress gave another company, with the one they had, if that is still there."""
    rows = recorder.noted[tracked(Contact).label]
    found = {key: values(noted.before).get("company_id") for key, noted in rows.items()}
    wanted = {key: company for key, company in found.items() if company is not None}
    there = set(Contact.objects.filter(pk__in=set(wanted.values())).values_list("pk", flat=True))
    return {key: company for key, company in wanted.items() if company in there}


def left_mains(recorder: Recorder) -> set[tuple[int, str]]:
    """The cards and kinds whose main channel the operation in progress removed or moved to another card."""
    found = set()
    for noted in recorder.noted[tracked(Channel).label].values():
        before = values(noted.before)
        gone = noted.action == Change.Action.DELETED or noted.origin != noted.card
        if (
            gone
            and noted.origin is not None
            and before["position"] == 1
            and before["kind"] != Channel.Kind.EMAIL
        ):
            found.add((noted.origin, before["kind"]))
    return found


def derive_addresses(mixed: Iterable[int]) -> None:
    """Make the normal forms anew of alternative addresses that hold old and newer values."""
    desk, normal = Desk(SYSTEM), ("postcode_key", *(f"{kind}_normal" for kind in NORMAL))
    for block in batched(sorted(mixed), BLOCK):
        addresses = list(AlternativeAddress.objects.filter(pk__in=block))
        for address in addresses:
            derive(address, desk)
        wanted = {each.pk: {name: getattr(each, name) for name in normal} for each in addresses}
        store.update_each(AlternativeAddress, wanted)


def refuse_broken(cards: Iterable[int]) -> None:
    """Refuse a past that the present does not allow: people whose company is a person's card."""
    keys = list(cards)
    affected = Q(pk__in=keys) | Q(company__in=keys)
    astray = (
        Contact.objects.filter(affected, company__kind=Contact.Kind.PERSON).select_related("company").first()
    )
    if astray is not None:
        raise Refused("type.has_people", contact=str(astray.company))


def derive_anew(cards: Iterable[Contact]) -> None:
    """Write the derived columns of these cards where they are not what they should be."""
    desk = Desk(SYSTEM)
    wanted: dict[int, dict[str, Any]] = {}
    for card in cards:
        draft = Draft(card, {}, desk)
        employer = draft.employer
        card.company_name = card.name if card.is_company else employer.name if employer else ""
        draft.derive()
        wanted[card.pk] = {name: getattr(card, name) for name in DERIVED}
    store.update_each(Contact, wanted)
