"""The forms of what goes out, and of files that come in."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kaartenbak.exchange.formats.table.columns import COLUMNS
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops.planning import Choices
from kaartenbak.exchange.queries import Preview
from kaartenbak.exchange.queries.previews import KEPT
from kaartenbak.exchange.rules.layout import DECIMALS, DELIMITERS, QUOTES, Layout
from kaartenbak.exchange.rules.plan import MATCHES, Mode
from kaartenbak.web.forms import Dressed, OperationForm
from kaartenbak.web.widgets import DateInput

Choice = list[tuple[str, Any]]
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayForm(Dressed, forms.Form):
    """The day on which letters arrive."""

    on = forms.DateField(
        label=_("Address that holds on"),
        widget=DateInput,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )


MODES = (
    (Mode.CREATE, _("Only make new contacts; leave those that are there alone")),
    (Mode.UPSERT, _("Make new contacts, and give those that are there the values of the file")),
    (Mode.FILL, _("Fill only what is blank on contacts that are there")),
    (Mode.UPDATE, _("Only give contacts that are there the values of the file")),
)
WAYS = {
    "number": _("number"),
    "uid": _("UID"),
    "external_id": _("external ID"),
    "vat_number": _("VAT number or enterprise number"),
    "email": _("e-mail address"),
    "name": _("name and company"),
}
SIGNS = (
    ("", _("Recognised")),
    (DELIMITERS["semicolon"], _("Semicolon")),
    (DELIMITERS["comma"], _("Comma")),
    (DELIMITERS["tab"], _("Tab")),
    (DELIMITERS["bar"], _("Bar")),
)
MARKS = (
    ("", _("Recognised")),
    (QUOTES["double"], _("Quotation marks")),
    (QUOTES["single"], _("Apostrophes")),
    (QUOTES["none"], _("Nothing")),
)
ENCODINGS = (
    ("", _("Recognised")),
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows-1252"),
    ("iso8859-1", "Latin-1"),
    ("cp850", "DOS (850)"),
    ("utf-16-le", "UTF-16"),
    ("utf-16-be", "UTF-16 BE"),
)
POINTS = (
    ("", _("Recognised")),
    (DECIMALS["comma"], _("Comma (1.234,5)")),
    (DECIMALS["point"], _("Point (1,234.5)")),
)
DAYS = (("", _("Recognised")), ("day", _("Day (31/12/1980)")), ("month", _("Month (12/31/1980)")))
READING = ("sheet", "delimiter", "quote", "encoding", "header", "decimal", "dates")
MOST_FIXED = 20


class FileForm(Dressed, forms.Form):
    """A file, or rows that were copied."""

    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("CSV, Excel (.xlsx), vCard or JSON, up to 500 MB; dropping it on this page will do"),
        widget=forms.FileInput(attrs={"data-drop": True}),
    )
    pasted = forms.CharField(
        label=_("Or paste rows here"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2_000_000,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("file") and not cleaned.get("pasted"):
            self.add_error("file", forms.ValidationError(_("Choose a file, or paste rows.")))
        return cleaned


class NameForm(OperationForm):
    """What saved choices are called."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput({"autofocus": True}))


class ChoicesForm(OperationForm):
    """Where the columns go, and what becomes of contacts that are there."""

    mode = forms.ChoiceField(label=_("What to do"), choices=MODES)
    match = forms.MultipleChoiceField(
        label=_("Contacts are found by"),
        choices=[(name, WAYS[name]) for name in MATCHES],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sheet = forms.ChoiceField(label=_("Sheet"), required=False)
    delimiter = forms.ChoiceField(label=_("Separator"), choices=SIGNS, required=False)
    quote = forms.ChoiceField(label=_("Cells stand between"), choices=MARKS, required=False)
    encoding = forms.ChoiceField(label=_("Character set"), choices=ENCODINGS, required=False)
    header = forms.IntegerField(label=_("Line of the headings"), min_value=0, max_value=1_000, required=False)
    decimal = forms.ChoiceField(label=_("Sign before decimals"), choices=POINTS, required=False)
    dates = forms.ChoiceField(label=_("First in a date"), choices=DAYS, required=False)

    def __init__(self, *args: Any, record: Import, preview: Preview) -> None:
        self.record, self.preview = record, preview
        super().__init__(*args, initial=said_of(record, preview))
        targets = targets_in((get_language() or "en")[:2])
        self._offer_columns(targets)
        self._offer_fixed(targets)
        self._leave_out()

    def _offer_columns(self, targets: Choice) -> None:
        """Where each column may go."""
        self.fields["sheet"].choices = [(name, name) for name in self.preview.sheets]  # type: ignore[attr-defined]
        known = {value for value, _label in targets} | {"", KEPT}
        for place, column in enumerate(self.preview.columns):
            own = [(column.target, column.target)] if column.target not in known else []
            choices = [(KEPT, _("Keep as a comment")), ("", _("Leave out")), *own, *targets]
            self._choose(f"column-{place}", column.name, choices, column.target)
        for name, found in self.preview.found.items():
            field: Any = self.fields[name]
            words = dict(field.choices)
            field.choices = [("", f"{words['']} ({words.get(found, found)})"), *list(field.choices)[1:]]

    def _offer_fixed(self, targets: Choice) -> None:
        """The values that every row has, and room for one more."""
        fixed = Layout.of(self.record.layout).fixed
        self.places = range(min(len(fixed) + 1, MOST_FIXED) if self.preview.columns else 0)
        for place, (name, value) in zip(self.places, [*fixed.items(), ("", "")], strict=False):
            self._choose(f"fixed_field_{place}", _("Every row has"), [("", "–"), *targets], name)
            self.fields[f"fixed_value_{place}"] = forms.CharField(
                label=_("with the value"), required=False, max_length=200, initial=value
            )
            self.fields[f"fixed_value_{place}"].widget.attrs["class"] = "control"

    def _choose(self, name: str, label: Any, choices: Choice, initial: str) -> None:
        field = forms.ChoiceField(label=label, choices=choices, initial=initial, required=False)
        field.widget.attrs["class"] = "select"
        self.fields[name] = field

    def _leave_out(self) -> None:
        """Do not ask what the file does not have."""
        gone = set() if self.record.format == "csv" else {"delimiter", "quote", "encoding", "decimal"}
        gone |= set() if len(self.preview.sheets) > 1 else {"sheet"}
        gone |= set() if self.preview.columns else {"header", "dates"}
        for name in gone:
            del self.fields[name]

    @property
    def columns(self) -> list[tuple[Any, Any]]:
        """Each column with the field that says where it goes."""
        return [(column, self[f"column-{place}"]) for place, column in enumerate(self.preview.columns)]

    @property
    def reading(self) -> list[Any]:
        """How the file is to be read."""
        return [self[name] for name in READING if name in self.fields]

    @property
    def fixed(self) -> list[Any]:
        """The values that every row has: field and value by turns."""
        return [self[f"fixed_{part}_{place}"] for place in self.places for part in ("field", "value")]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        told = {name: said.get(name, "") for name in ("encoding", "delimiter", "quote", "decimal", "dates")}
        pairs = [(said[f"fixed_field_{place}"], said[f"fixed_value_{place}"]) for place in self.places]
        fixed = {name: value for name, value in pairs if name and value}
        layout = Layout(sheet=self._sheet(), header=self._header(), fixed=fixed, **told)
        match = tuple(name for name in MATCHES if name in said["match"])
        return {"choices": Choices(Mode(said["mode"]), match, self._mapping(layout), layout)}

    def _header(self) -> int:
        """The line of the headings, where it is not the one that was found."""
        wanted: int = self.cleaned_data.get("header") or 0
        found = wanted == self.preview.header_line and not Layout.of(self.record.layout).header
        return 0 if found else wanted

    def _sheet(self) -> str:
        """The sheet, where it is not the one that was found."""
        wanted: str = self.cleaned_data.get("sheet", "")
        found = wanted == self.preview.sheet and not Layout.of(self.record.layout).sheet
        return "" if found else wanted

    def _mapping(self, layout: Layout) -> dict[str, str | None]:
        """What was chosen for columns, beside what was chosen before; nothing when the table is read in another way."""
        before = Layout.of(self.record.layout)
        if any(
            getattr(before, name) != getattr(layout, name)
            for name in ("sheet", "encoding", "delimiter", "header", "quote")
        ):
            return {}
        chosen = {
            column.name: self.cleaned_data[f"column-{place}"]
            for place, column in enumerate(self.preview.columns)
            if self.cleaned_data[f"column-{place}"] != column.target
        }
        kept: dict[str, str | None] = self.record.mapping
        return kept | {name: None if each == KEPT else each for name, each in chosen.items()}


def targets_in(language: str) -> Choice:
    """Where a column may go, in the words of a language."""
    return [(str(each.target), each.heading(language)) for each in COLUMNS if each.target.field]


def said_of(record: Import, preview: Preview) -> dict[str, Any]:
    """What was chosen so far."""
    layout = Layout.of(record.layout).as_dict()
    return layout | {
        "mode": record.mode,
        "match": record.match,
        "sheet": preview.sheet,
        "header": preview.header_line,
    }
