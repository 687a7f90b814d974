"""The groups, relations, responsibilities and web sources of the rows of a block: compared with what is there, then written."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple

from kaartenbak.classification.groupings import GROUPINGS, Grouping
from kaartenbak.classification.models import BusinessRelation
from kaartenbak.classification.ops.assign import cleaned, refuse_reserved
from kaartenbak.classification.ops.summaries import keep_summaries
from kaartenbak.classification.queries import reserved_codes
from kaartenbak.classification.rules.who import misplaced
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.code_rows import CodeRows
from kaartenbak.exchange.ops.keeping import Note
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.history import store
from kaartenbak.history.bulk import among
from kaartenbak.history.registry import Row
from kaartenbak.setup.models import CodeTable


class Had(NamedTuple):
    """An assignment that is there: its key and its search word."""

    key: int
    word: str = ""


@dataclass
class Changes:
    """What a row changes: codes that come with their search words, search words by assignment, and codes that go."""

    come: list[tuple[Grouping, CodeTable, str]] = field(default_factory=list)
    words: dict[int, str] = field(default_factory=dict)
    go: list[tuple[Grouping, int]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.come or self.words or self.go)


NO_CHANGES = Changes()
"""Of a row that says nothing of codes; nobody adds to it."""


class Wish(NamedTuple):
    """One code of a row, as the file has it."""

    grouping: Grouping
    text: str
    word: str
    mode: Mode


@contextmanager
def kept_as_text(taken: Taken, grouping: Grouping, text: str) -> Iterator[None]:
    """What is refused meanwhile is noted, and its text kept."""
    try:
        yield
    except Refused as refusal:
        taken.refuse(grouping.name, refusal, text, label=grouping.title)


class Groups:
    """All of them that a block is about, read and written in statements whose number does not grow with its rows."""

    def __init__(self, rows: CodeRows) -> None:
        self.rows = rows
        self.had: dict[tuple[str, int], dict[int, Had]] = {}
        self.plain: dict[tuple[str, str, str], tuple[Grouping, CodeTable, str]] = {}
        self.come: dict[str, list[Row]] = {}
        self.go: dict[str, list[int]] = {}
        self.words: dict[int, dict[str, str]] = {}
        self.related: set[int] = set()

    def read(self, offers: Iterable[tuple[Offer, int]]) -> None:
        """Look up what the cards have of the tables that their rows name."""
        wanted: dict[str, set[int]] = {}
        for offer, card in offers:
            for name in (*offer.codes, *(name for name, _code in offer.taken_off)):
                wanted.setdefault(name, set()).add(card)
        for name, cards in wanted.items():
            if name in GROUPINGS:
                self.read_one(GROUPINGS[name], sorted(cards))

    def read_one(self, grouping: Grouping, cards: Sequence[int]) -> None:
        columns = ("contact_id", "code_id", "pk", *(("search_word",) if grouping.takes_search_word else ()))
        for card, code, *had in grouping.assignments.objects.filter(among("contact", cards)).values_list(
            *columns
        ):
            self.had.setdefault((grouping.name, card), {})[code] = Had(*had)

    def changes(self, taken: Taken, contact: Contact, mode: Mode = Mode.CREATE) -> Changes:
        """What a row changes of a card; what a rule refuses is noted and kept as text."""
        offer = taken.offer
        if not offer.codes and not offer.taken_off:
            return NO_CHANGES
        found = Changes()
        is_plain = not (contact.id or contact.privacy_blocked)
        for name, wanted in offer.codes.items():
            for text, word in wanted:
                # Files repeat themselves: what a new card of this type may have is looked up once per block.
                come = self.plain.get((name, text, contact.kind)) if is_plain and not word else None
                if come and come not in found.come:
                    found.come.append(come)
                    continue
                with kept_as_text(taken, GROUPINGS[name], f"{text}:{word}" if word else text):
                    self.add(found, taken, contact, Wish(GROUPINGS[name], text, word, mode))
        for name, text in offer.taken_off:
            if name in GROUPINGS:
                with kept_as_text(taken, GROUPINGS[name], f"!{text}"):
                    self.take_off(found, taken, contact, Wish(GROUPINGS[name], text, "", mode))
        return found

    def add(self, found: Changes, taken: Taken, contact: Contact, wish: Wish) -> None:
        """A code that comes, unless the card has it."""
        grouping, word = wish.grouping, cleaned(wish.grouping, wish.word).get("search_word", "")
        key = misplaced(grouping.name, contact.kind)
        make = self.rows.find if key else partial(self.rows.find_or_make, notes=taken.notes)
        code = make(grouping.codes, grouping.name, wish.text)
        there = self.of(grouping, contact).get(code.pk) if code.pk else None
        if there is None:
            if key:
                raise Refused(key, field=grouping.name, field_label=grouping.title)
            if code.code in self.reserved and grouping.codes is BusinessRelation:
                refuse_reserved(code)
            if all(code is not each for _grouping, each, _word in found.come):
                found.come.append((grouping, code, word))
                if not word:
                    self.plain[grouping.name, wish.text, contact.kind] = found.come[-1]
                self.say_if_blocked(grouping, code, taken, contact)
        elif word not in {"", there.word} and not (wish.mode is Mode.FILL and there.word):
            found.words[there.key] = word

    def say_if_blocked(self, grouping: Grouping, code: CodeTable, taken: Taken, contact: Contact) -> None:
        """Say that a contact who is blocked for privacy is in a mailing group now."""
        if contact.privacy_blocked and grouping.rule.is_use:
            facts = {
                "contact": contact.name,
                "what": str(grouping.codes._meta.verbose_name),
                "code": code.code,
            }
            taken.notes.append(Note("assignment.privacy_blocked", grouping.name, facts))

    def take_off(self, found: Changes, taken: Taken, contact: Contact, wish: Wish) -> None:
        """A code that goes, if the card has it; a blank one means all that the row does not name."""
        grouping, had = wish.grouping, self.of(wish.grouping, contact)
        if wish.mode is Mode.FILL:
            raise Refused("import.only_fills", field=grouping.name)
        if wish.text:
            going = {self.rows.find(grouping.codes, grouping.name, wish.text).pk}
        else:
            going = had.keys() - self.named(grouping, taken)
        found.go += [(grouping, had[code].key) for code in going if code in had]

    def of(self, grouping: Grouping, contact: Contact) -> dict[int, Had]:
        """What a card has of one table, by code; nothing when it is new."""
        return self.had.get((grouping.name, contact.pk), {}) if contact.pk else {}

    @cached_property
    def reserved(self) -> frozenset[str]:
        """The relations that come by linking only."""
        return reserved_codes()

    def named(self, grouping: Grouping, taken: Taken) -> set[int]:
        """The codes that a row names."""
        table = self.rows.table(grouping.codes)
        found = (table.find(text) for text, _word in taken.offer.codes.get(grouping.name, ()))
        return {row.pk for row in found if row}

    def keep(self, changes: Changes, card: int) -> None:
        """Note what is to be written for a card that is there."""
        for grouping, code, word in changes.come:
            row = {"contact_id": card, "code_id": code.pk} | (
                {"search_word": word} if grouping.takes_search_word else {}
            )
            self.come.setdefault(grouping.name, []).append(row)
        for grouping, key in changes.go:
            self.go.setdefault(grouping.name, []).append(key)
        self.words |= {key: {"search_word": word} for key, word in changes.words.items()}
        moved = (*(each[0].name for each in changes.come), *(each[0].name for each in changes.go))
        if "business_relations" in moved:
            self.related.add(card)

    def write(self) -> None:
        """Write all that was noted."""
        come, go, words, related = self.come, self.go, self.words, self.related
        self.come, self.go, self.words, self.related = {}, {}, {}, set()
        for name, keys in go.items():
            store.remove_unchecked(GROUPINGS[name].assignments, keys)
        for name, rows in come.items():
            store.create_rows(GROUPINGS[name].assignments, rows)
        if words:
            store.update_each(GROUPINGS["web_sources"].assignments, words)
        if related:
            keep_summaries(related)
