"""The forms with which a user lets his devices in and chooses what they show."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaartenbak.carddav.queries.offered import Offer
from kaartenbak.carddav.rules.access import EVERY_BOOK, USUAL, Access
from kaartenbak.web.forms import OperationForm, dress


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


ACCESS = {
    Access.OFF: _("read only"),
    Access.PROPOSAL: _("as a proposal"),
    Access.DIRECT: _("at once"),
}


class AccessForm(OperationForm):
    """What becomes of changes, by book; for everybody or, with `of_user`, for one user."""

    def __init__(
        self, *args: Any, names: dict[str, str], present: dict[str, str], of_user: bool, **kwargs: Any
    ) -> None:
        self.keys = {f"book_{place}": key for place, key in enumerate(names)}
        super().__init__(*args, **kwargs)
        for field, key in self.keys.items():
            choices: list[tuple[str, Any]] = list(ACCESS.items())
            if of_user or key != EVERY_BOOK:
                choices.insert(0, ("", otherwise(key, of_user=of_user)))
            initial = present.get(key, "" if of_user or key != EVERY_BOOK else USUAL)
            self.fields[field] = forms.ChoiceField(
                label=names[key], choices=choices, initial=initial, required=False
            )
            dress(self.fields[field].widget)

    def arguments(self) -> dict[str, Any]:
        """The settings by the keys of the books."""
        return {"values": {key: self.cleaned_data[field] for field, key in self.keys.items()}}


def otherwise(key: str, *, of_user: bool) -> Any:
    """What counts where nothing is set."""
    return _("as for everybody") if of_user and key == EVERY_BOOK else _("as in every book")
