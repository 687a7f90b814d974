"""The form in which a user chooses his address books."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.queries.offered import Offer
from kaartenbak.web.forms import OperationForm


class BooksForm(OperationForm):
    """Which books, beside that of one's own contacts."""

    chosen = forms.MultipleChoiceField(
        label=_("Further address books"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, offers: list[Offer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(each.key, each.label) for each in offers]  # type: ignore[attr-defined]
        self.fields["chosen"].initial = [each.key for each in offers if each.is_chosen]
