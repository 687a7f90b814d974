"""The groupings: for each its code table, its assignments and its rule. Adding one is adding a line."""

from dataclasses import dataclass
from typing import Any

from kaartenbak.classification import models
from kaartenbak.classification.models import Assignment
from kaartenbak.classification.rules.who import RULES, Rule
from kaartenbak.setup.models import CodeTable


@dataclass(frozen=True)
class Grouping:
    """One way to classify contacts.

    `name` is its name in the API's counts and filters (`mailing_groups`), `slug` that of its addresses (`mailing-groups`).
    """

    name: str
    codes: type[CodeTable]
    # Any of the tables of `models.ASSIGNMENTS`; what they have in common is `Assignment`.
    assignments: type[Any]

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.name.replace("_", "-")

    @property
    def rule(self) -> Rule:
        """Who may have its codes."""
        return RULES[self.name]

    @property
    def title(self) -> str:
        """What one code of it is called, as a label: "Mailing group"."""
        shown = str(self.codes._meta.verbose_name)
        return shown[:1].upper() + shown[1:]

    @property
    def plural(self) -> str:
        """What its codes are called, as a heading: "Mailing groups"."""
        shown = str(self.codes._meta.verbose_name_plural)
        return shown[:1].upper() + shown[1:]

    @property
    def label(self) -> str:
        """The name of its assignments in the record of the history."""
        return str(self.assignments._meta.label_lower)

    @property
    def takes_search_word(self) -> bool:
        """Whether an assignment has a search word."""
        return self.assignments is models.ContactWebSource


GROUPINGS = {
    grouping.name: grouping
    for grouping in (
        Grouping("mailing_groups", models.MailingGroup, models.ContactMailingGroup),
        Grouping("industry_groups", models.IndustryGroup, models.ContactIndustryGroup),
        Grouping("business_relations", models.BusinessRelation, models.ContactBusinessRelation),
        Grouping("job_responsibilities", models.JobResponsibility, models.ContactJobResponsibility),
        Grouping("web_sources", models.WebSource, models.ContactWebSource),
    )
}
BY_SLUG = {grouping.slug: grouping for grouping in GROUPINGS.values()}


def of(code: CodeTable | type[CodeTable]) -> Grouping:
    """The grouping of a code or of a code table."""
    table: Any = code if isinstance(code, type) else type(code)
    return next(grouping for grouping in GROUPINGS.values() if grouping.codes is table)


def of_assignment(row: Assignment) -> Grouping:
    """The grouping of an assignment."""
    return next(grouping for grouping in GROUPINGS.values() if grouping.assignments is type(row))
