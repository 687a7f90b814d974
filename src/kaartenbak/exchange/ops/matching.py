"""Which card of the register a row stands for."""

from collections.abc import Callable, Sequence, Set
from functools import cache
from typing import Any

from django.db.models import Q, QuerySet

from kaartenbak.contacts.models import Channel, Contact, FormerCard
from kaartenbak.core.normal import email as emails
from kaartenbak.core.normal import tax
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.exchange.ops.naming import cards_named, name_of
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.history.prepared import Among, Prepared, Texts, WrittenUids

Key = tuple[str, str]


def number_of(offer: Offer) -> str:
    return offer.number.strip().upper()


def uid_of(offer: Offer) -> str:
    """The uid of a row in its usual form; blank for one that is none of ours."""
    return str(as_uuid(offer.uid) or "")


def external_id_of(offer: Offer) -> str:
    return str(offer.values.get("external_id", "")).strip().upper()


def tax_number_of(offer: Offer) -> str:
    """The number that the tax office gave: Belgian ones are compared by their digits, whatever the column is called."""
    enterprise = offer.values.get("enterprise_number", "") or tax.as_enterprise(
        offer.values.get("vat_number", "")
    )
    if enterprise:
        return tax.enterprise_digits(enterprise)
    return tax.vat_normal(offer.values.get("vat_number", ""))


def email_of(offer: Offer) -> str:
    return next((emails.normal(each.value) for each in offer.channels if each.kind == "email"), "")


# How a row says which card it stands for, and which cards say the same.
KEYS: dict[str, Callable[[Offer], str]] = {
    "number": number_of,
    "uid": uid_of,
    "external_id": external_id_of,
    "vat_number": tax_number_of,
    "email": email_of,
    "name": name_of,
}
# The columns of these keys where blank ones are left out of the index.
COLUMN_OF = {"external_id": "external_id", "vat_number": "tax_key"}

# What leads to a card for ever, also once it is part of another.
FOREVER = ("number", "uid")


def keys_of(offer: Offer, match: Sequence[str]) -> list[Key]:
    """All that a row may be known by, the surest first."""
    return [(name, key) for name in match if (key := KEYS[name](offer))]


def cards_with(name: str, keys: Set[str]) -> dict[str, list[int]]:
    """The cards that have these keys."""
    found: dict[str, list[int]] = {}
    for key, card in holders(name)(keys=keys) if keys else ():
        found.setdefault(str(key), []).append(card)
    return found | merged_with(name, keys - found.keys()) if name in FOREVER else found


@cache
def holders(name: str) -> Prepared[Any]:
    """The read of the cards that have keys of this sort."""

    def rows() -> "QuerySet[Any, Any]":
        if name == "email":
            emails = Channel.objects.filter(Among("normal", "keys", Texts), kind="email")
            return emails.values_list("normal", "contact").order_by("contact").distinct()
        column = COLUMN_OF.get(name, name)
        # Saying that it is filled lets the database use the index, which leaves blank ones out.
        filled = ~Q(**{column: ""}) if name in COLUMN_OF else Q()
        among = Among(column, "keys", WrittenUids if name == "uid" else Texts)
        return Contact.objects.filter(among, filled).values_list(column, "pk").order_by("pk")

    return Prepared(rows)


def merged_with(name: str, keys: Set[str]) -> dict[str, list[int]]:
    """The cards that those with these numbers or uids were merged into."""
    rows = FormerCard.objects.filter(**{f"{name}__in": keys}) if keys else FormerCard.objects.none()
    return {str(key): [card] for key, card in rows.values_list(name, "contact")}


class Matches:
    """The cards that the rows of a block stand for."""

    def __init__(self, offers: Sequence[Offer], match: Sequence[str]) -> None:
        self.match = match
        self.found: dict[str, dict[str, list[int]]] = {}
        for name in match:
            keys = {key for offer in offers if (key := KEYS[name](offer))}
            if name == "name":
                self.found[name] = cards_named(offers) if keys else {}
            else:
                self.found[name] = cards_with(name, keys) if keys else {}

    def of(self, offer: Offer) -> list[int]:
        """The cards that the first key of a row that anybody has leads to; more than one when that is not clear."""
        if not any(self.found.values()):
            return []
        for name, key in keys_of(offer, self.match):
            if key in self.found[name]:
                return self.found[name][key]
        return []
