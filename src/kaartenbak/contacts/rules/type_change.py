"""What keeps a contact from changing its type, and what it loses by it (contacts.md §10, D19, D23)."""

from collections.abc import Callable
from dataclasses import dataclass

from kaartenbak.core.refusals import Refusals


@dataclass(frozen=True)
class Facts:
    """What is known of the contact whose type shall change: numbers of rows, and values of the card."""

    interactions: int = 0
    tasks: int = 0
    opportunities: int = 0
    people: int = 0
    business_relations: int = 0
    industry_groups: int = 0
    web_sources: int = 0
    job_responsibilities: int = 0
    currency: str = ""
    vat_number: str = ""
    enterprise_number: str = ""
    registration_number: str = ""
    organizational_level: str = ""


@dataclass(frozen=True)
class Blocker:
    """One reason why not: the key of the refusal, the field to empty first, and whether it holds."""

    key: str
    field: str
    holds: Callable[[Facts], int | str]


RECORDED = (
    Blocker("type.has_interactions", "kind", lambda facts: facts.interactions),
    Blocker("type.has_tasks", "kind", lambda facts: facts.tasks),
    Blocker("type.has_opportunities", "kind", lambda facts: facts.opportunities),
)
BLOCKERS: dict[str, tuple[Blocker, ...]] = {
    "person": (
        *RECORDED,
        Blocker("type.has_people", "kind", lambda facts: facts.people),
        Blocker("type.has_relations", "kind", lambda facts: facts.business_relations),
        Blocker("type.has_industry_groups", "kind", lambda facts: facts.industry_groups),
        Blocker("type.has_web_sources", "kind", lambda facts: facts.web_sources),
        Blocker("type.has_currency", "currency", lambda facts: facts.currency),
        Blocker("type.has_vat_no", "vat_number", lambda facts: facts.vat_number),
        # An independent person may have these two numbers (D23), but whose they are is to be said anew.
        Blocker("type.has_vat_no", "enterprise_number", lambda facts: facts.enterprise_number),
        Blocker("type.has_registration_no", "registration_number", lambda facts: facts.registration_number),
    ),
    "company": (
        *RECORDED,
        Blocker("type.has_org_level", "organizational_level", lambda facts: facts.organizational_level),
        Blocker("type.has_job_responsibilities", "kind", lambda facts: facts.job_responsibilities),
    ),
}
# What the new type cannot have and nobody needs to empty first. Initials remain.
CLEARED: dict[str, tuple[str, ...]] = {
    "person": ("company", "company_name"),
    "company": ("first_name", "middle_name", "surname", "job_title", "birthday", "company", "follows"),
}


def to_empty(to: str) -> frozenset[str]:
    """The fields that have to be empty before a contact becomes a `to`."""
    return frozenset(blocker.field for blocker in BLOCKERS[to]) - {"kind"}


def blockers(to: str, facts: Facts) -> list[Blocker]:
    """What stands in the way of becoming a `to`, in the order of the table."""
    return [blocker for blocker in BLOCKERS[to] if blocker.holds(facts)]


def check(to: str, facts: Facts, contact: str) -> None:
    """Refuse the change with everything that stands in its way; `contact` names the card in the sentences."""
    refusals = Refusals()
    for blocker in blockers(to, facts):
        found = blocker.holds(facts)
        refusals.add(blocker.key, blocker.field, contact=contact, found=found)
    refusals.raise_any()
