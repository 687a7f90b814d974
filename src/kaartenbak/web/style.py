"""What the style guide shows: each component with the awkward content it has to stand."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from kaartenbak.web.forms import OperationForm
from kaartenbak.web.lists import Column, Heading, Page, Sort
from kaartenbak.web.widgets import Combobox, DateInput, PhoneInput

LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappij Sint-Katelijne-Waver en Omstreken"
LANGUAGES = [("", "–"), ("nl", "Nederlands"), ("fr", "Français")]


class ExampleForm(OperationForm):
    name = forms.CharField(label="Name", help_text="As it should stand on an envelope.", initial=LONG)
    email = forms.EmailField(label="E-mail")
    phone = forms.CharField(label="Phone", required=False, widget=PhoneInput)
    language = forms.ChoiceField(label="Language", choices=LANGUAGES, required=False)
    country = forms.CharField(
        label="Country", required=False, widget=Combobox("web:style-choices", str.title), initial="belgium"
    )
    born = forms.DateField(label="Date of birth", required=False, widget=DateInput)
    note = forms.CharField(label="Comment", required=False, widget=forms.Textarea)
    minor = forms.BooleanField(label="Minor", required=False, help_text="Consent of the parents is needed.")
    kind = forms.ChoiceField(
        label="Type", choices=[("c", "Company"), ("p", "Person")], widget=forms.RadioSelect, initial="c"
    )


class PhoneForm(OperationForm):
    phone = forms.CharField(label="Phone", widget=PhoneInput, initial="+32 9 224 11 61")


@dataclass
class Row:
    name: str
    company: str
    place: str
    phone: str


ROWS = [
    Row("Annelies van den Berg", "Drukkerij De Smet", "Gent", "+32 9 224 11 61"),
    Row("Łukasz Wiśniewski-Brzęczyszczykiewicz", LONG, "Sint-Katelijne-Waver", "+32 475 12 34 56"),
    Row("Drukkerij De Smet", "", "Gent", ""),
]
COLUMNS = [
    Column("name", "Name", "name"),
    Column("company", "Company", "company"),
    Column("city", "City", "city"),
    Column("phone", "Phone"),
]
CHOICES = ("belgium", "netherlands", "france", "germany", "luxembourg", "united kingdom")


def page_of_rows() -> Page[Any]:
    headings = [
        Heading("Name", "", "-name", "ascending"),
        Heading("Company", "", "company"),
        Heading("City", "", "city"),
        Heading("Phone", ""),
    ]
    return Page(rows=ROWS, headings=headings, sort=Sort(COLUMNS[0]), next="n", previous="p")


def timeline() -> list[dict[str, Any]]:
    now = timezone.now()
    change = {"label": "Post code", "before": "9000", "after": "9050", "put_back_url": "#"}
    return [
        {
            "id": 3,
            "author": "Claire Dubois",
            "sentence": "Claire changed the postcode from 9000 to 9050",
            "changes": [change],
            "at": now,
            "when": "5 minutes ago",
            "undo_url": "#",
        },
        {
            "id": 2,
            "author": "Jan Peeters",
            "sentence": f"Jan changed the company to {LONG}",
            "at": now,
            "when": "Yesterday, 16:20",
            "undone": True,
        },
        {
            "id": 1,
            "author": "Kaartenbak",
            "sentence": "Imported from contacts-1000.csv",
            "at": now,
            "when": "12 March 2026",
        },
    ]


def conflicts() -> list[dict[str, str]]:
    return [
        {
            "name": "phone",
            "label": "Phone",
            "original": "+32 9 224 11 61",
            "theirs": "+32 9 224 11 99",
            "yours": "+32 9 224 11 60",
        },
        {
            "name": "name",
            "label": "Name",
            "original": "",
            "theirs": LONG,
            "yours": "De Smet",
            "keep": "yours",
        },
    ]


def facts(request: HttpRequest) -> dict[str, Any]:
    wrong = ExampleForm({"email": "annelies@", "kind": "p", "language": "nl"}, auto_id="wrong_%s")
    wrong.full_clean()
    wrong.add_error(None, "Contact CT0012 already has a range starting on 1 July 2026.")
    return {
        "form": ExampleForm(),
        "wrong": wrong,
        "phone": PhoneForm({"phone": ""}, auto_id="refused_%s"),
        "long": LONG,
        "page": page_of_rows(),
        "entries": timeline(),
        "conflicts": conflicts(),
    }
