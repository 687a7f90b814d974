"""The forms about users, passwords and tokens."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.core import messages
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.widgets import Combobox, DateInput

AS_BROWSER = ("", _("As the browser asks"))


def salesperson_label(code: Any) -> str:
    """The name of a salesperson in a combobox."""
    found = queries.salesperson(str(code)) if code else None
    return str(getattr(found, "name", "") or code)


class NewPassword(forms.CharField):
    """A password that is chosen."""

    def __init__(self, label: Any, help_text: Any = "") -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "new-password"})
        super().__init__(label=label, help_text=help_text, widget=widget, strip=False)


class PresentPassword(forms.CharField):
    """A password that is known."""

    def __init__(self, label: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
        super().__init__(label=label, widget=widget, strip=False)


class Repeated(OperationForm):
    """A form with a new password that is typed twice."""

    first = "password"

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if self.first in found and "again" in found and found[self.first] != found["again"]:
            self.add_error("again", messages.text("password.different", {}))
        return found

    def arguments(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "again"}


class SignInForm(OperationForm):
    """Who comes in."""

    username = forms.CharField(
        label=_("User name"),
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}
        ),
    )
    password = PresentPassword(_("Password"))


class WelcomeForm(Repeated):
    """The first administrator."""

    name = forms.CharField(
        label=_("Your name"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=_("User name"),
        help_text=_("What you sign in with: letters, digits and . - _ @ +"),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = NewPassword(_("Password"), _("At least 10 characters; a few words are better than signs."))
    again = NewPassword(_("The same password again"))


class OwnPasswordForm(Repeated):
    """Another password of one's own."""

    first = "new"
    old = PresentPassword(_("Present password"))
    new = NewPassword(_("New password"), _("At least 10 characters; a few words are better than signs."))
    again = NewPassword(_("The new password again"))


class DetailsForm(OperationForm):
    """What is known of a user beside his role."""

    name = forms.CharField(label=_("Name"), required=False)
    email = forms.CharField(label=_("E-mail"), required=False, widget=forms.EmailInput)
    language = forms.ChoiceField(
        label=_("Language"), required=False, choices=lambda: [AS_BROWSER, *settings.LANGUAGES]
    )
    salesperson = forms.CharField(
        label=_("Salesperson"),
        required=False,
        help_text=_("New contacts of this user get it."),
        widget=Combobox("setup:salesperson-choices", salesperson_label),
    )

    @staticmethod
    def values_of(user: User) -> dict[str, Any]:
        """What the form shows of `user` to begin with."""
        return {
            "username": user.username,
            "name": user.name,
            "email": user.email,
            "language": user.language,
            "salesperson": user.salesperson.code if user.salesperson else "",
            "work_date": user.work_date,
            "role": user.role,
        }


class ProfileForm(DetailsForm):
    """What a user changes himself."""

    work_date = forms.DateField(
        label=_("Work date"),
        required=False,
        help_text=_("Counts as today for every default and date; leave it blank for the real day."),
        widget=DateInput,
    )


class UserForm(DetailsForm):
    """What an administrator changes of a user."""

    username = forms.CharField(label=_("User name"), widget=forms.TextInput(attrs={"autocapitalize": "none"}))
    role = forms.ChoiceField(label=_("Role"), choices=User.Role.choices)
    field_order: tuple[str, ...] = ("username", "name", "email", "role")


class NewUserForm(UserForm):
    """A new user with his first password."""

    password = NewPassword(
        _("Temporary password"), _("Tell it to the user; it is replaced at the first sign-in.")
    )
    field_order = ("username", "name", "email", "role", "password")


class ResetForm(OperationForm):
    """A temporary password for a user who lost his."""

    password = NewPassword(
        _("Temporary password"), _("Tell it to the user; it is replaced at the first sign-in.")
    )


class TokenForm(OperationForm):
    """A token for a program."""

    name = forms.CharField(label=_("Name"), help_text=_("Which program it is for, such as “Accounting”."))
    expires = forms.DateField(
        label=_("Expires"),
        required=False,
        help_text=_("The last day it works; blank for no end."),
        widget=DateInput,
    )
    read_only = forms.BooleanField(label=_("May only read"), required=False)
