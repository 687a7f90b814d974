"""What an office sets up once: code tables, number series, postcodes, switches and defaults."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kaartenbak.history.registry import track
from kaartenbak.history.rows import QuickRow


class CodeTable(QuickRow):
    """A table of codes with a description; the code is short, upper case and may be renamed."""

    # The longest code that is accepted (contacts.md §24, D3); the column is wide enough for all.
    LONGEST: ClassVar[int] = 11
    # What says in words what a code stands for, the best first.
    IN_WORDS: ClassVar[tuple[str, ...]] = ("description",)

    code = models.CharField(_("code"), max_length=20, unique=True)
    description = models.CharField(_("description"), max_length=100, blank=True)

    class Meta:
        abstract = True
        ordering = ("code",)

    def __str__(self) -> str:
        return self.code


class Salesperson(CodeTable):
    """One of our own people whom contacts belong to."""

    LONGEST = 20
    IN_WORDS = ("name", "description")
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.CharField(_("e-mail"), max_length=80, blank=True)
    privacy_blocked = models.BooleanField(_("privacy blocked"), default=False)

    class Meta(CodeTable.Meta):
        verbose_name = _("salesperson")
        verbose_name_plural = _("salespeople")


class Territory(CodeTable):
    """A region of the sales organization."""

    class Meta(CodeTable.Meta):
        verbose_name = _("territory")
        verbose_name_plural = _("territories")


class Language(CodeTable):
    """A language one writes in. `region_tag` is the BCP 47 tag that formats its dates and numbers."""

    region_tag = models.CharField(_("format region"), max_length=80, blank=True)

    class Meta(CodeTable.Meta):
        verbose_name = _("language")
        verbose_name_plural = _("languages")


class Country(CodeTable):
    """A country by its ISO 3166-1 alpha-2 code.

    `vat_formats` use `#` for a digit, `@` for a letter, `?` for anything.
    """

    vat_formats = models.JSONField(_("VAT number formats"), default=list, blank=True)

    class Meta(CodeTable.Meta):
        verbose_name = _("country")
        verbose_name_plural = _("countries")


class Currency(CodeTable):
    """A currency by its ISO 4217 code."""

    class Meta(CodeTable.Meta):
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")


class OrganizationalLevel(CodeTable):
    """How high somebody stands in his company."""

    class Meta(CodeTable.Meta):
        verbose_name = _("organizational level")
        verbose_name_plural = _("organizational levels")


class Salutation(CodeTable):
    """A kind of addressee; its formulas say how he is greeted."""

    class Meta(CodeTable.Meta):
        verbose_name = _("salutation")
        verbose_name_plural = _("salutations")


class SalutationFormula(models.Model):
    """How an addressee is greeted in one language, formally or not. `names` fill %1 to %5 of `text`."""

    class Type(models.TextChoices):
        FORMAL = "formal", _("Formal")
        INFORMAL = "informal", _("Informal")

    salutation = models.ForeignKey(
        Salutation, on_delete=models.PROTECT, related_name="formulas", verbose_name=_("salutation")
    )
    language = models.ForeignKey(
        Language,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="formulas",
        verbose_name=_("language"),
    )
    type = models.CharField(_("type"), max_length=10, choices=Type)
    text = models.CharField(_("text"), max_length=50, blank=True)
    names = models.JSONField(_("names"), default=list, blank=True)

    class Meta:
        verbose_name = _("salutation formula")
        constraints = [
            UniqueConstraint(
                fields=["salutation", "language", "type"], name="formula_once", nulls_distinct=False
            ),
            CheckConstraint(condition=Q(type__in=["formal", "informal"]), name="formula_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.salutation_id} {self.type}: {self.text}"


class NumberSeries(CodeTable):
    """Numbers given in turn. `next` is what the next record gets; `manual` allows numbers typed by hand."""

    next = models.CharField(_("next number"), max_length=20)
    step = models.PositiveIntegerField(
        _("step"), default=1, validators=[MinValueValidator(1), MaxValueValidator(10_000)]
    )
    manual = models.BooleanField(_("manual numbers"), default=True)

    class Meta(CodeTable.Meta):
        verbose_name = _("number series")
        verbose_name_plural = pgettext_lazy("plural", "number series")
        constraints = [CheckConstraint(condition=Q(step__gte=1), name="series_steps_up")]


class Postcode(models.Model):
    """A postcode with a place that bears it; one postcode may have several places and the other way round."""

    code = models.CharField(_("postcode"), max_length=20)
    city = models.CharField(_("city"), max_length=60)
    county = models.CharField(_("county"), max_length=60, blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, related_name="postcodes", verbose_name=_("country")
    )
    city_key = models.CharField(max_length=60, db_index=True)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")
        ordering = ("code", "city")
        constraints = [UniqueConstraint(fields=["country", "code", "city"], name="postcode_once")]
        indexes = [models.Index(fields=["code"], name="postcode_code")]

    def __str__(self) -> str:
        return f"{self.code} {self.city}"


def switch(name: Any) -> "models.BooleanField[bool, bool]":
    """An inheritance switch; all are on to begin with."""
    return models.BooleanField(name, default=True)


def default(to: str, name: Any) -> "models.ForeignKey[Any, Any]":
    """A default code for new contacts."""
    return models.ForeignKey(
        to, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=name
    )


class Setup(models.Model):
    """The one record of switches and defaults (contacts.md §2.7); its key is always 1."""

    inherit_salesperson = switch(_("Salesperson"))
    inherit_territory = switch(_("Territory"))
    inherit_country = switch(_("Country"))
    inherit_language = switch(_("Language"))
    inherit_format_region = switch(_("Format region"))
    inherit_address = switch(_("Address"))
    inherit_communication = switch(_("Communication"))

    default_salesperson = default("setup.Salesperson", _("Salesperson"))
    default_territory = default("setup.Territory", _("Territory"))
    default_country = default("setup.Country", _("Country"))
    default_language = default("setup.Language", _("Language"))
    default_format_region = models.CharField(_("Format region"), max_length=80, blank=True)
    default_correspondence_type = models.CharField(_("Correspondence type"), max_length=10, blank=True)
    default_company_salutation = default("setup.Salutation", _("Salutation of companies"))
    default_person_salutation = default("setup.Salutation", _("Salutation of persons"))

    relation_customer = models.CharField(_("Customers"), max_length=11, blank=True)
    relation_vendor = models.CharField(_("Vendors"), max_length=11, blank=True)
    relation_bank_account = models.CharField(_("Bank accounts"), max_length=11, blank=True)
    relation_employee = models.CharField(_("Employees"), max_length=11, blank=True)

    series_contacts = default("setup.NumberSeries", _("Contacts"))

    duplicates_maintain = models.BooleanField(_("Keep search strings"), default=True)
    duplicates_automatic = models.BooleanField(_("Search automatically"), default=True)
    duplicates_hit_percentage = models.PositiveSmallIntegerField(_("Search hit %"), default=60)

    home_country = models.CharField(_("Home country"), max_length=2, default="BE")
    country_required_in_addresses = models.BooleanField(_("Country required in addresses"), default=False)
    name_particles = models.BooleanField(_("Keep particles with the surname"), default=True)

    class Meta:
        verbose_name = _("setup")
        constraints = [
            CheckConstraint(condition=Q(pk=1), name="setup_only_one"),
            CheckConstraint(
                condition=Q(duplicates_hit_percentage__range=(1, 100)), name="setup_hit_percentage"
            ),
        ]

    def __str__(self) -> str:
        return "setup"


CODE_TABLES: tuple[type[CodeTable], ...] = (
    Salesperson,
    Territory,
    Language,
    Country,
    Currency,
    OrganizationalLevel,
    Salutation,
    NumberSeries,
)

TRACKED: tuple[type[models.Model], ...] = (*CODE_TABLES, SalutationFormula, Postcode, Setup)
for table in TRACKED:
    track(table, untracked=("next",) if table is NumberSeries else ())
