"""The page of the search strings: how many first and last signs of each field are compared."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.telling import done
from kaartenbak.duplicates.ops.separating import set_strings
from kaartenbak.duplicates.queries.setup import needed_now, string_rows
from kaartenbak.duplicates.rules import strings
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

PARTS = (strings.FIRST, strings.LAST)


class StringsForm(OperationForm):
    """A length for the beginning and one for the end of each field; blank: not compared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in strings.FIELDS:
            for part in PARTS:
                length = forms.IntegerField(
                    min_value=strings.SHORTEST,
                    max_value=strings.LONGEST,
                    required=False,
                    label=title_of(field),
                )
                length.widget.attrs["class"] = "control"
                self.fields[f"{field} {part}"] = length

    def arguments(self) -> dict[str, Any]:
        """The rows that have a length."""
        return {"rows": [(*name.split(), length) for name, length in self.cleaned_data.items() if length]}

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each field with its two inputs."""
        return [
            {"title": title_of(field), "inputs": [self[f"{field} {part}"] for part in PARTS]}
            for field in strings.FIELDS
        ]


def title_of(field: str) -> str:
    """What a field is called on the card."""
    return str(FIELDS[field].title)


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def search_strings(request: PageRequest) -> HttpResponse:
    """Show the search strings of companies, and change them for who may change the setup."""
    present = {f"{field} {part}": length for field, part, length in string_rows()}
    form = StringsForm(request.POST or None, initial=present)
    if request.method == "POST" and form.run(set_strings, by=request.actor):
        done(
            request, form.outcome, _("The search strings were saved; “Compare all contacts” makes them anew.")
        )
        return redirect("duplicates:strings")
    facts = {
        "form": form,
        "count": len(present),
        "needed": needed_now(),
        "may_change": request.actor.may("setup.change"),
    }
    return render(request, "duplicates/strings.html", facts, status=form.status)
