"""The tables whose codes have a page of their own, with the contacts that have the code as its list."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotFound
from kaartenbak.search.filters import filtered
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.queries import code_or_not_found
from kaartenbak.setup.tables import TABLES, CodeTableSpec
from kaartenbak.setup.usage import contacts_of


@dataclass(frozen=True)
class Kind:
    """How contacts come into the groups of one table and go again; `only_for` is the type of contact they are for, blank both."""

    add: Callable[..., Any]
    remove: Callable[..., Any]
    only_for: str = ""


def set_level(*, contact: Contact, code: CodeTable | None, by: Actor) -> Contact:
    """Give a person an organizational level; none takes it away."""
    return change_contact(contact=contact, values={"organizational_level": code.code if code else ""}, by=by)


def clear_level(*, contact: Contact, code: CodeTable, by: Actor) -> Contact:
    """Take an organizational level away from a person who has it."""
    if contact.organizational_level_id != code.pk:
        raise NotFound(
            "assignment.not_found", contact=str(contact), what=code._meta.verbose_name, code=code.code
        )
    return set_level(contact=contact, code=None, by=by)


KINDS: dict[str, Kind] = {
    grouping.slug: Kind(assign, unassign, grouping.rule.only_for)
    for grouping in GROUPINGS.values()
    if not grouping.takes_search_word
} | {"organizational-levels": Kind(set_level, clear_level, Contact.Kind.PERSON)}


@dataclass(frozen=True)
class Group:
    """One code with a page of its own."""

    spec: CodeTableSpec
    code: CodeTable
    kind: Kind

    @property
    def fixed(self) -> dict[str, list[str]]:
        """The filter that its list is."""
        return {self.spec.filter: [self.code.code]}

    @property
    def title(self) -> str:
        """What it is called."""
        return self.code.description or self.code.code

    def members(self, by: Actor) -> Cards:
        """The contacts in it that `by` may see."""
        return filtered(contacts.visible_to(by), self.fixed, by=by)

    @cached_property
    def size(self) -> int:
        """How many contacts are in it, by the index of the codes alone."""
        return contacts_of(self.spec.model, [self.code])[self.code.pk]

    def can_have(self, by: Actor) -> Cards:
        """The contacts that can be in it."""
        cards = contacts.visible_to(by)
        return cards.filter(kind=self.kind.only_for) if self.kind.only_for else cards


def group_of(slug: str, code: str) -> Group:
    """The group that an address names."""
    if slug not in KINDS or not TABLES[slug].group:
        raise NotFound("record.not_found", what=slug[:20], ref=code[:20])
    spec = TABLES[slug]
    return Group(spec, code_or_not_found(spec.model, code), KINDS[slug])
