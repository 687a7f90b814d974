"""The fields of a contact in one table, for forms, endpoints, the sentences of the history and imports.

Names are those of the REST contract, with the parts of the address flat beside the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.refusals import Refusals, Refused


class Kind(StrEnum):
    """What a field's value is, and so how it is typed, kept, shown and compared."""

    TEXT = "text"
    CODE = "code"
    REFERENCE = "reference"
    CHOICE = "choice"
    PHONE = "phone"
    EMAILS = "emails"
    EMAIL = "email"
    WEBSITE = "website"
    BIRTHDAY = "birthday"
    FLAG = "flag"


class Who(StrEnum):
    """The three sorts of contact that a field may apply to."""

    COMPANY = "company"
    PERSON = "person"  # with an employer
    INDEPENDENT = "independent"


ALL = frozenset(Who)
PEOPLE = frozenset({Who.PERSON, Who.INDEPENDENT})
COMPANIES = frozenset({Who.COMPANY})
IN_BUSINESS = frozenset({Who.COMPANY, Who.INDEPENDENT})


@dataclass(frozen=True)
class Field:
    """One field: its name everywhere, its label, its longest value and who has it.

    `to` names the table that a reference points to; `choices` the values that a choice may have.
    """

    name: str
    label: Promise
    kind: Kind = Kind.TEXT
    longest: int = 0
    applies_to: frozenset[Who] = ALL
    to: str = ""
    choices: tuple[tuple[str, Promise], ...] = ()
    # Kept by the system; shown, but not typed.
    derived: bool = False

    @property
    def title(self) -> str:
        """The label as a form or a sentence begins with it, in the present language."""
        shown = str(self.label)
        return shown[:1].upper() + shown[1:]


def text(name: str, label: Promise, longest: int, applies_to: frozenset[Who] = ALL) -> Field:
    return Field(name, label, Kind.TEXT, longest, applies_to)


def code(name: str, label: Promise, longest: int, applies_to: frozenset[Who] = ALL) -> Field:
    return Field(name, label, Kind.CODE, longest, applies_to)


def reference(
    name: str, label: Promise, longest: int, to: str = "", applies_to: frozenset[Who] = ALL
) -> Field:
    return Field(name, label, Kind.REFERENCE, longest, applies_to, to or name)


def flag(name: str, label: Promise) -> Field:
    return Field(name, label, Kind.FLAG)


KINDS = (
    ("company", _("Company")),
    ("person", _("Person")),
)
CORRESPONDENCE = (("letter", _("Letter")), ("email", _("E-mail")))

TABLE = (
    code("number", _("number"), 20),
    Field("kind", _("type"), Kind.CHOICE, choices=KINDS),
    text("name", _("name"), 100),
    text("name_2", _("name 2"), 50),
    code("search_name", _("search name"), 100),
    text("first_name", _("first name"), 30, PEOPLE),
    text("middle_name", _("middle name"), 30, PEOPLE),
    text("surname", _("surname"), 30, PEOPLE),
    text("initials", _("initials"), 30, PEOPLE),
    text("job_title", _("job title"), 30, PEOPLE),
    Field("birthday", _("birthday"), Kind.BIRTHDAY, 10, PEOPLE),
    reference("salutation", _("salutation"), 11),
    reference("company", _("company"), 20, "contact", PEOPLE),
    Field("company_name", _("company name"), Kind.TEXT, 100, derived=True),
    text("street", _("address"), 100),
    text("street_2", _("address 2"), 50),
    text("postcode", _("postcode"), 20),
    text("city", _("city"), 30),
    text("county", _("county"), 30),
    reference("country", _("country"), 10),
    Field("phone", _("Phone"), Kind.PHONE, 30),
    Field("mobile", _("Mobile"), Kind.PHONE, 30),
    text("extension", _("extension"), 30),
    text("fax", _("Fax"), 30),
    Field("email", _("E-mail"), Kind.EMAILS, 80),
    Field("email_2", _("E-mail 2"), Kind.EMAIL, 80),
    Field("website", _("Website"), Kind.WEBSITE, 255),
    reference("salesperson", _("salesperson"), 20),
    reference("territory", _("territory"), 11),
    reference("language", _("language"), 11),
    text("format_region", _("format region"), 80),
    reference("currency", _("currency"), 10, applies_to=COMPANIES),
    text("vat_number", _("VAT number"), 20, IN_BUSINESS),
    text("registration_number", _("registration number"), 20, COMPANIES),
    text("enterprise_number", _("enterprise number"), 50, IN_BUSINESS),
    reference("organizational_level", _("organizational level"), 11, applies_to=PEOPLE),
    Field("correspondence_type", _("correspondence type"), Kind.CHOICE, 10, choices=CORRESPONDENCE),
    flag("exclude_from_segments", _("exclude from segments")),
    code("external_id", _("external ID"), 20),
    flag("privacy_blocked", _("privacy blocked")),
    flag("minor", _("minor")),
    flag("parental_consent", _("parental consent received")),
)

FIELDS = {field.name: field for field in TABLE}
NOT_FOR = {who: tuple(field.name for field in TABLE if who not in field.applies_to) for who in Who}
NOT_FOR_ANY = {who: frozenset(names) for who, names in NOT_FOR.items()}
REFERENCES = tuple(field for field in TABLE if field.kind is Kind.REFERENCE)


def who_is(kind: str, company: object) -> Who:
    """Which of the three sorts a contact of `kind` with (or without) a `company` is."""
    if kind == "company":
        return Who.COMPANY
    return Who.PERSON if company else Who.INDEPENDENT


def check_length(name: str, value: str) -> None:
    """Refuse a `value` that is longer than its field; of several e-mail addresses each one counts."""
    field = FIELDS[name]
    if not field.longest or len(value) <= field.longest:
        return
    lengths = [len(part.strip()) for part in (value.split(";") if field.kind is Kind.EMAILS else [value])]
    if max(lengths) > field.longest:
        key = "registration_no.too_long" if name == "registration_number" else "value.too_long"
        raise Refused(key, field=name, field_label=field.title, limit=field.longest, length=max(lengths))


def check_applies(values: Mapping[str, Any], who: Who) -> None:
    """Refuse values that a contact of this sort cannot have; blank ones are no values."""
    refusals = Refusals()
    for name in misplaced(values, who):
        key = (
            "contact.must_be_company" if FIELDS[name].applies_to <= IN_BUSINESS else "contact.must_be_person"
        )
        refusals.add(key, name, field_label=FIELDS[name].title, value=values[name])
    refusals.raise_any()


def misplaced(values: Mapping[str, Any], who: Who) -> list[str]:
    """The names of the filled values that a contact of this sort cannot have, in the order of the table."""
    if NOT_FOR_ANY[who].isdisjoint(values):
        return []
    return [name for name in NOT_FOR[who] if values.get(name)]
