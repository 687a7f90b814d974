"""The forms of a card, made from the table of its fields."""

from collections.abc import Iterable
from functools import cache, partial
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.desk import TABLES
from kaartenbak.contacts.rules.address_fields import FIELDS as ADDRESS_FIELDS
from kaartenbak.contacts.rules.fields import FIELDS, Field, Kind
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.forms import name_of
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.shared import SharedForm
from kaartenbak.web.widgets import Combobox, DateInput, PhoneInput, Suggested


def company_name(number: str) -> str:
    """How a field for a company shows the present one."""
    return Contact.objects.filter(number=number).values_list("name", flat=True).first() or number


def combobox(field: Field) -> Combobox:
    """The widget of a reference."""
    if field.to == "contact":
        return Combobox("search:company-choices", company_name)
    view = f"setup:{field.to.replace('_', '-')}-choices"
    return Combobox(view, partial(name_of, TABLES[field.to]))


SUGGESTED = {"postcode": "contacts:postcode-choices", "city": "contacts:city-choices"}


def widget_of(field: Field) -> forms.Widget:
    """How a field is typed."""
    if field.kind is Kind.REFERENCE:
        return combobox(field)
    if field.kind is Kind.CHOICE:
        return forms.Select(choices=[("", "–"), *field.choices])
    if field.kind is Kind.PHONE:
        return PhoneInput()
    if field.name in SUGGESTED:
        return Suggested(SUGGESTED[field.name])
    modes = {Kind.EMAIL: "email", Kind.EMAILS: "email", Kind.WEBSITE: "url"}
    attributes = {"inputmode": modes[field.kind]} if field.kind in modes else {}
    return forms.TextInput({"autocomplete": "off", **attributes})


HINTS = {
    "birthday": _("Year, month, day: 1980-03-31; or --03-31 when the year is not known."),
    "email": _("Several addresses are parted by a semicolon."),
}


# Forms are made once, for readers of every language.
def title(field: Field) -> str:
    """The label of a field in the language of the reader."""
    return field.title


title_of = lazy(title, str)


def form_field(name: str, **options: Any) -> forms.Field:
    """The form's field for one field of the card. Its rules are those of the operation, so it asks for nothing itself."""
    if FIELDS[name].kind is Kind.FLAG:
        return forms.BooleanField(label=title_of(FIELDS[name]), required=False, **options)
    return text_field(FIELDS[name], help_text=HINTS.get(name, ""), **options)


def text_field(field: Field, **options: Any) -> forms.Field:
    """A field whose value is typed."""
    return forms.CharField(label=title_of(field), required=False, widget=widget_of(field), **options)


class CardForm(SharedForm):
    """Fields of a card that are edited together."""

    def arguments(self) -> dict[str, Any]:
        """The operation takes the values together."""
        return {"values": self.typed()}


@cache
def card_form(names: tuple[str, ...]) -> type[CardForm]:
    """The form of these fields of a card."""
    fields = {name: form_field(name) for name in names}
    return type("FieldsForm", (CardForm,), fields)


PURPOSE = _("What it is for: home, reception, invoices.")
KINDS_OF_CHANNEL = tuple(Channel.Kind.choices)


class ChannelForm(SharedForm):
    """A number or address, with what it is for."""

    value = forms.CharField(label=_("Number or address"), required=False)
    label = forms.CharField(label=_("Label"), required=False, help_text=PURPOSE)


class NewChannelForm(OperationForm):
    """One more number or address of any kind."""

    value = forms.CharField(label=_("Number or address"), required=False)
    label = forms.CharField(label=_("Label"), required=False, help_text=PURPOSE)
    kind = forms.ChoiceField(label=_("Type"), choices=KINDS_OF_CHANNEL)
    field_order = ("kind", "value", "label")


class NewCommentForm(OperationForm):
    """One more note."""

    text = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))


class CommentForm(SharedForm):
    """A note on a card."""

    text = forms.CharField(label=_("Comment"), required=False, widget=forms.Textarea({"rows": 2}))


class PeriodFields(forms.Form):
    """When an address holds."""

    starts = forms.DateField(label=_("From"), required=False, widget=DateInput)
    ends = forms.DateField(
        label=_("Up to and including"), required=False, widget=DateInput, help_text=_("Blank: from then on.")
    )
    yearly = forms.BooleanField(label=_("Every year on the same days"), required=False)


class NewPeriodForm(PeriodFields, OperationForm):
    """One more period of an address."""


class PeriodForm(PeriodFields, CardForm):
    """A period of an address."""


# Shown at once; the other fields of an address wait below until they are asked for.
USUAL = ("code", "company_name", "street", "street_2", "postcode", "city", "country", "phone", "email")


class AddressParts(forms.Form):
    """An alternative address, whose fields come from the table of them."""

    @property
    def usual(self) -> list[forms.BoundField]:
        """The fields that most addresses have."""
        return [self[name] for name in USUAL]

    @property
    def others(self) -> list[forms.BoundField]:
        """The fields that few have."""
        return [self[name] for name in ADDRESS_FIELDS if name not in USUAL]

    @property
    def opened(self) -> bool:
        """Whether one of those is filled or wrong, so that it must be seen."""
        return any(field.value() or field.errors for field in self.others)


class FirstPeriod(AddressParts, PeriodFields, OperationForm):
    """A new alternative address with its first period."""

    def arguments(self) -> dict[str, Any]:
        """The fields of the address together, the period beside them."""
        data = self.cleaned_data
        values = {name: data[name] for name in ADDRESS_FIELDS if data[name]}
        return {"values": values} | {name: data[name] for name in PeriodFields.base_fields}


PARTS_OF_ADDRESS = {name: text_field(field) for name, field in ADDRESS_FIELDS.items()}
AddressForm: type[CardForm] = type("AddressForm", (AddressParts, CardForm), dict(PARTS_OF_ADDRESS))
NewAddressForm: type[FirstPeriod] = type("NewAddressForm", (FirstPeriod,), dict(PARTS_OF_ADDRESS))


class PictureForm(OperationForm):
    """A picture for the card."""

    image = forms.FileField(
        label=_("Picture"),
        help_text=_("JPEG, PNG, WebP or GIF, at most 10 MB."),
        widget=forms.FileInput({"accept": "image/*"}),
    )

    def arguments(self) -> dict[str, Any]:
        """The operation takes the bytes."""
        return {"data": self.cleaned_data["image"].read()}


class RemovalForm(OperationForm):
    """What becomes of the people of a company that is deleted."""

    people = forms.ChoiceField(
        label=_("Its people"),
        choices=[("delete", _("Delete them as well")), ("keep", _("Keep them, as independent contacts"))],
        widget=forms.RadioSelect,
        initial="delete",
        required=False,
    )

    def arguments(self) -> dict[str, Any]:
        """Who is not asked loses nobody."""
        return {"people": self.cleaned_data["people"] or "delete"}


NEW_COMPANY = (
    "name", "phone", "email", "website", "street", "street_2", "postcode", "city", "country", "language",
    "vat_number", "enterprise_number", "salesperson",
)  # fmt: skip
NEW_PERSON = (
    "name", "company", "job_title", "salutation", "phone", "mobile", "email", "street", "street_2", "postcode", "city",
    "country", "language", "salesperson",
)  # fmt: skip


class NewCardForm(OperationForm):
    """A new card: the fields that most cards have; the others are filled in on the card itself."""

    number = form_field("number")
    kind = ""

    def arguments(self) -> dict[str, Any]:
        """What is blank is left to inheritance and defaults."""
        return {
            "values": {"kind": self.kind}
            | {name: value for name, value in self.cleaned_data.items() if value}
        }


@cache
def new_card_form(kind: str) -> type[NewCardForm]:
    """The form for a new company or a new person."""
    names = NEW_COMPANY if kind == Contact.Kind.COMPANY else NEW_PERSON
    fields: dict[str, Any] = {name: form_field(name) for name in names}
    fields["name"].widget.attrs["autofocus"] = True
    return type("NewCardForm", (NewCardForm,), {"kind": kind, "field_order": (*names, "number"), **fields})


class QuickForm(OperationForm):
    """A card from two or three fields; more can wait."""

    name = form_field("name")
    reach = forms.CharField(label=_("Phone or e-mail"), required=False)
    company = form_field("company")
    kind = forms.ChoiceField(
        label=_("Type"),
        choices=list(reversed(Contact.Kind.choices)),
        widget=forms.RadioSelect,
        initial="person",
    )

    def arguments(self) -> dict[str, Any]:
        """What holds an @ is an e-mail address; who has a company is a person."""
        data = self.cleaned_data
        person = data["kind"] == Contact.Kind.PERSON
        values = {"name": data["name"], "kind": data["kind"]}
        values |= {"email" if "@" in data["reach"] else "phone": data["reach"]} if data["reach"] else {}
        return {"values": values | ({"company": data["company"]} if person and data["company"] else {})}

    def show(self, refusal: Refused) -> None:
        """The phone and the e-mail address share a box."""
        for each in refusal.all:
            each.field = "reach" if each.field in ("phone", "email") else each.field
        super().show(refusal)


def names(fields: Iterable[Field]) -> tuple[str, ...]:
    """The names of fields."""
    return tuple(field.name for field in fields)
