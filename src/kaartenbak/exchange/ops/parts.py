"""What belongs to the cards of a block beside their values: groups and the like, alternative addresses, merged cards."""

from collections.abc import Sequence

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.ops import addresses, groups, ties
from kaartenbak.exchange.ops.addresses import Addresses
from kaartenbak.exchange.ops.codes import Codes
from kaartenbak.exchange.ops.groups import Groups
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.ops.ties import Ties
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Mode

Changes = tuple[groups.Changes, addresses.Changes, ties.Changes]


class Parts:
    """Read together when a block begins, and written together when it ends."""

    def __init__(self, codes: Codes, *, writes: bool) -> None:
        self.groups, self.addresses, self.ties = Groups(codes.rows), Addresses(codes.desk), Ties(codes.desk)
        self.writes = writes
        self.dealt_with: set[int] = set()

    def read(self, offers: Sequence[tuple[Offer, int]]) -> None:
        """Look up what the cards have that rows stand for."""
        said = [(offer, card) for offer, card in offers if offer.codes or offer.addresses or offer.taken_off]
        if said:
            self.groups.read(said)
            self.addresses.read(said)

    def changes(self, taken: Taken, contact: Contact, mode: Mode = Mode.CREATE) -> Changes:
        """What a row changes of a card, of a new one when it has no key."""
        return (
            self.groups.changes(taken, contact, mode),
            self.addresses.changes(taken, contact, mode),
            self.ties.changes(taken, contact),
        )

    def keep(self, changes: Changes, contact: Contact) -> None:
        """Note what is to be written for a card that is there."""
        found, places, tied = changes
        if found:
            self.groups.keep(found, contact.id)
        if places:
            self.addresses.keep(places)
        if tied:
            self.ties.keep(tied, contact.id)

    def begin(self, offer: Offer, card: int) -> None:
        """Begin with a card; where another row of the block stood for it as well, what that changed is written first."""
        if card in self.dealt_with:
            self.write()
            self.read([(offer, card)])
        self.dealt_with.add(card)

    def write(self) -> None:
        """Write all that was noted, unless the import is only planned."""
        if not self.writes:
            return
        self.groups.write()
        self.addresses.write()
        self.ties.write()
