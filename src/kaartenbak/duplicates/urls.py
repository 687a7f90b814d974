"""The addresses of duplicates and of merging."""

from django.urls import path

from kaartenbak.duplicates.views import merging, queue, strings, suspects

app_name = "duplicates"
urlpatterns = [
    path("contacts/<str:number>/merging/", merging.merging, name="merging"),
    path("duplicates/", suspects.listing, name="list"),
    path("duplicates/strings/", strings.search_strings, name="strings"),
    path("duplicates/scan/", suspects.scan, name="scan"),
    path("duplicates/scan/selected/", suspects.scan_selected, name="scan-selected"),
    path("duplicates/scan/<int:job>/", suspects.progress, name="progress"),
    path("duplicates/typed/company/", suspects.while_typing, {"kind": "company"}, name="typed-company"),
    path("duplicates/typed/person/", suspects.while_typing, {"kind": "person"}, name="typed-person"),
    path("duplicates/typed/quick/", suspects.while_entering, name="typed-quick"),
    path("duplicates/queue/", queue.queue, name="queue"),
    path("duplicates/<int:pk>/strings/", suspects.pair_strings, name="pair-strings"),
    path("duplicates/<int:pk>/different/", queue.different, name="different"),
    path("merging/choices/companies/", merging.card_choices, {"kind": "company"}, name="company-choices"),
    path("merging/choices/people/", merging.card_choices, {"kind": "person"}, name="person-choices"),
]
