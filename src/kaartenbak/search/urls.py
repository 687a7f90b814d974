"""The addresses of the contact list and of what is offered while typing."""

from django.urls import path
from django.views.generic import RedirectView

from kaartenbak.search.views import (
    arranging,
    groups,
    listing,
    opening,
    selecting,
    suggesting,
    viewing,
    working,
)

app_name = "search"
urlpatterns = [
    path("", listing.contacts, name="list"),
    path("contacts/", RedirectView.as_view(pattern_name="search:list", query_string=True), name="contacts"),
    path("views/", viewing.everyone, name="views"),
    path("views/new/", viewing.add, name="new-view"),
    path("views/<int:pk>/change/", viewing.change, name="change-view"),
    path("views/<int:pk>/filters/", viewing.keep, name="keep-view"),
    path("views/<int:pk>/removal/", viewing.remove, name="remove-view"),
    path("views/<str:key>/", viewing.view, name="view"),
    path("columns/", arranging.arrange, name="columns"),
    path("selection/", selecting.selection, name="selection"),
    path("selection/work/<int:pk>/", working.work, name="work"),
    path("selection/work/<int:pk>/stop/", working.stop, name="stop"),
    path("opened/<str:number>/", opening.note, name="opened"),
    path("suggestions/", suggesting.suggestions, name="suggestions"),
    path("choices/companies/", suggesting.company_choices, name="company-choices"),
    path("groups/<slug:slug>/<str:code>/", groups.group, name="group"),
    path("groups/<slug:slug>/<str:code>/members/", groups.members, name="members"),
    path("groups/<slug:slug>/<str:code>/members/choices/", groups.offered, name="member-choices"),
]
