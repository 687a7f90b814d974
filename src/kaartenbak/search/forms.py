"""The forms of the list of contacts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaartenbak.core.refusals import Refused
from kaartenbak.search.actions import Action
from kaartenbak.setup import queries
from kaartenbak.setup.forms import name_of
from kaartenbak.setup.models import CodeTable
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.widgets import Combobox


class CodeForm(OperationForm):
    """Which code an action is about; afterwards `chosen` is its row, none when the action is to clear a field."""

    code = forms.CharField()
    chosen: CodeTable | None = None

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.action = action
        field = self.fields["code"]
        field.label, field.required = action.what, not action.clears
        if action.clears:
            field.help_text = _("Left blank, the field is cleared.")
        field.widget = Combobox(
            f"setup:{action.spec.name}-choices", self.name_of, {"class": "control", "autofocus": True}
        )

    def name_of(self, code: str) -> str:
        """How the combobox shows the present code."""
        return name_of(self.action.codes, code)

    def clean_code(self) -> str:
        """The code, if there is such a one."""
        typed = str(self.cleaned_data["code"])
        try:
            self.chosen = queries.code_or_refuse(self.action.codes, typed, "code")
        except Refused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return typed


class ViewForm(OperationForm):
    """What a view is called, and who sees it."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput({"autofocus": True}))
    shared = forms.BooleanField(
        label=_("Shared with everybody"),
        required=False,
        help_text=_("Then others find it above the list, and its address works for them too."),
    )


class NewViewForm(ViewForm):
    """A view with the list that it is of."""

    query = forms.CharField(required=False, widget=forms.HiddenInput)
    sort = forms.CharField(required=False, widget=forms.HiddenInput)
    columns = forms.CharField(required=False, widget=forms.HiddenInput)


class MemberForm(OperationForm):
    """A contact that comes into a group, chosen while typing or typed: number, name, e-mail address."""

    contact = forms.CharField(label=_("Contact"), max_length=200)
