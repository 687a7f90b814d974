"""The forms of what goes out, and of files that come in."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kaartenbak.exchange.formats.table.columns import COLUMNS
from kaartenbak.exchange.formats.table.layout import DELIMITERS, Layout
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops.planning import Choices
from kaartenbak.exchange.queries import Preview
from kaartenbak.exchange.rules.plan import MATCHES, Mode
from kaartenbak.web.forms import Dressed, OperationForm
from kaartenbak.web.widgets import DateInput

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayForm(Dressed, forms.Form):
    """The day on which letters arrive."""

    on = forms.DateField(
        label=_("Address that holds on"),
        widget=DateInput,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )


KEPT = "-"
MODES = (
    (Mode.CREATE, _("Only make new contacts; leave those that are there alone")),
    (Mode.UPSERT, _("Make new contacts, and give those that are there the values of the file")),
    (Mode.FILL, _("Fill only what is blank on contacts that are there")),
    (Mode.UPDATE, _("Only give contacts that are there the values of the file")),
)
WAYS = {"number": _("number"), "uid": _("UID"), "external_id": _("external ID"), "email": _("e-mail address")}
SIGNS = (
    ("", _("Recognised")),
    (DELIMITERS["semicolon"], _("Semicolon")),
    (DELIMITERS["comma"], _("Comma")),
    (DELIMITERS["tab"], _("Tab")),
    (DELIMITERS["bar"], _("Bar")),
)
ENCODINGS = (("", _("Recognised")), ("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("cp850", "DOS (850)"))


class FileForm(Dressed, forms.Form):
    """A file, or rows that were copied."""

    file = forms.FileField(
        label=_("File"), required=False, help_text=_("CSV, Excel (.xlsx) or vCard, up to 500 MB")
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
    encoding = forms.ChoiceField(label=_("Character set"), choices=ENCODINGS, required=False)
    header = forms.IntegerField(label=_("Line of the headings"), min_value=0, max_value=1_000, required=False)
    fixed_field = forms.ChoiceField(label=_("Every row has"), required=False)
    fixed_value = forms.CharField(label=_("with the value"), required=False, max_length=200)

    def __init__(self, *args: Any, record: Import, preview: Preview) -> None:
        self.record, self.preview = record, preview
        super().__init__(*args, initial=said_of(record, preview))
        self._offer_columns()
        self._leave_out()

    def _offer_columns(self) -> None:
        """Where each column may go."""
        language = (get_language() or "en")[:2]
        targets = [(str(each.target), each.heading(language)) for each in COLUMNS if each.target.field]
        self.fields["sheet"].choices = [(name, name) for name in self.preview.sheets]  # type: ignore[attr-defined]
        self.fields["fixed_field"].choices = [("", "–"), *targets]  # type: ignore[attr-defined]
        for place, column in enumerate(self.preview.columns):
            known = {value for value, _label in targets} | {"", KEPT}
            own = [(column.target, column.target)] if column.target not in known else []
            choices = [(KEPT, _("Keep as a comment")), ("", _("Leave out")), *own, *targets]
            field = forms.ChoiceField(
                label=column.name, choices=choices, initial=column.target, required=False
            )
            field.widget.attrs["class"] = "select"
            self.fields[f"column-{place}"] = field

    def _leave_out(self) -> None:
        """Do not ask what the file does not have."""
        gone = set() if self.record.format == "csv" else {"delimiter", "encoding"}
        gone |= set() if len(self.preview.sheets) > 1 else {"sheet"}
        gone |= set() if self.preview.columns else {"header", "fixed_field", "fixed_value"}
        for name in gone:
            del self.fields[name]

    @property
    def columns(self) -> list[tuple[Any, Any]]:
        """Each column with the field that says where it goes."""
        return [(column, self[f"column-{place}"]) for place, column in enumerate(self.preview.columns)]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        fixed = (
            {said["fixed_field"]: said["fixed_value"]}
            if said.get("fixed_field") and said.get("fixed_value")
            else {}
        )
        layout = Layout(
            self._sheet(), said.get("encoding", ""), said.get("delimiter", ""), self._header(), fixed
        )
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
            for name in ("sheet", "encoding", "delimiter", "header")
        ):
            return {}
        chosen = {
            column.name: self.cleaned_data[f"column-{place}"]
            for place, column in enumerate(self.preview.columns)
            if self.cleaned_data[f"column-{place}"] != column.target
        }
        kept: dict[str, str | None] = self.record.mapping
        return kept | {name: None if each == KEPT else each for name, each in chosen.items()}


def said_of(record: Import, preview: Preview) -> dict[str, Any]:
    """What was chosen so far."""
    layout = Layout.of(record.layout)
    fixed = next(iter(layout.fixed.items()), ("", ""))
    return {
        "mode": record.mode,
        "match": record.match,
        "sheet": preview.sheet,
        "delimiter": layout.delimiter,
        "encoding": layout.encoding,
        "header": preview.header_line,
        "fixed_field": fixed[0],
        "fixed_value": fixed[1],
    }
