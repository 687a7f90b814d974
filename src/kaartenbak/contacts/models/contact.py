"""The contact: one card for a company, for a person who works there, or for an independent person."""

import os
import time
import uuid
from typing import Any

from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.columns import KeyField
from kaartenbak.contacts.rules.comments import LONGEST
from kaartenbak.history.registry import track
from kaartenbak.history.rows import QuickRow


def new_uid() -> uuid.UUID:
    """A fresh identifier that never changes; those made later sort later (RFC 9562, version 7)."""
    moment = time.time_ns() // 1_000_000
    random = int.from_bytes(os.urandom(10))
    value = (
        (moment & ((1 << 48) - 1)) << 80
        | 7 << 76
        | (random >> 68) << 64
        | 2 << 62
        | (random & ((1 << 62) - 1))
    )
    return uuid.UUID(int=value)


def reference(
    to: str, name: Any, *, index: bool = True, related: str = "contacts"
) -> "models.ForeignKey[Any, Any]":
    """A field that holds one of a code table's codes; the code calls the rows that hold it `related`."""
    return models.ForeignKey(
        to,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=related,
        verbose_name=name,
        db_index=index,
    )


def text(name: Any, length: int) -> "models.CharField[str, str]":
    """A text field that may be blank."""
    return models.CharField(name, max_length=length, blank=True, default="")


# A list is read in its order until a page is full. What it is narrowed to most often stands in the index of each order as
# well, so that cards which do not count are passed over there and never looked up.
NARROWED_BY = (
    "kind", "country", "language", "salesperson", "territory", "organizational_level", "salutation", "currency",
)  # fmt: skip


class Contact(QuickRow):
    """A card. What the user typed stays as typed; normal forms and sort keys stand beside it and are made by the operations.

    `company` is the employer of a person, empty for companies and independent people. `follows` names the field groups
    that follow the company. `version` counts the changes of the card with all its parts.
    """

    class Kind(models.TextChoices):
        COMPANY = "company", _("Company")
        PERSON = "person", _("Person")

    class CorrespondenceType(models.TextChoices):
        LETTER = "letter", _("Letter")
        EMAIL = "email", _("E-mail")

    class BusinessRelation(models.TextChoices):
        NONE = "none", _("None")
        CUSTOMER = "customer", _("Customer")
        VENDOR = "vendor", _("Vendor")
        BANK_ACCOUNT = "bank_account", _("Bank account")
        EMPLOYEE = "employee", _("Employee")
        OTHER = "other", _("Other")
        MULTIPLE = "multiple", _("Multiple")

    uid = models.UUIDField(default=new_uid, unique=True, editable=False)
    number = models.CharField(_("number"), max_length=20, unique=True)
    series = models.ForeignKey(
        "setup.NumberSeries",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    modified_at = models.DateTimeField(default=timezone.now, editable=False)

    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    name = text(_("name"), 100)
    name_2 = text(_("name 2"), 50)
    search_name = text(_("search name"), 100)
    first_name = text(_("first name"), 30)
    middle_name = text(_("middle name"), 30)
    surname = text(_("surname"), 30)
    initials = text(_("initials"), 30)
    job_title = text(_("job title"), 30)
    birthday = text(_("birthday"), 10)
    salutation = reference("setup.Salutation", _("salutation"), index=False)
    company = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("company"),
    )
    company_name = text(_("company name"), 100)

    street = text(_("address"), 100)
    street_2 = text(_("address 2"), 50)
    postcode = text(_("postcode"), 20)
    city = text(_("city"), 30)
    county = text(_("county"), 30)
    country = reference("setup.Country", _("country"))
    extension = text(_("extension"), 30)

    salesperson = reference("setup.Salesperson", _("salesperson"))
    territory = reference("setup.Territory", _("territory"))
    language = reference("setup.Language", _("language"))
    format_region = text(_("format region"), 80)
    currency = reference("setup.Currency", _("currency"), index=False)
    vat_number = text(_("VAT number"), 20)
    registration_number = text(_("registration number"), 50)
    enterprise_number = text(_("enterprise number"), 50)
    organizational_level = reference("setup.OrganizationalLevel", _("organizational level"))
    correspondence_type = models.CharField(
        _("correspondence type"), max_length=10, choices=CorrespondenceType, blank=True, default=""
    )
    exclude_from_segments = models.BooleanField(_("exclude from segments"), default=False)
    external_id = text(_("external ID"), 20)
    privacy_blocked = models.BooleanField(_("privacy blocked"), default=False)
    minor = models.BooleanField(_("minor"), default=False)
    parental_consent = models.BooleanField(_("parental consent received"), default=False)
    follows: "models.JSONField[Any, Any]" = models.JSONField(default=list, blank=True)
    business_relation = models.CharField(
        _("business relation"), max_length=15, choices=BusinessRelation, default=BusinessRelation.NONE
    )
    image = text(_("picture"), 100)

    name_key = KeyField(max_length=220)
    list_key = KeyField(max_length=400)
    postcode_key = KeyField(max_length=20)
    tax_key = KeyField(max_length=50)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            CheckConstraint(condition=Q(kind__in=["company", "person"]), name="contact_kind_known"),
            CheckConstraint(condition=Q(kind="person") | Q(company=None), name="contact_company_of_person"),
            CheckConstraint(condition=~Q(company=F("id")), name="contact_not_own_company"),
            CheckConstraint(
                condition=Q(kind="person") | Q(surname="", first_name="", middle_name="", job_title=""),
                name="contact_company_without_parts",
            ),
            CheckConstraint(condition=~Q(number=""), name="contact_numbered"),
        ]
        indexes = [
            models.Index(fields=["list_key", "id", *NARROWED_BY], name="contact_by_list"),
            # Companies alone, or people alone, in the order of the list: those between are not read.
            models.Index(fields=["kind", "list_key", "id"], name="contact_by_kind"),
            models.Index(fields=["name_key", "id", *NARROWED_BY], name="contact_by_name"),
            models.Index(fields=["modified_at", "id", *NARROWED_BY], name="contact_by_change"),
            models.Index(fields=["postcode_key", "id", *NARROWED_BY], name="contact_by_postcode"),
            # With the city itself, or PostgreSQL would look up every card whose city it knows from here.
            models.Index(Upper("city"), "id", *NARROWED_BY, "city", name="contact_by_city"),
            models.Index(fields=["salutation"], name="contact_by_salutation"),
            models.Index(fields=["currency"], name="contact_by_currency"),
            models.Index(
                fields=["list_key", "id"], condition=Q(privacy_blocked=True), name="contact_blocked"
            ),
            models.Index(fields=["tax_key"], condition=~Q(tax_key=""), name="contact_by_tax"),
            models.Index(fields=["birthday"], condition=~Q(birthday=""), name="contact_by_birthday"),
            models.Index(fields=["external_id"], condition=~Q(external_id=""), name="contact_by_external"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_company(self) -> bool:
        """Whether the card is a company's."""
        return self.kind == Contact.Kind.COMPANY

    @property
    def is_independent(self) -> bool:
        """Whether the card is of a person without a company."""
        return self.kind == Contact.Kind.PERSON and self.company_id is None


class Channel(QuickRow):
    """One way to reach a contact: a number or address as typed, with its normal form. The main one of a kind is its first."""

    class Kind(models.TextChoices):
        PHONE = "phone", _("Phone")
        MOBILE = "mobile", _("Mobile")
        FAX = "fax", _("Fax")
        EMAIL = "email", _("E-mail")
        WEBSITE = "website", _("Website")
        MESSAGING = "messaging", _("Messaging")
        OTHER = "other", _("Other")

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="channels")
    kind = models.CharField(_("type"), max_length=10, choices=Kind)
    label = text(_("label"), 30)
    value = models.CharField(_("value"), max_length=255)
    normal = KeyField(max_length=255)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ("kind", "position", "id")
        constraints = [CheckConstraint(condition=~Q(value=""), name="channel_filled")]
        indexes = [models.Index(fields=["normal"], name="channel_by_normal")]

    def __str__(self) -> str:
        return self.value

    def known_as(self, column: str) -> str:
        """The field of the card that a column of this row is: its kind for the value itself."""
        return self.kind if column == "value" else f"{self.kind}.{column}"


class Comment(models.Model):
    """A note on a card. `date` is blank for further lines of one day, as on paper."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="comments")
    date = models.DateField(_("date"), null=True, blank=True)
    code = text(_("code"), 10)
    text = models.TextField(_("comment"), max_length=LONGEST)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ("id",)

    def __str__(self) -> str:
        return self.text[:40]


# A person's company name and place in the list are his company's doing.
DERIVED = ("business_relation", "company_name", "list_key")
track(Contact, card="id", untracked=("version", "modified_at"), derived=DERIVED)
track(Channel, card="contact_id")
track(Comment, card="contact_id")
