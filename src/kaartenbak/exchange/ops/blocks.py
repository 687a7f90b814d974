"""One block of an import: its rows looked up, laid out and written in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.ops.bulk import create_cards
from kaartenbak.contacts.ops.create import NUMBERED
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.ahead import KINDS, Ahead, put_on
from kaartenbak.exchange.ops.beforehand import Passed
from kaartenbak.exchange.ops.changing import change_card
from kaartenbak.exchange.ops.codes import Codes
from kaartenbak.exchange.ops.comments import comment_rows
from kaartenbak.exchange.ops.companies import Companies
from kaartenbak.exchange.ops.following import follow_as_told
from kaartenbak.exchange.ops.foreseeing import foresee_card, foresee_new
from kaartenbak.exchange.ops.keeping import Note, Row, Tally
from kaartenbak.exchange.ops.matching import Matches, cards_with
from kaartenbak.exchange.ops.parts import Changes, Parts
from kaartenbak.exchange.ops.pictures import picture_of
from kaartenbak.exchange.ops.repeats import Repeated, said_by
from kaartenbak.exchange.ops.suspecting import REPEATS_ROW, Earlier, suspect
from kaartenbak.exchange.ops.taking import Taken, note_of
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.kept import counted
from kaartenbak.exchange.rules.offer import Offer, cities_of
from kaartenbak.exchange.rules.plan import Choice, Outcome
from kaartenbak.history import store
from kaartenbak.setup.ops.numbers import taken_numbers


@dataclass
class New:
    """A row that becomes a card."""

    taken: Taken
    draft: Draft
    changes: Changes
    row: Row = field(init=False)

    def __post_init__(self) -> None:
        self.row = Row(self.taken.offer.line, Outcome.CREATED, notes=self.taken.notes)


class Block:
    """The rows of one transaction."""

    def __init__(
        self,
        offers: Sequence[Offer],
        terms: Terms,
        earlier: Earlier | None = None,
        passed: Passed | None = None,
        ahead: Ahead | None = None,
    ) -> None:
        self.offers, self.terms, self.earlier = offers, terms, earlier or Earlier()
        self.desk = Desk(terms.by)
        self.codes = Codes(self.desk, writes=terms.writes, passed=passed)
        self.parts = Parts(self.codes, writes=terms.writes)
        self.ahead = ahead or Ahead()
        self.tally = Tally()
        self.new: list[New] = []
        self.wanted: list[Offer] = []

    def write(self) -> Tally:
        """Deal with every row; what comes of each stands in the tally."""
        known = [offer for offer in self.offers if self.known(offer)]
        matches = Matches(known, self.terms.match)
        found = {offer.line: matches.of(offer) for offer in known} | self.chosen(known)
        wanted = [offer for offer in known if self.is_wanted(offer, found[offer.line])]
        self.wanted = wanted
        self.companies = Companies(wanted, self.desk, self.terms)
        if self.terms.writes:
            self.tally.companies = self.companies.make_missing(wanted)
        self.parts.read([(offer, cards[0]) for offer in wanted if (cards := found[offer.line])])
        self.parts.ties.read(wanted)
        rest = (each for each in wanted if each.addresses or each.line not in self.ahead.laid)
        self.desk.know_cities(city for offer in rest for city in cities_of(offer))
        for offer in wanted:
            self.deal_with(offer, found[offer.line])
        self.make_cards()
        self.parts.write()
        if not self.terms.writes:
            suspect([(new.draft, new.row) for new in self.new], self.terms, self.earlier)
            for new in self.new:
                made, changes = new.draft.contact, self.terms.mode.changes
                self.earlier.repeats.add(new.taken, made, self.terms.match, changes=changes)
        self.tell_choices()
        return self.tally

    def known(self, offer: Offer) -> bool:
        """Whether a row is a contact, and no list of others."""
        if offer.kind in KINDS:
            return True
        self.skip(offer, Note("import.group", "kind"))
        return False

    def chosen(self, offers: Sequence[Offer]) -> dict[int, list[int]]:
        """By line the cards that somebody said rows stand for."""
        decisions = {each.line: self.terms.decision(each.line) for each in offers if self.terms.decided}
        numbers = {
            line: each.contact for line, each in decisions.items() if each and each.choice is Choice.UPDATE
        }
        cards = cards_with("number", set(numbers.values())) if numbers else {}
        return {line: cards.get(number, []) for line, number in numbers.items()}

    def tell_choices(self) -> None:
        """Note on the rows what was chosen for them."""
        for row in self.tally.rows if self.terms.decided else ():
            if decision := self.terms.decision(row.line):
                row.choice, row.suspect = decision.choice.value, decision.contact

    def is_wanted(self, offer: Offer, cards: list[int]) -> bool:
        """Whether anything is to be done for a row; says why when not."""
        decision = self.terms.decision(offer.line)
        if decision is not None and decision.choice is Choice.SKIP:
            self.skip(offer, Note("import.left_out"))
        elif decision is not None and decision.choice is Choice.UPDATE:
            if cards:
                return True
            self.skip(offer, Note("import.card_gone", None, {"contact": decision.contact}))
        elif len(cards) > 1:
            self.skip(offer, Note("import.ambiguous", None, {"count": len(cards)}))
        elif cards and not self.terms.mode.changes:
            self.skip(offer, Note("import.there", None, {}), cards[0])
        elif not cards and not self.terms.mode.makes:
            self.skip(offer, Note("import.not_there", None, {}))
        elif not cards and (repeat := self.earlier.repeats.of(offer, self.terms.match)):
            self.repeat(offer, repeat)
        else:
            return True
        return False

    def missing_companies(self) -> set[str]:
        """The companies that are named and not there, by their keys."""
        return set(self.companies.missing(self.wanted))

    def skip(self, offer: Offer, note: Note, card: int | None = None) -> None:
        self.tally.rows.append(Row(offer.line, Outcome.SKIPPED, card, [note], title=title_of(offer)))

    def repeat(self, offer: Offer, found: Repeated) -> None:
        """Foresee a row that will find the contact that an earlier one makes."""
        changes = self.terms.mode.changes
        outcome = found.add(said_by(Taken(offer, self.codes))) if changes else Outcome.SKIPPED
        note = Note(REPEATS_ROW, None, {"line": found.line})
        self.tally.rows.append(Row(offer.line, outcome, notes=[note], title=title_of(offer)))

    def deal_with(self, offer: Offer, cards: list[int]) -> None:
        """Lay out the card of a row, or change the one that is there."""
        company = self.companies.of(offer)
        laid = self.ahead.of(offer, company, self.desk) if not cards else None
        if laid is not None:
            taken = Taken(offer, self.codes, notes=laid.notes)
            taken.left = laid.left
            draft = put_on(laid, self.desk, offer.kind, company)
            self.new.append(New(taken, draft, self.parts.changes(taken, draft.contact)))
            return
        taken = Taken(offer, self.codes)
        try:
            if cards:
                deal = change_card if self.terms.writes else foresee_card
                terms = self.terms.to_update if self.terms.decision(offer.line) else self.terms
                self.tally.rows.append(deal(taken, cards[0], company, terms, self.parts))
                self.tally.kept += counted(taken.kept)
            else:
                draft = taken.draft(company)
                if offer.follows and company is not None:
                    follow_as_told(draft, taken, company)
                self.new.append(New(taken, draft, self.parts.changes(taken, draft.contact)))
        except Refused as refusal:
            source = tuple(f"{name}: {value}" for name, value in offer.values.items())
            notes = [*taken.notes, *(note_of(each) for each in refusal.all)]
            self.tally.rows.append(Row(offer.line, Outcome.REJECTED, None, notes, source, title_of(offer)))

    def make_cards(self) -> None:
        """Write the cards that are new, with their notes."""
        self.number_cards()
        for new in self.new:
            if new.taken.offer.photo:
                new.draft.contact.image = picture_of(new.taken)
        if self.terms.writes and self.new:
            create_cards([new.draft for new in self.new], self.desk)
            notes = (comment_rows(new.draft.contact, new.taken) for new in self.new)
            store.create_rows(Comment, [row for rows in notes for row in rows])
            for new in self.new:
                self.parts.keep(new.changes, new.draft.contact)
                if new.taken.kept:
                    self.tally.kept += counted(new.taken.kept)
        for new in self.new:
            if not self.terms.writes:
                foresee_new(new.draft, new.taken, new.changes, new.row)
            new.row.card = new.draft.contact.id
            self.tally.rows.append(new.row)

    def number_cards(self) -> None:
        """Give cards the numbers and uids of the file, as far as these are allowed and free."""
        numbered = [(new, number) for new in self.new if (number := self.number_in_file(new))]
        wanted = {number for _new, number in numbered}
        taken = taken_numbers(NUMBERED, "number", sorted(wanted)) if wanted else set()
        for new, number in numbered:
            if number in taken:
                new.taken.refuse(
                    "number", Refused("import.number_taken", field="number", number=number), number
                )
            else:
                new.draft.contact.number = number
                taken.add(number)
        known = [new.draft.contact for new in self.new if new.taken.offer.uid]
        used = taken_numbers(NUMBERED, "uid", [card.uid for card in known]) if known else set()
        for card in known:
            if card.uid in used:
                card.uid = Contact._meta.get_field("uid").get_default()
            used.add(card.uid)

    def number_in_file(self, new: New) -> str:
        """The number that the file gives a card, if it may have one of its own."""
        number = new.taken.number()
        series = self.desk.setup.series_contacts if number else None
        return "" if series is not None and not series.manual else number


def title_of(offer: Offer) -> str:
    """Whose row it is."""
    parts = (str(offer.values.get(name, "")) for name in ("first_name", "surname"))
    return str(offer.values.get("name", "")) or " ".join(part for part in parts if part)
