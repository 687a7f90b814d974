"""Who may have which codes (contacts.md §2.3, §12.1), in one table."""

from dataclasses import dataclass

COMPANY, PERSON = "company", "person"


@dataclass(frozen=True)
class Rule:
    """One grouping by its name in the API: the types of contact it is for (blank: both).

    `of_employer`: a person shows those of his company (§20). `is_use`: having it means being written to, so many contacts
    at once are given it without those who are blocked for privacy (D9).
    """

    name: str
    only_for: str = ""
    of_employer: bool = False
    is_use: bool = False


RULES = {
    rule.name: rule
    for rule in (
        Rule("mailing_groups", is_use=True),
        Rule("industry_groups", COMPANY, of_employer=True),
        Rule("business_relations", COMPANY, of_employer=True),
        Rule("job_responsibilities", PERSON),
        Rule("web_sources", COMPANY),
    )
}
MUST_BE = {COMPANY: "contact.must_be_company", PERSON: "contact.must_be_person"}
BLOCKED = "contact.privacy_blocked"


def misplaced(name: str, kind: str) -> str:
    """Why a contact of this kind cannot have a code of the grouping: the key of the refusal, blank when it can."""
    only_for = RULES[name].only_for
    return MUST_BE[only_for] if only_for and only_for != kind else ""


def left_out(name: str, kind: str, *, blocked: bool) -> str:
    """Why a contact is passed over when many are given a code at once; blank when it is not."""
    return misplaced(name, kind) or (BLOCKED if blocked and RULES[name].is_use else "")
