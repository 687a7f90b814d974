"""Giving one contact a code, and taking it away."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.classification.groupings import Grouping, of, of_assignment
from kaartenbak.classification.models import Assignment, BusinessRelation, ContactWebSource
from kaartenbak.classification.ops.summaries import keep_summaries
from kaartenbak.classification.queries import reserved_codes
from kaartenbak.classification.rules import who
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation, warn
from kaartenbak.setup.models import CodeTable
from kaartenbak.setup.ops import create_code
from kaartenbak.setup.rules.fields import Text

SEARCH_WORD = Text("search_word", ContactWebSource._meta.get_field("search_word").verbose_name, 30)


@operation(needs="contacts.change", title=_("Added {what} {code} to {contact}"))
def assign(
    *, contact: Contact, code: CodeTable, search_word: str = "", version: int | None = None, by: Actor
) -> Assignment:
    """Give `contact` a code: a row of one of the code tables of `models.py`. A web source takes a `search_word`.

    Refused when it has the code already, and when contacts of its type cannot have it. With `version`, refused as stale when
    the card is no longer the one that was read.
    """
    contact, code = store.lock(contact, version), store.lock(code)
    grouping = of(code)
    refuse_misplaced(grouping, contact)
    refuse_reserved(code)
    values = cleaned(grouping, search_word)
    if grouping.assignments._base_manager.filter(contact=contact, code=code).exists():
        raise Refused("assignment.exists", field="code", **facts_of(contact, code))
    tell(contact, code)
    added: Assignment = store.create(grouping.assignments(contact=contact, code=code, **values))
    keep_in_step(contact, code)
    if contact.privacy_blocked and grouping.rule.is_use:
        warn("assignment.privacy_blocked", "code", **facts_of(contact, code))
    return added


@operation(needs="contacts.change", title=_("Removed {what} {code} from {contact}"))
def unassign(*, contact: Contact, code: CodeTable, version: int | None = None, by: Actor) -> None:
    """Take a code away from `contact`; refused as not found when it does not have it."""
    contact = store.lock(contact, version)
    assignment = of(code).assignments._base_manager.filter(contact=contact, code=code).first()
    if assignment is None:
        raise NotFound("assignment.not_found", **facts_of(contact, code))
    tell(contact, code)
    store.delete(assignment)
    keep_in_step(contact, code)


@operation(needs="contacts.change", title=_("Changed the search word of {what} {code} of {contact}"))
def change_search_word(
    *, assignment: ContactWebSource, search_word: str, version: int | None = None, by: Actor
) -> ContactWebSource:
    """Change what a company is looked up by at a web source; `version` is that of its card."""
    contact = store.lock(assignment.contact, version)
    present = store.lock(assignment)
    tell(contact, present.code)
    store.update(present, **cleaned(of_assignment(present), search_word))
    return present


@operation(needs="contacts.change", title=_("Added the new {what} {code} to {contact}"))
def create_and_assign(
    *,
    contact: Contact,
    table: type[CodeTable],
    code: str,
    search_word: str = "",
    version: int | None = None,
    by: Actor,
    **values: Any,
) -> Assignment:
    """Add a code to `table` and give it to `contact`, as one operation; needs `setup.change` as well.

    `values` are the description and the table's own fields.
    """
    added = create_code(model=table, code=code, by=by, **values)
    return assign(contact=contact, code=added, search_word=search_word, version=version, by=by)


def cleaned(grouping: Grouping, search_word: str) -> dict[str, str]:
    """The values of an assignment beside contact and code, as they are kept."""
    if grouping.takes_search_word:
        return {"search_word": SEARCH_WORD.clean(search_word)}
    if search_word:
        raise Refused("field.unknown", field="search_word", name="search_word")
    return {}


def refuse_misplaced(grouping: Grouping, contact: Contact) -> None:
    """Refuse a code that contacts of this type cannot have."""
    key = who.misplaced(grouping.name, contact.kind)
    if key:
        raise Refused(key, field="code", field_label=grouping.title, contact=str(contact))


def refuse_reserved(code: CodeTable) -> None:
    """Refuse a relation that the setup keeps for customers, vendors, bank accounts or employees (§18.1)."""
    if isinstance(code, BusinessRelation) and text.code(code.code) in reserved_codes():
        raise Refused("relation.reserved_code", field="code", code=code.code)


def facts_of(contact: Contact, code: CodeTable) -> dict[str, str]:
    """What the sentences about one assignment need."""
    return {"contact": str(contact), "what": str(code._meta.verbose_name), "code": code.code}


def tell(contact: Contact, code: CodeTable) -> None:
    """Name contact and code in the title of the operation."""
    about(contact=str(contact), table=code._meta.label_lower, code=code.code)


def keep_in_step(contact: Contact, code: CodeTable) -> None:
    """Let follow what follows from another relation."""
    if isinstance(code, BusinessRelation):
        keep_summaries([contact.pk])
