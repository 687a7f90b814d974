"""The panel *Segmentation* of a card: the codes a contact has, grouping by grouping, and those of a person's employer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from kaartenbak.classification import queries
from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.queries import Held
from kaartenbak.classification.views.adding import field_to_add, place
from kaartenbak.classification.views.tags import tags
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views import lines
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.card_panels import Parts
from kaartenbak.contacts.views.layout import LEVEL
from kaartenbak.history.asof import rows_at
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled
from kaartenbak.web.requests import guard

# What a section shows at once on the page; a link brings the rest.
MOST_TAGS = 10


@dataclass(frozen=True)
class Section:
    """One grouping on a card; `company` is the employer whose codes these are, when they are not the contact's own."""

    grouping: Grouping
    held: list[Held]
    company: Contact | None = None

    @property
    def id(self) -> str:
        return self.grouping.slug


def sections(card: Card) -> Iterator[Section]:
    """What a contact of this type can have, then what a person's company has."""
    owned = [each for each in GROUPINGS.values() if not each.rule.only_for or fits(each, card)]
    company = card.company
    theirs = [each for each in GROUPINGS.values() if each.rule.of_employer and each not in owned]
    owners = dict.fromkeys(owned, card.contact) | (dict.fromkeys(theirs, company) if company else {})
    held = held_then(card, owners) if card.moment else held_now(owners)
    for grouping, owner in owners.items():
        yield Section(grouping, held[grouping], None if grouping in owned else owner)


def fits(grouping: Grouping, card: Card) -> bool:
    """Whether contacts of this type can have its codes."""
    return grouping.rule.only_for == card.contact.kind


def held_now(owners: Mapping[Grouping, Contact]) -> dict[Grouping, list[Held]]:
    """The codes of each grouping's owner today."""
    return queries.all_held({grouping: owner.pk for grouping, owner in owners.items()})


def held_then(card: Card, owners: Mapping[Grouping, Contact]) -> dict[Grouping, list[Held]]:
    """The codes of each grouping's owner at the moment of a former card."""
    company, moment = card.company, card.moment
    former = rows_at(company.pk, moment) if company and moment else {}
    return {
        grouping: queries.held_then(
            grouping, (former if owner is company else card.rows).get(grouping.label, {})
        )
        for grouping, owner in owners.items()
    }


def parts(card: Card) -> Parts:
    """Each section by the id it is swapped by."""
    return {each.id: shown(card, each) for each in sections(card)}


def shown(card: Card, section: Section, csrf: str = "", most: int | None = None) -> SafeString:
    """The codes of a section, or the first of them when there are more than `most`.

    With `csrf` (the hidden input against forgery) its form works without scripts as well.
    """
    grouping, company = section.grouping, section.company
    editable = card.editable and company is None
    held = section.held[:most]
    more = len(section.held) - len(held)
    facts = {
        "id": section.id,
        "title": grouping.plural,
        "count": len(section.held),
        "tags": tags(card.contact, grouping, held, editable=editable),
        "more": more_codes(card, section, more) if more else "",
        "listed": editable or bool(held),
        "editable": editable,
        "action": place(card.contact, grouping),
        "csrf": csrf,
    }
    if company is not None:
        facts |= {"company": company.name, "company_url": address("contacts:card", company.number)}
    return filled("classification/_section.html", facts)


def more_codes(card: Card, section: Section, more: int) -> SafeString:
    """The way to the codes that are not shown: the page with all of them, of which a script takes the section alone."""
    words = ngettext("{more} more", "{more} more", more).format(more=more)
    all_at = f"{address('contacts:card', card.contact.number)}?all="
    return filled("classification/_more.html", {"id": section.id, "all_at": all_at, "words": words})


def drawn(request: HttpRequest, card: Card) -> SafeString:
    """The whole panel: every section, with the field that adds a code to it; all codes where the address asks for them."""
    csrf = guard(request) if card.editable else ""
    most = None if card.moment or "all" in request.GET else MOST_TAGS
    found = [
        {"shown": shown(card, each, csrf, most), "adding": adding(card, each, csrf)}
        for each in sections(card)
    ]
    level = lines.drawn(card, LEVEL) if LEVEL.fields_of(card.who) else ""
    return render_to_string("classification/_segmentation.html", {"sections": found, "level": level})


def adding(card: Card, section: Section, csrf: str) -> SafeString:
    """The field that adds a code, where the reader may."""
    if not card.editable or section.company is not None:
        return SafeString("")
    return field_to_add(card.contact, section.grouping, csrf=csrf)
