"""Adding a filter to a list of contacts: which value, in a dialog of the list or on a page of its own."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from kaartenbak.search import facets
from kaartenbak.search.asking import LONGEST, ONE
from kaartenbak.search.facets import Facet, Typed
from kaartenbak.search.views.listed import Listed
from kaartenbak.web.forms import Dressed
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.widgets import Combobox, DateInput


def adding(request: PageRequest, listed: Listed) -> HttpResponse:
    """The question for the value of the filter that `?add=` names; the answer is the address of the list with it."""
    facet = facets.BY_NAME.get(request.GET["add"])
    if facet is None or not facet.offered or facet.name in listed.fixed:
        raise Http404
    # Several codes mean any of them; yes and no together would mean nothing.
    carried = facets.carried(listed.query, leave=(facet.name,) if facet.name in ONE else ())
    return render(request, "search/filter.html", {"facet": facet, "form": form_of(facet), "carried": carried})


def form_of(facet: Facet) -> forms.Form:
    """A form of one field, under the name of the filter."""
    form: forms.Form = type("FilterForm", (Dressed, forms.Form), {facet.name: field_of(facet)})()
    return form


def field_of(facet: Facet) -> forms.Field:
    """How the value of a filter is given."""
    if facet.choices:
        return forms.ChoiceField(label=facet.label, choices=facet.choices)
    if facet.typed is Typed.DATE:
        return forms.DateField(label=facet.label, widget=DateInput)
    widget = forms.TextInput()
    if facet.spec:
        widget = Combobox(f"setup:{facet.spec.name}-choices")
    if facet.typed is Typed.COMPANY:
        widget = Combobox("search:company-choices")
    return forms.CharField(label=facet.label, widget=widget, max_length=LONGEST)
