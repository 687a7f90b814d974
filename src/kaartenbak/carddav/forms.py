"""The forms with which a user lets his devices in and chooses what they show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.queries.offered import Offer
from kaartenbak.web.forms import OperationForm


class DeviceForm(OperationForm):
    """A device that is to be let in."""

    device = forms.CharField(
        label=_("Device"), help_text=_("Which phone or program it is for, such as “My iPhone”.")
    )


class BooksForm(OperationForm):
    """Which books, beside that of one's own contacts."""

    chosen = forms.MultipleChoiceField(
        label=_("Further address books"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(each.key, each.label) for each in offers]  # type: ignore[attr-defined]
        self.fields["chosen"].initial = [each.key for each in offers if each.is_chosen]
