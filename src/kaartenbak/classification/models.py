"""The code tables that contacts are classified by, and which contact has which of their codes."""

from typing import Any

from django.db import models
from django.db.models import UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.history.registry import track
from kaartenbak.history.rows import QuickRow
from kaartenbak.setup.models import CodeTable


class MailingGroup(CodeTable):
    """Contacts who get the same mailings."""

    class Meta(CodeTable.Meta):
        verbose_name = _("mailing group")
        verbose_name_plural = _("mailing groups")


class IndustryGroup(CodeTable):
    """What a company does for a living."""

    class Meta(CodeTable.Meta):
        verbose_name = _("industry group")
        verbose_name_plural = _("industry groups")


class BusinessRelation(CodeTable):
    """What a company is to us: a prospect, a supplier, our bank."""

    class Meta(CodeTable.Meta):
        verbose_name = _("business relation")
        verbose_name_plural = _("business relations")


class JobResponsibility(CodeTable):
    """What somebody looks after in his company."""

    class Meta(CodeTable.Meta):
        verbose_name = _("job responsibility")
        verbose_name_plural = _("job responsibilities")


class WebSource(CodeTable):
    """A place on the web that knows more about a company; `%1` in its `url` stands for the search word."""

    url = models.CharField(_("web address"), max_length=250, blank=True, default="")

    class Meta(CodeTable.Meta):
        verbose_name = _("web source")
        verbose_name_plural = _("web sources")


def of_contact(name: str) -> "models.ForeignKey[Any, Any]":
    """The contact that has a code; the unique constraint is its index."""
    return models.ForeignKey(Contact, on_delete=models.PROTECT, related_name=name, db_index=False)


def to_code(table: type[CodeTable]) -> "models.ForeignKey[Any, Any]":
    """The code that a contact has; the index on both columns lists and counts who has it."""
    return models.ForeignKey(
        table,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=table._meta.verbose_name,
        db_index=False,
    )


class Assignment(QuickRow):
    """One contact has one code of one table; at most once."""

    contact: "models.ForeignKey[Any, Any]"
    code: "models.ForeignKey[Any, Any]"
    contact_id: int
    code_id: int

    class Meta:
        abstract = True
        # A user counts contacts, not rows.
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [UniqueConstraint(fields=["contact", "code"], name="%(class)s_once")]
        indexes = [models.Index(fields=["code", "contact"], name="%(class)s_code")]

    def __str__(self) -> str:
        return str(self.contact)


class ContactMailingGroup(Assignment):
    """A contact is in a mailing group."""

    contact = of_contact("mailing_groups")
    code = to_code(MailingGroup)


class ContactIndustryGroup(Assignment):
    """A company is in an industry."""

    contact = of_contact("industry_groups")
    code = to_code(IndustryGroup)


class ContactBusinessRelation(Assignment):
    """A company is something to us."""

    contact = of_contact("business_relations")
    code = to_code(BusinessRelation)


class ContactJobResponsibility(Assignment):
    """A person looks after something."""

    contact = of_contact("job_responsibilities")
    code = to_code(JobResponsibility)


class ContactWebSource(Assignment):
    """A company is found at a web source by its `search_word`."""

    contact = of_contact("web_sources")
    code = to_code(WebSource)
    search_word = models.CharField(_("search word"), max_length=30, blank=True, default="")


CODE_TABLES = (MailingGroup, IndustryGroup, BusinessRelation, JobResponsibility, WebSource)
ASSIGNMENTS = (
    ContactMailingGroup,
    ContactIndustryGroup,
    ContactBusinessRelation,
    ContactJobResponsibility,
    ContactWebSource,
)
for code_table in CODE_TABLES:
    track(code_table)
for assignment in ASSIGNMENTS:
    track(assignment, card="contact_id")
