"""What would become of a row, for a plan: worked out on drafts that nobody writes."""

import copy
from typing import Any

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import renumber
from kaartenbak.contacts.ops.cleaning import normal_form
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.changing import Channels, Values, of_other_kind, wanted
from kaartenbak.exchange.ops.comments import missing
from kaartenbak.exchange.ops.comments import parts as pieces_of
from kaartenbak.exchange.ops.keeping import Difference, Row
from kaartenbak.exchange.ops.parts import Changes, Parts
from kaartenbak.exchange.ops.taking import MOST_TRIES, Taken
from kaartenbak.exchange.ops.terms import Terms
from kaartenbak.exchange.rules.plan import Mode, Outcome

# What follows from other fields, or is said by the title of the row.
NOT_TOLD = frozenset({"kind", "company_name", "search_name"})
TOLD = tuple(name for name in FIELDS if name not in NOT_TOLD and name not in queries.SLOTS)
MOST_TOLD = 40
# What a row gives beside the fields.
BESIDE = ("comment", "image", "groups", "addresses", "ties")


def foresee_new(draft: Draft, taken: Taken, parts: Changes, row: Row) -> None:
    """Tell what a new card would hold."""
    row.title = draft.contact.name
    given = taken.given.keys() | {"name"}
    # A Belgian VAT number is kept as enterprise number.
    given |= {"enterprise_number"} if "vat_number" in given else set()
    row.changes = [
        Difference(name, "", told)
        for name in TOLD
        if name in given and (told := code_given(taken, name) or said(draft.contact, name))
    ]
    if not draft.contact.company_id and taken.offer.company:
        row.changes.append(Difference("company", "", taken.offer.company))
    channels = taken.given.get("channels", [])[:MOST_TOLD]
    row.changes += [Difference(kind, "", value) for kind, _label, value in channels]
    row.changes += [Difference("comment", "", text) for text in pieces_of(taken.offer.comment)]
    row.changes += beside_of(parts)


def foresee_card(taken: Taken, key: int, company: Contact | None, terms: Terms, parts: Parts) -> Row:
    """What would become of a card that is there."""
    card, mode = Contact.objects.get(pk=key), terms.mode
    if card.kind != taken.offer.kind:
        return of_other_kind(taken, card)
    taken.fit(company or (card.company if card.company_id else None))
    beside = parts.changes(taken, card, mode)
    draft, more = laid(taken, card, company, mode)
    changes = differences(draft)
    joins = draft.contact.company_id != card.company_id
    if company is None and taken.offer.company and not (mode is Mode.FILL and card.company_id):
        # Its company is not there yet: the import would make it.
        changes.append(Difference("company", card.company_name, taken.offer.company))
        joins = True
    changes += more_of(taken, card, more, mode) + beside_of(beside)
    told = {*taken.given, *BESIDE}
    told |= {name for each in taken.offer.channels for name in (each.kind, f"{each.kind}_2")}
    outcome = outcome_of(changes, [each for each in changes if each.field in told], joins=joins)
    return Row(taken.offer.line, outcome, key, taken.notes, title=card.name, changes=changes[:MOST_TOLD])


def beside_of(parts: Changes) -> list[Difference]:
    """That groups, addresses or merged cards would change, and which codes come."""
    groups, addresses, ties = parts
    found = []
    if groups:
        codes = ", ".join(code.code for _grouping, code, _word in groups.come[:MOST_TOLD])
        found.append(Difference("groups", "", codes))
    if addresses:
        places = ", ".join(str(each.values["code"]) for each in addresses.come[:MOST_TOLD])
        found.append(Difference("addresses", "", places))
    return [*found, Difference("ties", "", "")] if ties else found


def outcome_of(changes: list[Difference], given: list[Difference], *, joins: bool) -> Outcome:
    """Linked when the company is new and the row gives nothing else that is, and skipped when nothing is new."""
    if joins and not given:
        return Outcome.LINKED
    return Outcome.UPDATED if changes else Outcome.SKIPPED


def laid(taken: Taken, card: Contact, company: Contact | None, mode: Mode) -> tuple[Draft, Channels]:
    """The card with the values of the row, on a copy; those that a rule refuses are left out, one after the other."""
    mains = queries.mains(card.channels.all())
    for _attempt in range(MOST_TRIES):
        draft = Draft(copy.copy(card), mains, taken.desk)
        values, more = wanted(taken, card, company, mode)
        try:
            lay(draft, values)
        except Refused as refusal:
            if not taken.drop(refusal):
                raise
        else:
            return draft, more
    raise Refused("name.required", field="name")


def lay(draft: Draft, values: Values) -> None:
    renumber(draft, values)
    draft.lay(values)


def differences(draft: Draft) -> list[Difference]:
    """The fields that would change, from what into what."""
    found = [
        Difference(name, said(draft.before, name), said(draft.contact, name))
        for name in TOLD
        if key(draft.before, name) != key(draft.contact, name)
    ]
    names = [name for name in queries.SLOTS if draft.mains.get(name, "") != draft.mains_before.get(name, "")]
    return found + [
        Difference(name, draft.mains_before.get(name, ""), draft.mains.get(name, "")) for name in names
    ]


def more_of(taken: Taken, card: Contact, more: Channels, mode: Mode) -> list[Difference]:
    """What would be added beside the fields: channels, comments, a picture, groups and addresses."""
    country = taken.desk.country_code(card)
    there = {(each.kind, each.normal) for each in card.channels.all()}
    found = [
        Difference(kind, "", value)
        for kind, _label, value in more
        if (kind, normal_form(kind, value, country)) not in there
    ]
    if taken.left or taken.offer.comment or taken.offer.lines:
        found += [Difference("comment", "", each.text) for each in missing(card, taken)]
    if taken.offer.photo and (mode is not Mode.FILL or not card.image):
        found.append(Difference("image", "", ""))
    return found


def key(card: Contact, name: str) -> Any:
    """The value of a field, by its key where it is a record of its own."""
    return getattr(card, f"{name}_id") if hasattr(Contact, f"{name}_id") else getattr(card, name)


def code_given(taken: Taken, name: str) -> str:
    """The code that a row gives, where it is at hand: the card would look it up once more."""
    return str(getattr(taken.given.get(name), "code", ""))


def said(card: Contact, name: str) -> str:
    """The value of a field in words; a code goes by its code."""
    if key(card, name) in (None, "", False):
        return ""
    value = getattr(card, name)
    return str(getattr(value, "code", value)) if name != "company" else card.company_name
