"""The forms that give contacts codes."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kaartenbak.classification.groupings import Grouping
from kaartenbak.core.normal.text import search_form
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.forms import code_form
from kaartenbak.setup.rules import codes
from kaartenbak.setup.tables import of
from kaartenbak.web.forms import OperationForm


class AddForm(OperationForm):
    """A code that a contact gets, typed or chosen."""

    code = forms.CharField(label=_("Code or description"))

    def arguments(self) -> dict[str, Any]:
        """Nothing: the view finds the row that was meant."""
        return {}


class WordForm(OperationForm):
    """What a company is looked up by at a web source."""

    search_word = forms.CharField(label=_("Search word"), required=False)


def new_code_form(grouping: Grouping) -> type[OperationForm]:
    """The form of a code that is made while it is given to a contact: that of its table."""
    return code_form(of(grouping.codes))


def suggested(grouping: Grouping, typed: str) -> dict[str, str]:
    """What the form of a new code begins with: what was typed, as its code if it can be one, else as its description."""
    try:
        return {"code": codes.checked(typed, grouping.codes.LONGEST), "description": ""}
    except Refused:
        short = re.sub("[^A-Z0-9]", "", search_form(typed).upper())[: grouping.codes.LONGEST]
        return {"code": short, "description": typed}
