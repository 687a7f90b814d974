"""Alternative addresses of a contact, and the calendar that says when each of them holds."""

from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.columns import KeyField
from kaartenbak.contacts.models.contact import Contact, reference, text
from kaartenbak.history.registry import track
from kaartenbak.history.rows import QuickRow


class AlternativeAddress(QuickRow):
    """Where a contact is found for a while: a holiday house, a branch, a stand at a fair.

    Texts stay as typed; the columns that end in `_normal`, and `postcode_key`, are their normal forms.
    """

    # The unique constraints below are the indexes by contact.
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="alternative_addresses", db_index=False
    )
    code = KeyField(_("code"), max_length=11, blank=False, editable=True)
    company_name = text(_("company name"), 100)
    company_name_2 = text(_("company name 2"), 50)
    street = text(_("address"), 100)
    street_2 = text(_("address 2"), 50)
    postcode = text(_("postcode"), 20)
    city = text(_("city"), 30)
    county = text(_("county"), 30)
    country = reference("setup.Country", _("country"), related="alternative_addresses")
    phone = text(_("Phone"), 30)
    mobile = text(_("Mobile"), 30)
    fax = text(_("Fax"), 30)
    extension = text(_("extension"), 30)
    email = text(_("E-mail"), 80)
    website = text(_("Website"), 255)

    postcode_key = KeyField(max_length=20)
    phone_normal = KeyField(max_length=255)
    mobile_normal = KeyField(max_length=255)
    fax_normal = KeyField(max_length=255)
    email_normal = KeyField(max_length=255)

    class Meta:
        verbose_name = _("alternative address")
        verbose_name_plural = _("alternative addresses")
        ordering = ("code",)
        constraints = [
            UniqueConstraint(fields=["contact", "code"], name="alternative_address_code_once"),
            CheckConstraint(condition=~Q(code=""), name="alternative_address_coded"),
        ]

    def __str__(self) -> str:
        return self.code


class AddressRange(QuickRow):
    """A time in which one of a contact's alternative addresses holds, both days included; without `ends`, from then on.

    A `yearly` one holds again on the same days of every later year. `contact` is the address's own, here once more so that
    the database can keep two ranges of one contact from starting on the same day.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, related_name="address_ranges", db_index=False
    )
    address = models.ForeignKey(AlternativeAddress, on_delete=models.PROTECT, related_name="ranges")
    starts = models.DateField(_("starting date"))
    ends = models.DateField(_("ending date"), null=True, blank=True)
    yearly = models.BooleanField(_("every year"), default=False)

    class Meta:
        verbose_name = _("date range")
        verbose_name_plural = _("date ranges")
        ordering = ("starts",)
        constraints = [
            UniqueConstraint(fields=["contact", "starts"], name="address_range_starts_once"),
            CheckConstraint(condition=Q(ends=None) | Q(ends__gte=F("starts")), name="address_range_in_order"),
        ]

    def __str__(self) -> str:
        ends = self.ends.isoformat() if self.ends else ""
        return f"{self.starts.isoformat()} – {ends}".strip()


track(AlternativeAddress, card="contact_id")
track(AddressRange, card="contact_id")
