"""The business relations, as the summary on the card needs them."""

from collections.abc import Collection

from django.db.models import Q

from kaartenbak.classification.models import ContactBusinessRelation
from kaartenbak.classification.tables import RESERVED
from kaartenbak.contacts.models import Contact
from kaartenbak.history.bulk import among
from kaartenbak.setup.queries import the_setup


def cards_with_people(cards: Collection[int]) -> dict[int, tuple[int | None, str]]:
    """These cards and the people of those among them that are companies: the company of each, and its summary now."""
    found = Contact.objects.filter(among("pk", cards) | Q(company__in=cards))
    rows = found.values_list("pk", "company_id", "business_relation")
    return {card: (company, word) for card, company, word in rows}


def relations_of(cards: Collection[int]) -> dict[int, list[str]]:
    """The relations of these cards themselves: for each a blank, since all of them are plain."""
    found: dict[int, list[str]] = {}
    for card in ContactBusinessRelation.objects.filter(contact__in=cards).values_list(
        "contact_id", flat=True
    ):
        found.setdefault(card, []).append("")
    return found


def reserved_codes() -> frozenset[str]:
    """The codes that the setup keeps for links to customers, vendors, bank accounts and employees."""
    setup = the_setup()
    return frozenset(getattr(setup, column) for column in RESERVED) - {""}
