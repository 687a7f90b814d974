"""The cards: which there are, who may see them, how they are found and what they share. `visible_to` is the only way in."""

import uuid
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.queries.former import missing
from kaartenbak.contacts.rules.inheritance import BY_NAME as GROUPS_BY_NAME
from kaartenbak.contacts.rules.salutations import names_of, render
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import email as emails
from kaartenbak.core.normal import phone as phones
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.setup.models import Language, SalutationFormula
from kaartenbak.setup.queries import formula, formula_or_default, formulas_of, the_setup
from kaartenbak.setup.rules.formulas import NAMES

REFERENCES = (
    "salutation",
    "country",
    "salesperson",
    "territory",
    "language",
    "currency",
    "organizational_level",
    "company",
)
# The channels that have a field of their own on the card: which kind, and which of that kind.
SLOTS: dict[str, tuple[str, int]] = {
    "phone": ("phone", 1),
    "mobile": ("mobile", 1),
    "fax": ("fax", 1),
    "email": ("email", 1),
    "email_2": ("email", 2),
    "website": ("website", 1),
}
SLOT_OF = {place: name for name, place in SLOTS.items()}
CANDIDATES = 10
# How many people a page of a company shows.
PEOPLE_SHOWN = 20

LENGTH_OF_UID = 36

Cards = models.QuerySet[Contact]

BY_NUMBER = Prepared(
    lambda: Contact.objects.select_related(*REFERENCES, "series").filter(number=Given("number"))
)
CHANNELS = Prepared(lambda: Channel.objects.filter(contact=Given("card")).order_by("kind", "position", "id"))
COMMENTS = Prepared(lambda: Comment.objects.filter(contact=Given("card")).order_by("-id"))
PEOPLE = Prepared(
    lambda: (
        Contact.objects.filter(company=Given("company"))
        .order_by("name_key", "id")
        .only("number", "name", "name_key", "job_title", "follows")[: PEOPLE_SHOWN + 1]
    )
)


def visible_to(by: Actor) -> "Cards":
    """The contacts that `by` may see."""
    return Contact.objects.all() if may_see(by) else Contact.objects.none()


def may_see(by: Actor) -> bool:
    """Whether `by` may see contacts: the one rule behind `visible_to` and the prepared read of a card."""
    return by.may("contacts.view")


def by_ref(ref: str, *, by: Actor) -> Contact:
    """The contact with this number or uid; refused as not found when there is none that `by` may see."""
    if "\0" in ref:
        raise NotFound("contact.not_found", ref=ref[:60])
    found = BY_NUMBER.first(number=as_number(ref)) if may_see(by) else None
    if found is None and len(ref) == LENGTH_OF_UID:
        found = visible_to(by).select_related(*REFERENCES, "series").filter(addressed(ref)).first()
    if found is None:
        raise missing(ref, by=by)
    return found


def addressed(ref: str) -> Q:
    """The condition that a number or uid stands for."""
    try:
        return Q(uid=uuid.UUID(ref)) if len(ref) == LENGTH_OF_UID else Q(number=as_number(ref))
    except ValueError:
        return Q(number=as_number(ref))


def as_number(ref: str) -> str:
    """The number that was typed; one that is too long stays so, and is nobody's."""
    return ref.strip().upper()[:21]


def channels_of(contact: Contact) -> list[Channel]:
    """The channels of a card by kind, the main one of each first."""
    return CHANNELS(card=contact.pk)


def comments_of(contact: Contact) -> list[Comment]:
    """The notes on a card, the newest first."""
    return COMMENTS(card=contact.pk)


def begins(column: str, text: str) -> Q:
    """The condition that a column compared byte by byte begins with `text`, in a form that both databases answer by index."""
    return Q(**{f"{column}__gte": text, f"{column}__lt": text + "\U0010ffff"})


def with_references(cards: "Cards") -> "Cards":
    """The same cards with their codes and company at hand, and their channels in one further query."""
    return cards.select_related(*REFERENCES, "series").prefetch_related("channels")


def people_of(company: Contact, *, by: Actor) -> "Cards":
    """The people of a company, by name."""
    return visible_to(by).filter(company=company).order_by("name_key", "id")


def first_people_of(company: Contact, *, by: Actor) -> list[Contact]:
    """The first page of them and one more, with what it shows of them."""
    return PEOPLE(company=company.pk) if may_see(by) else []


def related(contact: Contact, *, by: Actor) -> "Cards":
    """The company of a contact and everybody in it, the contact itself left out."""
    company = contact.pk if contact.is_company else contact.company_id
    if company is None:
        return visible_to(by).none()
    return (
        visible_to(by)
        .filter(Q(pk=company) | Q(company=company))
        .exclude(pk=contact.pk)
        .order_by("list_key", "id")
    )


def mains(channels: Iterable[Channel]) -> dict[str, str]:
    """The values of the channels that have a field of their own; a field that is blank is left out."""
    return {SLOT_OF[c.kind, c.position]: c.value for c in channels if (c.kind, c.position) in SLOT_OF}


def main_channels(contact: Contact) -> dict[str, Channel]:
    """The channels that have a field of their own, by that field's name."""
    return {SLOT_OF[c.kind, c.position]: c for c in contact.channels.all() if (c.kind, c.position) in SLOT_OF}


def inheritable(contact: Contact, values: dict[str, str]) -> dict[str, Any]:
    """The values of a card that a person may take over from a company; a code is its key, blank is the empty text."""
    return {
        "salesperson": contact.salesperson_id or "",
        "territory": contact.territory_id or "",
        "country": contact.country_id or "",
        "language": contact.language_id or "",
        "format_region": contact.format_region,
        "street": contact.street,
        "street_2": contact.street_2,
        "postcode": contact.postcode,
        "city": contact.city,
        "county": contact.county,
        "extension": contact.extension,
        "correspondence_type": contact.correspondence_type,
        **{name: values.get(name, "") for name in ("phone", "mobile", "fax", "email", "website")},
    }


def counts(contact: Contact) -> dict[str, int]:
    """How many people, comments and channels a card has."""
    return {
        "people": Contact.objects.filter(company=contact).count(),
        "comments": Comment.objects.filter(contact=contact).count(),
        "channels": Channel.objects.filter(contact=contact).count(),
    }


def followers(company: Contact) -> dict[str, tuple[int, int]]:
    """For each field group: how many people of the company follow it, and how many keep their own."""
    following: dict[str, int] = {}
    people = list(Contact.objects.filter(company=company).values_list("follows", flat=True))
    for groups in people:
        for group in groups:
            following[group] = following.get(group, 0) + 1
    return {group: (number, len(people) - number) for group, number in following.items()}


def people_with_follows(company: Contact) -> list[tuple[str, list[str]]]:
    """The people of a company by name, each with the field groups in which he follows it."""
    people = Contact.objects.filter(company=company).order_by("name_key", "id")
    return list(people.values_list("name", "follows"))


def switched_on(groups: Iterable[str]) -> frozenset[str]:
    """Of field groups, those whose inheritance is switched on in the setup."""
    setup = the_setup()
    return frozenset(name for name in groups if getattr(setup, f"inherit_{GROUPS_BY_NAME[name].switch}"))


def same_tax_number(contact: Contact) -> list[str]:
    """The numbers of other contacts with the same VAT or enterprise number, at most ten."""
    if not contact.tax_key:
        return []
    others = Contact.objects.filter(tax_key=contact.tax_key).exclude(pk=contact.pk).order_by("number")
    return list(others.values_list("number", flat=True)[:CANDIDATES])


def greeting(
    contact: Contact,
    type: str = "formal",
    language: Language | None = None,
    *,
    among: Collection[SalutationFormula] | None = None,
) -> str:
    """How the contact is greeted in `language` (its own when left out); refused when no formula fits exactly.

    `among` are the formulas of its salutation in that language and in none, where they are at hand.
    """
    wanted = language or contact.language
    found = formula(formulas_of(contact.salutation, wanted) if among is None else among, wanted, type)
    facts = {"type": type, "language": wanted.code if wanted else "–", "contact": str(contact)}
    if found is None:
        raise Refused("salutation.no_formula", **facts)
    if not found.text.strip():
        raise Refused("salutation.empty", **facts)
    return greeted(contact, found)


def greeting_or_blank(
    contact: Contact, type: str = "formal", *, among: Collection[SalutationFormula] | None = None
) -> str:
    """The greeting of a letter in bulk: in the contact's language, else by the formula without one, else blank."""
    formulas = formulas_of(contact.salutation, contact.language) if among is None else among
    found = formula_or_default(formulas, contact.language, type)
    return greeted(contact, found) if found else ""


def greeted(contact: Contact, found: SalutationFormula) -> str:
    """A formula with the contact's names."""
    card = {name: getattr(contact, name) for name in NAMES}
    return render(found.text, names_of(card, found.names))


def changed_since(cards: "Cards", moment: datetime) -> "Cards":
    """Of `cards`, those changed at `moment` or later."""
    return cards.filter(modified_at__gte=moment)


def reached_by_email(cards: "Cards", address: str) -> "Cards":
    """Of `cards`, those with this e-mail address, upper and lower case alike."""
    return cards.filter(
        pk__in=Channel.objects.filter(kind="email", normal=emails.normal(address)).values("contact")
    )


def reached_by_phone(cards: "Cards", number: str, country: str) -> "Cards":
    """Of `cards`, those with this number, in national or international notation."""
    kinds = ("phone", "mobile", "fax")
    found = Channel.objects.filter(kind__in=kinds, normal=phones.normal(number, country))
    return cards.filter(pk__in=found.values("contact"))
