"""Forms for what several people may edit at the same time."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kaartenbak.web.forms import OperationForm

Values = Mapping[str, Any]
WAS = "was-"
KEEP = "keep-"


def text_of(value: Any) -> str:
    """A value as a hidden input carries it; a browser makes its own line ends."""
    if isinstance(value, list):
        return "\n".join(map(text_of, value))
    return (
        "1" if value is True else "" if value is False or value is None else str(value).replace("\r\n", "\n")
    )


def in_words(field: forms.Field, text: str) -> str:
    """A carried value as the reader knows it: a mark as yes or no, a choice by its label."""
    if isinstance(field, forms.BooleanField):
        return str(_("yes") if text else _("no"))
    return str(dict(getattr(field.widget, "choices", ())).get(text, text))


class SharedForm(OperationForm):
    """Values that several people may edit at the same time; without `values`, those of something new.

    It carries what each field held when the form was opened. When somebody else has changed one of these fields since,
    `conflicts` shows what it was, what he made of it and what was typed, and the form can be sent again with a choice
    for each; a change elsewhere on the card is no obstacle.
    """

    conflicts: tuple[dict[str, Any], ...] = ()
    saved = False

    def __init__(self, *args: Any, values: Values | None = None, **kwargs: Any) -> None:
        self.values = {name: values[name] for name in self.base_fields} if values else {}
        super().__init__(*args, **({"initial": self.values} if self.values else {}), **kwargs)

    @property
    def carried(self) -> dict[str, str]:
        """The hidden inputs: what each field held when the form was opened."""
        if self.is_bound and not self.conflicts:
            return {WAS + name: self.was(name) for name in self.values}
        return {WAS + name: text_of(value) for name, value in self.values.items()}

    def typed(self) -> dict[str, Any]:
        """The fields that the user changed, and did not leave to the other when there was a conflict."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.values
            or (text_of(value) != self.was(name) and self.data.get(KEEP + name) != "theirs")
        }

    def was(self, name: str) -> str:
        """What a field held when the form was opened."""
        return text_of(self.data.get(WAS + name, text_of(self.values[name])))

    def save(self, op: Callable[..., Any], **context: Any) -> bool:
        """Run `op` with what was typed; false when something is refused or in conflict, true also without a change."""
        if not self.is_valid():
            return False
        self.conflicts = tuple(self.clashes())
        self.saved = not self.conflicts and (not self.typed() or self.run(op, **context))
        return self.saved

    def clashes(self) -> list[dict[str, Any]]:
        """The fields that both changed, to different values."""
        return [
            self.difference(name, text_of(value))
            for name, value in self.typed().items()
            if text_of(self.values[name]) not in (self.was(name), text_of(value))
        ]

    def difference(self, name: str, typed: str) -> dict[str, Any]:
        """A field that both changed, as a row of `web/_diff.html`."""
        field = self.fields[name]
        told = {
            "original": self.was(name),
            "theirs": text_of(self.values[name]),
            "yours": typed,
        }
        keep = self.data.get(KEEP + name, "yours")
        words = {which: in_words(field, text) for which, text in told.items()}
        return {"name": name, "label": str(field.label), "keep": keep} | words

    def arguments(self) -> dict[str, Any]:
        """Only what was typed."""
        return self.typed()

    def merged(self) -> dict[str, Any]:
        """All values, what was typed over what there is now."""
        return self.values | self.typed()

    @property
    def status(self) -> int:
        """409 as well when somebody else changed the same field."""
        return 409 if self.conflicts else super().status
