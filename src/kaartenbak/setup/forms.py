"""The forms of the setup; those of a code table are made from its line in `tables.py`."""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from kaartenbak.setup import queries, switches
from kaartenbak.setup.models import CodeTable, Country, Language, Postcode, SalutationFormula, Setup
from kaartenbak.setup.rules import formulas
from kaartenbak.setup.rules.fields import Field, Flag, Lines, Text, Whole, capitalized
from kaartenbak.setup.tables import CodeTableSpec, of
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.shared import SharedForm
from kaartenbak.web.widgets import Combobox


class LinesField(forms.CharField):
    """A list of texts, a line each."""

    widget = forms.Textarea

    def prepare_value(self, value: Any) -> Any:
        """The lines as the text area shows them."""
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """The lines that hold something."""
        return [line.strip() for line in str(value or "").splitlines() if line.strip()]


def text_field(field: Text) -> forms.Field:
    return forms.CharField(label=capitalized(field.label), required=False)


def flag_field(field: Flag) -> forms.Field:
    return forms.BooleanField(label=capitalized(field.label), required=False)


def whole_field(field: Whole) -> forms.Field:
    return forms.IntegerField(label=capitalized(field.label), initial=field.low)


def lines_field(field: Lines) -> forms.Field:
    hint = _("One on each line: # for a digit, @ for a letter, ? for anything.")
    return LinesField(label=capitalized(field.label), required=False, help_text=hint)


KINDS: dict[str, Callable[[Any], forms.Field]] = {
    Text.kind: text_field,
    Flag.kind: flag_field,
    Whole.kind: whole_field,
    Lines.kind: lines_field,
}


def form_field(field: Field) -> forms.Field:
    """The form's field for one field of a code table."""
    return KINDS[field.kind](field)


def code_form(spec: CodeTableSpec) -> type[SharedForm]:
    """The form of one table: code, description, and its own fields."""
    code = forms.CharField(
        label=_("Code"), widget=forms.TextInput(attrs={"class": "code", "autocomplete": "off"})
    )
    fields = {field.name: form_field(field) for field in spec.all_fields}
    return type("CodeForm", (SharedForm,), {"code": code, **fields})


def values_of(spec: CodeTableSpec, row: CodeTable) -> dict[str, Any]:
    """What the form of a row holds."""
    return {name: getattr(row, name) for name in ("code", *(field.name for field in spec.all_fields))}


def name_of(model: type[CodeTable], code: str) -> str:
    """How a combobox shows the present code: with its description."""
    row = queries.by_code(model, code)
    return f"{row.code} · {row.description}" if row and row.description else code


def code_field(model: type[CodeTable], label: Any, **options: Any) -> forms.CharField:
    """A field for a code of `model`, chosen by typing."""
    box = Combobox(f"setup:{of(model).name}-choices", partial(name_of, model))
    return forms.CharField(label=label, required=False, widget=box, **options)


class RemovalForm(OperationForm):
    """What takes the place of a code that goes."""

    replace_by = forms.CharField(label=_("Replace by"), required=False)

    def __init__(self, *args: Any, model: type[CodeTable], **kwargs: Any) -> None:
        self.model = model
        super().__init__(*args, **kwargs)
        box = Combobox(f"setup:{of(model).name}-choices", partial(name_of, model))
        self.fields["replace_by"].widget = box
        box.attrs["class"] = "control"

    def arguments(self) -> dict[str, Any]:
        """The code as a row."""
        code = self.cleaned_data["replace_by"]
        return {"replace_by": queries.code_or_refuse(self.model, code, "replace_by")}


class PostcodeForm(SharedForm):
    """A place with its postcode."""

    code = forms.CharField(label=_("Postcode"))
    city = forms.CharField(label=_("City"))
    county = forms.CharField(label=_("County"), required=False)
    country = code_field(Country, _("Country"))

    def arguments(self) -> dict[str, Any]:
        """The country as a row; it cannot be left out."""
        values = self.merged()
        code = values["country"] or queries.the_setup().home_country
        return values | {"country": queries.code_or_refuse(Country, code, "country")}

    @staticmethod
    def values_of(row: Postcode) -> dict[str, Any]:
        """What the form of a place holds."""
        return {"code": row.code, "city": row.city, "county": row.county, "country": row.country.code}


class LoadForm(forms.Form):
    """A file with postcodes."""

    file = forms.FileField(label=_("File"))


NAME_LABELS = {
    "job_title": _("Job title"),
    "first_name": _("First name"),
    "middle_name": _("Middle name"),
    "surname": _("Surname"),
    "initials": _("Initials"),
    "company_name": _("Company name"),
}


def gap_field(number: int) -> forms.ChoiceField:
    return forms.ChoiceField(label=f"%{number}", required=False, choices=[("", "–"), *NAME_LABELS.items()])


class FormulaForm(SharedForm):
    """A greeting: its text with gaps, and the name that fills each gap."""

    language = code_field(
        Language, _("Language"), help_text=_("Blank: for all languages without one of their own.")
    )
    type = forms.ChoiceField(label=_("Type"), choices=SalutationFormula.Type.choices)
    text = forms.CharField(
        label=_("Text"), required=False, help_text=_("%1 to %5 stand for the names below.")
    )
    name_1 = gap_field(1)
    name_2 = gap_field(2)
    name_3 = gap_field(3)
    name_4 = gap_field(4)
    name_5 = gap_field(5)

    @property
    def gaps(self) -> list[forms.BoundField]:
        """The fields of the names, in order."""
        return [self[f"name_{number}"] for number in range(1, formulas.MOST_NAMES + 1)]

    def arguments(self) -> dict[str, Any]:
        """The language as a row, the names as a list."""
        given = self.merged()
        return {
            "language": queries.code_or_refuse(Language, given["language"], "language"),
            "type": given["type"],
            "text": given["text"],
            "names": [given[f"name_{number}"] for number in range(1, formulas.MOST_NAMES + 1)],
        }

    @staticmethod
    def values_of(row: SalutationFormula) -> dict[str, Any]:
        """What the form of a formula holds."""
        filled = [*row.names, *[""] * formulas.MOST_NAMES]
        names = {f"name_{number}": filled[number - 1] for number in range(1, formulas.MOST_NAMES + 1)}
        language = row.language.code if row.language else ""
        return {"language": language, "type": row.type, "text": row.text, **names}


TAGS = _("For example nl-BE.")
OTHER_FIELDS: dict[str, Callable[[Any], forms.Field]] = {
    "default_format_region": lambda label: forms.CharField(label=label, required=False, help_text=TAGS),
    "default_correspondence_type": lambda label: forms.ChoiceField(
        label=label, required=False, choices=[("", "–"), ("letter", _("Letter")), ("email", _("E-mail"))]
    ),
    "duplicates_hit_percentage": lambda label: forms.IntegerField(label=label),
    "home_country": lambda label: code_field(Country, label),
}
SECTIONS: tuple[tuple[str, Any, Any], ...] = (
    (
        "inheritance",
        _("Inheritance"),
        _(
            "What people take over from their company, and keep following until they get a value of their own."
        ),
    ),
    (
        "defaults",
        _("Defaults"),
        _("What a new contact gets where nothing else is given or inherited."),
    ),
    ("number_series", _("Number series"), _("Where new contacts get their numbers from.")),
    ("duplicates", _("Duplicates"), _("How companies that are there twice are found.")),
)
ADDRESSES = (_("Names and addresses"), _("How names are split and addresses are read."))


# The form is made once, for readers of every language.
label_of = lazy(capitalized, str)
LABELS = {column.name: column.verbose_name for column in Setup._meta.concrete_fields}


def setup_field(column: str) -> forms.Field:
    """The form's field for one column of the setup."""
    label = label_of(LABELS[column])
    if column in switches.CODES:
        return code_field(switches.CODES[column], label)
    make = OTHER_FIELDS.get(column)
    return make(label) if make else forms.BooleanField(label=label, required=False)


def shown_columns() -> dict[str, list[str]]:
    """The columns on the page, by section."""
    groups = {group.name: list(group.columns.values()) for group in switches.GROUPS}
    return {name: groups[name] for name, _title, _text in SECTIONS} | {"": list(switches.ALONE)}


@cache
def setup_form() -> type["SwitchesForm"]:
    """The form of the one record of switches and defaults."""
    columns = [column for group in shown_columns().values() for column in group]
    return type("SetupForm", (SwitchesForm,), {column: setup_field(column) for column in columns})


class SwitchesForm(SharedForm):
    """Hands on what was changed only, so that switches that take each other along may do so."""

    def sections(self) -> list[dict[str, Any]]:
        """The fields by section, each with its title and what it is about."""
        titles = {name: (title, text) for name, title, text in SECTIONS} | {"": ADDRESSES}
        return [
            {
                "title": titles[name][0],
                "text": titles[name][1],
                "fields": [self[column] for column in columns],
            }
            for name, columns in shown_columns().items()
        ]

    @staticmethod
    def values_of(setup: Setup) -> dict[str, Any]:
        """What the form holds: codes as text."""
        columns = [column for group in shown_columns().values() for column in group]
        values = {column: getattr(setup, column) for column in columns}
        return {column: plain(value) for column, value in values.items()}


def plain(value: Any) -> Any:
    return value.code if isinstance(value, CodeTable) else "" if value is None else value
