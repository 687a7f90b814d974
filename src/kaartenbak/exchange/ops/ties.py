"""The merged cards and the different contacts that rows of a block tell: compared with what is there, then written."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import Contact, FormerCard
from kaartenbak.contacts.ops.cleaning import clean_one
from kaartenbak.contacts.ops.create import NUMBERED
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.duplicates.keeping import Pair, paired
from kaartenbak.duplicates.models import Separation
from kaartenbak.duplicates.ops.separating import LONGEST_REASON
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.ties import Different, Former
from kaartenbak.history import store
from kaartenbak.setup.ops.numbers import taken_numbers

NEEDS = "contacts.merge"
LONGEST_NAME = 100
LOWEST_BITS = (1 << 62) - 1


@dataclass
class Changes:
    """What a row changes: merged cards that lead to its card, and other contacts that it is not the same as."""

    former: list[Former] = field(default_factory=list)
    different: list[Different] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.former or self.different)


NO_CHANGES = Changes()
"""Of a row that says nothing of it; nobody adds to it."""


class Ties:
    """All of them that a block is about, read and written in statements whose number does not grow with its rows."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.known: set[str] = set()
        self.numbers: set[str] = set()
        self.cards: dict[str, int] = {}
        self.pairs: set[Pair] = set()
        self.kept: list[tuple[int, Changes]] = []

    def read(self, offers: Sequence[Offer]) -> None:
        """Look up who is there of those that rows name."""
        former = [each for offer in offers for each in offer.former]
        if former:
            uids = [uuid.UUID(each.uid) for each in former]
            self.known = set(map(str, taken_numbers(NUMBERED, "uid", uids)))
            self.numbers = taken_numbers(NUMBERED, "number", sorted({texts.code(f.number) for f in former}))
        self.find(each for offer in offers for each in offer.different)

    def find(self, different: Iterable[Different]) -> None:
        """Find the cards with these uids, and of whom somebody said already who they are not."""
        uids = {each.uid for each in different}
        if not uids:
            return
        rows = Contact.objects.filter(uid__in=uids).values_list("uid", "pk")
        self.cards = {str(uid): key for uid, key in rows}
        keys = list(self.cards.values())
        said = Separation.objects.filter(Q(low__in=keys) | Q(high__in=keys))
        self.pairs = set(said.values_list("low", "high"))

    def changes(self, taken: Taken, contact: Contact) -> Changes:
        """What a row changes of a card; what a rule refuses is noted and kept as text."""
        offer = taken.offer
        if not offer.former and not offer.different:
            return NO_CHANGES
        found = Changes()
        for each in offer.former:
            try:
                if each.uid not in self.known:
                    found.former.append(self.claimed(each))
            except Refused as refusal:
                taken.refuse("former_numbers", refusal, each.number, label=_("Former numbers"))
        if offer.different and not self.desk.by.may(NEEDS):
            for one in offer.different:
                taken.refuse("different_from", NotAllowed(NEEDS), one.uid, label=_("Different contacts"))
        elif contact.pk:
            found.different = [each for each in offer.different if self.is_new(contact.pk, each)]
        else:
            found.different = list(offer.different)
        return found

    def claimed(self, each: Former) -> Former:
        """A merged card whose number nobody else gets from now on."""
        number = str(clean_one("number", each.number, self.desk))
        if number in self.numbers:
            raise Refused("import.number_taken", field="former_numbers", number=number)
        self.known.add(each.uid)
        self.numbers.add(number)
        return Former(number, each.uid, texts.clean(each.name)[:LONGEST_NAME])

    def is_new(self, card: int, other: Different) -> bool:
        """Whether nobody said yet that these two cards are different contacts; who is not there yet says so himself."""
        key = self.cards.get(other.uid)
        return key is not None and key != card and paired(card, key) not in self.pairs

    def keep(self, changes: Changes, card: int) -> None:
        """Note what is to be written for a card that is there."""
        self.kept.append((card, changes))

    def write(self) -> None:
        """Write all that was noted."""
        kept, self.kept = self.kept, []
        store.create_rows(
            FormerCard,
            [
                {
                    "contact_id": card,
                    "card": key_without_history(each.uid),
                    "uid": uuid.UUID(each.uid),
                    "number": each.number,
                    "name": each.name,
                }
                for card, changes in kept
                for each in changes.former
            ],
        )
        self.find(each for _card, changes in kept for each in changes.different)
        pairs: dict[Pair, str] = {}
        for card, changes in kept:
            for other in changes.different:
                if self.is_new(card, other):
                    pairs.setdefault(paired(card, self.cards[other.uid]), other.reason)
        store.create_rows(
            Separation,
            [
                {"low": low, "high": high, "reason": texts.clean(reason)[:LONGEST_REASON]}
                for (low, high), reason in pairs.items()
            ],
        )


def key_without_history(uid: str) -> int:
    """A key for a card that was never in this register: below zero, where no card's own history is."""
    return -(uuid.UUID(uid).int & LOWEST_BITS) - 1
