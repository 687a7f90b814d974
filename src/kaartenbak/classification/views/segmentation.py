"""The panel *Segmentation* of a card: the codes a contact has, grouping by grouping, and those of a person's employer."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaartenbak.classification import queries
from kaartenbak.classification.forms import AddForm
from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.queries import Held
from kaartenbak.classification.rules.web_sources import launched
from kaartenbak.classification.views import wording
from kaartenbak.classification.views.tags import tags
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views import lines
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.card_panels import Parts
from kaartenbak.contacts.views.layout import LEVEL
from kaartenbak.core.refusals import Refused
from kaartenbak.history.asof import rows_at


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
    for grouping in owned:
        yield section(card, grouping)
    if card.company is None:
        return
    former = rows_at(card.company.pk, card.moment) if card.moment else None
    for grouping in GROUPINGS.values():
        if grouping.rule.of_employer and grouping not in owned:
            rows = None if former is None else former.get(grouping.label, {})
            yield Section(grouping, codes_of(grouping, card.company.pk, rows), card.company)


def fits(grouping: Grouping, card: Card) -> bool:
    """Whether contacts of this type can have its codes."""
    return grouping.rule.only_for == card.contact.kind


def section(card: Card, grouping: Grouping) -> Section:
    """The contact's own codes of one grouping."""
    rows = card.rows.get(grouping.label, {}) if card.moment else None
    return Section(grouping, codes_of(grouping, card.contact.pk, rows))


def codes_of(grouping: Grouping, contact: int, former: Any) -> list[Held]:
    return queries.held(grouping, contact) if former is None else queries.held_then(grouping, former)


def parts(card: Card) -> Parts:
    """Each section by the id it is swapped by."""
    return {each.id: shown(card, each) for each in sections(card)}


def shown(card: Card, section: Section, token: str = "") -> SafeString:
    """The codes of a section. With `token` (against forged requests) its form works without scripts as well."""
    editable = card.editable and section.company is None
    searched = section.grouping.takes_search_word
    facts = {
        "section": section,
        "grouping": section.grouping,
        "tags": sources(card, section)
        if searched
        else tags(section.grouping, section.held, editable=editable),
        "editable": editable,
        "action": address(card.contact, section.grouping),
        "csrf_token": token,
    }
    name = "classification/_web_sources.html" if searched else "classification/_section.html"
    return render_to_string(name, facts)


def sources(card: Card, section: Section) -> list[dict[str, Any]]:
    """The web sources of a company: where each opens, and where its search word is changed."""
    return [
        {
            "held": held,
            "href": opened(held),
            "word": reverse("classification:search-word", args=[card.contact.number, held.code]),
            "removal": _("Remove {code}").format(code=held.code),
        }
        for held in section.held
    ]


def opened(held: Held) -> str:
    """Where a web source opens with its search word; blank when it has no address, or one that is not safe to open."""
    try:
        return launched(held.url, held.search_word, code=held.code)
    except Refused:
        return ""


def address(contact: Contact, grouping: Grouping) -> str:
    """Where codes of the grouping are given to a contact and taken away."""
    return reverse("classification:assignments", args=[contact.number, grouping.slug])


def drawn(request: HttpRequest, card: Card) -> SafeString:
    """The whole panel: every section, with the field that adds a code to it."""
    token = get_token(request)
    found = [
        {"shown": shown(card, each, token), "adding": adding(card, each, token)} for each in sections(card)
    ]
    level = lines.drawn(card, LEVEL) if LEVEL.fields_of(card.who) else ""
    return render_to_string("classification/_segmentation.html", {"sections": found, "level": level})


def adding(card: Card, section: Section, token: str) -> SafeString:
    """The field that adds a code, where the reader may."""
    if not card.editable or section.company is not None:
        return SafeString("")
    return field_to_add(card.contact, section.grouping, AddForm(), token)


def field_to_add(contact: Contact, grouping: Grouping, form: Any, token: str = "") -> SafeString:
    """The form that adds a code to a contact; it also asks what a new code means."""
    facts = {
        "form": form,
        "grouping": grouping,
        "action": address(contact, grouping),
        "label": wording.adding(grouping),
        "new": wording.new(grouping),
        "back": reverse("contacts:card", args=[contact.number]),
        "csrf_token": token,
    }
    return render_to_string("classification/_adding.html", facts)
