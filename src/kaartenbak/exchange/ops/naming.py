"""Which cards have the name of a row: that of a company, or of a person at the same company."""

from collections.abc import Iterable, Iterator

from kaartenbak.contacts.models import Contact
from kaartenbak.core.normal.names import Parts, compose, sort_key, split
from kaartenbak.core.normal.text import search_form
from kaartenbak.exchange.ops.companies import LONGEST_KEY, key_of
from kaartenbak.exchange.rules.offer import Offer

DIVIDER = "\x01"
# One country for each way in which people are put in order.
ORDERS = ("", "BE", "NL", "DE", "FR", "ES", "PT")


def parts_of(offer: Offer) -> Parts:
    """The parts of a person's name."""
    parts = Parts(*(str(offer.values.get(name, "")) for name in Parts._fields))
    return parts if any(parts) else split(str(offer.values.get("name", "")))


def name_of(offer: Offer) -> str:
    """The name of a row with its company, as it is compared; blank when it has none, or its company only a number."""
    if offer.is_company:
        return told(offer.kind, str(offer.values.get("name", "")), "")
    if offer.company_number and not offer.company:
        return ""
    return told(offer.kind, compose(*parts_of(offer)), key_of(offer.company))


def told(kind: str, name: str, company_key: str) -> str:
    """A name with its company, however both are written."""
    form = key_of(name) if kind == Contact.Kind.COMPANY else search_form(name)
    return DIVIDER.join((kind, form, company_key)) if form else ""


def sorted_by(offer: Offer) -> Iterator[str]:
    """What the cards of this name are sorted by, in any country."""
    if offer.is_company:
        yield key_of(str(offer.values.get("name", "")))
    else:
        parts = parts_of(offer)
        yield from (sort_key(*parts, country)[:LONGEST_KEY] for country in ORDERS)


def cards_named(offers: Iterable[Offer]) -> dict[str, list[int]]:
    """The cards that have the names of these rows."""
    keys = {key for offer in offers for key in sorted_by(offer)} - {""}
    rows = Contact.objects.filter(name_key__in=keys).order_by("pk")
    found: dict[str, list[int]] = {}
    for kind, name, company, card in rows.values_list("kind", "name", "company__name_key", "pk"):
        found.setdefault(told(kind, name, company or ""), []).append(card)
    return found
