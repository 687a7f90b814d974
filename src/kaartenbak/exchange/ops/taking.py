"""An offer, made into values that the register takes; what a rule refuses is left out and kept as text."""

import uuid
from typing import Any

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.cleaning import clean_one, text_of
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.rules.fields import FIELDS, misplaced, who_is
from kaartenbak.core.normal.uid import as_uuid
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.beforehand import TEXTS, Kept, kept
from kaartenbak.exchange.ops.codes import Codes
from kaartenbak.exchange.ops.keeping import Note
from kaartenbak.exchange.rules.card import Channel
from kaartenbak.exchange.rules.offer import Offer
from kaartenbak.history.operations import fact

# A name that is too long is cut, since no card can do without; the whole of it is kept as text.
CUT = frozenset({"name", "name_2", "first_name", "middle_name", "surname"})
# Whom a refusal of a field means when the row has no such field.
MEANT = {"enterprise_number": "vat_number", "vat_number": "enterprise_number"}
MOST_TRIES = 8


class Taken:
    """What is taken of an offer: values by field, the notes on it, and the text that goes into a comment."""

    def __init__(self, offer: Offer, codes: Codes, *, notes: list[Note] | None = None) -> None:
        """With `notes` only these are known, since the values are on the card already."""
        self.offer, self.codes, self.desk = offer, codes, codes.desk
        self.left = list(offer.left)
        self.kept: list[str] = []
        """The lines of a vCard that were kept with the card, once it is written."""
        self.given: dict[str, Any] = {}
        self.notes = notes or []
        if notes is None:
            self.take_all()

    def take_all(self) -> None:
        """Take all values and channels of the row."""
        offer = self.offer
        self.notes = [Note(each.key, each.field or None, {"value": each.value}) for each in offer.remarks]
        given, known = self.given, self.codes.values
        for name, value in offer.values.items():
            # Most values were read before, of this row or another.
            if (name, value) in known:
                given[name] = known[name, value]
            elif name not in TEXTS or not self.take_text(name, value):
                self.take(name, value)
        if offer.channels:
            self.given["channels"] = self.channels()

    def take_text(self, name: str, value: Any) -> bool:
        """Take a text that asks the register nothing; whether no rule refuses it."""
        try:
            self.given[name] = text_of(name, value)
        except Refused:
            return False
        return True

    def take(self, name: str, value: Any) -> None:
        """Take one value, in the form the register keeps it."""
        if name in CUT and len(value) > FIELDS[name].longest:
            self.refuse(name, Refused("import.cut", field=name, limit=FIELDS[name].longest), value)
            value = value[: FIELDS[name].longest].rstrip()
        try:
            self.given[name] = self.codes.read(name, value, self)
        except Refused as refusal:
            self.refuse(name, refusal, value)

    def channels(self) -> list[Kept]:
        """The channels that pass, the main one of each kind first."""
        return [found for each in self.offer.channels if (found := self.channel(each))]

    def channel(self, channel: Channel) -> Kept | None:
        """One channel, or none when a rule refuses it."""
        try:
            return self.codes.channels.get(channel) or kept(channel)
        except Refused as refusal:
            self.refuse(channel.kind, refusal, channel.value)
            return None

    def refuse(self, field: str, refusal: Refused, text: Any, *, label: str = "") -> None:
        """Leave a value out: note why, and keep its text."""
        self.notes.append(note_of(refusal, field))
        label = label or (FIELDS[field].title if field in FIELDS else field)
        self.left.append((label, f"{text} – {refusal}"))

    def drop(self, refusal: Refused) -> bool:
        """Leave out the value that `refusal` is about; whether there is one."""
        field = refusal.field or ""
        name = field if field in self.given else MEANT.get(field, "")
        if name not in self.given or name == "company":
            return False
        self.given.pop(name)
        self.refuse(name, refusal, self.offer.values.get(name, ""))
        return True

    def fit(self, company: Contact | None) -> None:
        """Leave out what a contact of this sort does not have."""
        for name in misplaced(self.given, who_is(self.offer.kind, company)):
            sort = "contact.must_be_person" if self.offer.is_company else "contact.must_be_company"
            self.refuse(
                name, Refused(sort, field=name, field_label=FIELDS[name].title), self.offer.values[name]
            )
            self.given.pop(name)

    def draft(self, company: Contact | None) -> Draft:
        """The card of a row that has none yet; refused when nothing usable is left."""
        self.fit(company)
        for _attempt in range(MOST_TRIES):
            card = self.desk.new_card(self.offer.kind)
            card.uid = self.own_uid() or card.uid
            draft = Draft(card, {}, self.desk)
            try:
                draft.lay(self.given | ({"company": company} if company else {}))
            except Refused as refusal:
                if not self.drop(refusal):
                    raise
            else:
                self.notes += [Note(key, field, told(facts)) for key, field, facts in draft.warnings]
                return draft
        raise Refused("name.required", field="name")

    def number(self) -> str:
        """The number that the file gives the card; blank when it has none that can be one."""
        if not self.offer.number:
            return ""
        try:
            return str(clean_one("number", self.offer.number, self.desk))
        except Refused as refusal:
            self.refuse("number", refusal, self.offer.number)
            self.offer.number = ""
            return ""

    def own_uid(self) -> uuid.UUID | None:
        """The identifier that the file gives the card, when it is one of ours."""
        found = as_uuid(self.offer.uid)
        if found is None and self.offer.uid and ("UID", self.offer.uid) not in self.left:
            self.left.append(("UID", self.offer.uid))
        return found


def note_of(refusal: Refused, field: str | None = None) -> Note:
    """A refusal as a note on a row."""
    return Note(refusal.key, field or refusal.field, told(refusal.facts))


def told(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as they are kept."""
    return {name: fact(value) for name, value in facts.items()}
