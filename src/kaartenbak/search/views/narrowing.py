"""Adding a filter to a list of contacts: which code, in a dialog of the list or on a page of its own."""

from django import forms
from django.http import Http404, HttpResponse
from django.shortcuts import render

from kaartenbak.search import facets
from kaartenbak.search.facets import Facet
from kaartenbak.web.forms import Dressed
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.widgets import Combobox


def adding(request: PageRequest, leave: frozenset[str]) -> HttpResponse:
    """The question for the value of the filter that `?add=` names; the answer is the address of the list with it."""
    facet = facets.BY_NAME.get(request.GET["add"])
    if facet is None or not facet.offered or facet.name in leave:
        raise Http404
    # Several codes mean any of them; yes and no together would mean nothing.
    carried = facets.carried(request.GET, leave=() if facet.table else (facet.name,))
    return render(request, "search/filter.html", {"facet": facet, "form": form_of(facet), "carried": carried})


def form_of(facet: Facet) -> forms.Form:
    """A form of one field, under the name of the filter."""
    field: forms.Field
    if facet.spec:
        widget = Combobox(f"setup:{facet.spec.name}-choices")
        field = forms.CharField(label=facet.label, widget=widget)
    else:
        field = forms.ChoiceField(label=facet.label, choices=facet.choices)
    form: forms.Form = type("FilterForm", (Dressed, forms.Form), {facet.name: field})()
    return form
