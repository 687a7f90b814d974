"""Widgets that Django does not have."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.urls import reverse_lazy


class Combobox(forms.TextInput):
    """A reference chosen by typing: the field's value is the code, the reader sees the name.

    `view` names the address that answers with the options for what was typed (`choices.options`). `label`
    gives the name of the present value. Without scripts it is a text field for the code.
    """

    def __init__(
        self, view: str, label: Callable[[Any], str] | None = None, attrs: dict[str, Any] | None = None
    ) -> None:
        self.label = label
        super().__init__({"data-combobox": reverse_lazy(view), "autocomplete": "off", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        if value and self.label:
            context["widget"]["attrs"]["data-label"] = self.label(value)
        return context


class Suggested(Combobox):
    """A text that may be anything, with suggestions: nothing is chosen unless the reader does."""

    def __init__(self, view: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(view, attrs={"data-free": "yes", **(attrs or {})})


class DateInput(forms.DateInput):
    """A date, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PhoneInput(forms.TextInput):
    input_type = "tel"
