"""The pairs of cards that may be one: which there are, and what speaks for it and against it."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries.present import CARD
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.duplicates.models import Separation, Suspect
from kaartenbak.history.prepared import Given, Prepared

OPEN, SEPARATE = "open", "separate"
LONGEST_KEY = 18
MOST_ON_A_CARD = 3
Pairs = QuerySet[Suspect]


def visible_to(by: Actor) -> Pairs:
    """The pairs both of whose cards `by` may see; each knows whether it is `separate`."""
    seen = queries.visible_to(by)
    return all_pairs().filter(
        Exists(seen.filter(pk=OuterRef("low"))), Exists(seen.filter(pk=OuterRef("high")))
    )


def all_pairs() -> Pairs:
    """Every pair, each of which knows whether it is `separate`."""
    said = Separation.objects.filter(low=OuterRef("low"), high=OuterRef("high"))
    return Suspect.objects.annotate(separate=Exists(said))


def of_contact(pairs: Pairs, contact: int | Given) -> Pairs:
    """The pairs that a card is one of."""
    return pairs.filter(Q(low=contact) | Q(high=contact))


def in_state(pairs: Pairs, state: str) -> Pairs:
    """The pairs that are open, or that somebody separated; all when no state is named."""
    return pairs.filter(Q(("separate", state == SEPARATE))) if state else pairs


# Asked with everything else that may hang on a card.
SUSPECTED = {"suspects": Exists(Suspect.objects.filter(Q(low=CARD) | Q(high=CARD)))}
OPEN_ON = Prepared(
    lambda: in_state(of_contact(all_pairs(), Given("card")), OPEN).order_by("-score", "id")[:MOST_ON_A_CARD]
)


def open_on_card(contact: int, *, by: Actor) -> list[Suspect]:
    """The open pairs of a card, the surest first."""
    return OPEN_ON(card=contact) if queries.may_see(by) else []


def pair_or_not_found(ref: str, *, by: Actor) -> Suspect:
    """The pair with this key."""
    known = ref.isascii() and ref.isdigit() and len(ref) <= LONGEST_KEY
    found = visible_to(by).filter(pk=int(ref)).first() if known else None
    if found is None:
        raise NotFound("duplicates.not_found", ref=ref[:40])
    return found


def cards_of(pairs: Iterable[Suspect]) -> dict[int, Contact]:
    """The cards of pairs by key, with what is shown of them."""
    keys = {key for pair in pairs for key in (pair.low, pair.high)}
    return Contact.objects.select_related("company", "country").prefetch_related("channels").in_bulk(keys)


def evidence_of(pair: Suspect, cards: Mapping[int, Contact]) -> list[dict[str, str]]:
    """What was found in each field, with the values of both cards."""
    values = [values_of(cards[key]) for key in (pair.low, pair.high)]
    return [
        {"field": field, "a": values[0].get(field, ""), "b": values[1].get(field, ""), "kind": kind}
        for field, kind in pair.evidence
    ]


def values_of(card: Contact, channels: Iterable[Channel] | None = None) -> dict[str, str]:
    """The values of a card by the names of the evidence; `channels` are those of one that is not in the register."""
    channels = list(card.channels.all() if channels is None else channels)
    told = {
        kind: ", ".join(each.value for each in channels if each.kind in kinds)
        for kind, kinds in (("phone", ("phone", "mobile")), ("email", ("email",)), ("website", ("website",)))
    }
    return told | {
        "first_name": " ".join(filter(None, (card.first_name, card.middle_name))),
        "surname": card.surname,
        "name": card.name,
        "form": card.name,
        "tax": card.enterprise_number or card.vat_number,
        "birthday": card.birthday,
        "street": card.street,
        "street_2": card.street_2,
        "place": " ".join(filter(None, (card.postcode, card.city))),
        "company": card.company_name,
    }


def open_pairs_of(cards: Collection[int]) -> dict[str, list[str]]:
    """Of these cards, by their number, the contacts that they may be one with."""
    said = Separation.objects.filter(low=OuterRef("low"), high=OuterRef("high"))
    pairs = list(
        Suspect.objects.filter(Q(low__in=cards) | Q(high__in=cards), ~Exists(said)).order_by("-score")
    )
    keys = {key for pair in pairs for key in (pair.low, pair.high)}
    known = Contact.objects.only("number", "name").in_bulk(keys)
    found: dict[str, list[str]] = {}
    for pair in pairs:
        for key, other in ((pair.low, pair.high), (pair.high, pair.low)):
            if key in cards and key in known and other in known:
                found.setdefault(known[key].number, []).append(str(known[other]))
    return found
