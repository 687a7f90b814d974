"""What may hang on a card, such as notes or suspects: most cards have none of it, which one statement tells for all."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery

from kaartenbak.contacts.models import AlternativeAddress, Comment, Contact, FormerCard
from kaartenbak.history.prepared import Given, Prepared

CARD = OuterRef("pk")
STAFF = Contact.objects.filter(company=CARD).order_by().values("company").annotate(number=Count("pk"))
# Whether there is any, or how many.
ASKED: dict[str, Exists | Subquery] = {
    "comments": Exists(Comment.objects.filter(contact=CARD)),
    "former": Exists(FormerCard.objects.filter(contact=CARD)),
    # Its own, or those of the company that it may follow.
    "addresses": Exists(AlternativeAddress.objects.filter(Q(contact=CARD) | Q(contact=OuterRef("company")))),
    "people": Subquery(STAFF.values("number")),
}

PRESENT = Prepared(lambda: Contact.objects.filter(pk=Given("card")).order_by().values_list(*ASKED.values()))


def register(asked: Mapping[str, Exists | Subquery]) -> None:
    """Let other capabilities ask along, each under a name, about a card as `CARD`; called when the program starts."""
    ASKED.update(asked)


def present_on(card: int) -> dict[str, Any]:
    """What there is on a card, by the names under which it is asked for."""
    found = PRESENT.first(card=card)
    return dict(zip(ASKED, found, strict=True)) if found else {}
