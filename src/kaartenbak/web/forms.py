"""Forms whose fields look like the product's and whose data runs an operation."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.widgets import Input

from kaartenbak.core.refusals import NotAllowed, Refused, Stale
from kaartenbak.web import running

CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.HiddenInput, ""),
    (forms.CheckboxInput, ""),
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.ClearableFileInput, ""),
    (forms.Select, "select"),
    (forms.Textarea, "textarea"),
    (forms.DateInput, "control"),
    (Input, "control"),
)


class Dressed(forms.BaseForm):
    """Gives every widget its class, and the form its look; to be mixed into forms of Django's own."""

    template_name = "web/_fields.html"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)


def dress(widget: forms.Widget) -> None:
    """Give a widget the class its kind has in the style sheet, beside those it has already."""
    own = next((name for kind, name in CLASSES if isinstance(widget, kind)), "")
    if own and own not in widget.attrs.get("class", "").split():
        widget.attrs["class"] = f"{own} {widget.attrs.get('class', '')}".strip()


class OperationForm(Dressed, forms.Form):
    """A form that hands its data to one operation and shows the refusal on the field it names."""

    outcome: running.Outcome | None = None
    stale: Stale | None = None

    def run(self, op: Callable[..., Any], **context: Any) -> bool:
        """Call `op` with the cleaned data and `context`; afterwards `outcome` tells what came of it.

        False when the data or the operation's rules refuse: the errors are on the form, and `status`
        is that of the answer. A missing permission is nothing a form can mend; it goes on to the error page.
        """
        if not self.is_valid():
            return False
        try:
            self.outcome = running.perform(op, **(self.arguments() | context))
        except NotAllowed:
            raise
        except Refused as refusal:
            self.show(refusal)
            return False
        return True

    def arguments(self) -> dict[str, Any]:
        """What the operation gets from the form; override it where that is not simply the fields."""
        return dict(self.cleaned_data)

    def show(self, refusal: Refused) -> None:
        """Put a refusal, and those that came with it, on the fields they name; the rest goes on top."""
        if isinstance(refusal, Stale):
            self.stale = refusal
        for each in refusal.all:
            self.add_error(each.field if each.field in self.fields else None, str(each))

    @property
    def result(self) -> Any:
        """What the operation returned."""
        return self.outcome.result if self.outcome else None

    @property
    def status(self) -> int:
        """The HTTP status to answer with: 409 when the card changed meanwhile, 422 for errors, else 200."""
        if self.stale:
            return 409
        return 422 if self.is_bound and self.errors else 200
