"""The forms of what goes out."""

from datetime import date

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from kaartenbak.web.forms import Dressed
from kaartenbak.web.widgets import DateInput

FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)


class DayForm(Dressed, forms.Form):
    """The day on which letters arrive."""

    on = forms.DateField(
        label=_("Address that holds on"),
        widget=DateInput,
        validators=[MinValueValidator(FIRST), MaxValueValidator(LAST)],
    )
