"""The addresses of the setup's pages."""

from django.urls import URLPattern, path

from kaartenbak.setup.tables import TABLES
from kaartenbak.setup.views import codes, formulas, overview, postcodes, switches

app_name = "setup"

# Comboboxes are found by the name of what they offer: `setup:country-choices`.
choices = [
    path(f"choices/{slug}/", codes.options_of(spec), name=f"{spec.name}-choices")
    for slug, spec in TABLES.items()
]

urlpatterns: list[URLPattern] = [
    path("", overview.overview, name="overview"),
    path("general/", switches.switches, name="switches"),
    *choices,
    path("greeting-preview/", formulas.preview, name="preview"),
    path("postcodes/", postcodes.listed, name="postcodes"),
    path("postcodes/load/", postcodes.load, name="load-postcodes"),
    path("postcodes/<int:pk>/", postcodes.one, name="postcode"),
    path("postcodes/<int:pk>/removal/", postcodes.removal, name="postcode-removal"),
    path("salutations/<str:code>/formulas/", formulas.new, name="new-formula"),
    path("salutations/<str:code>/formulas/<int:pk>/", formulas.one, name="formula"),
    path("salutations/<str:code>/formulas/<int:pk>/removal/", formulas.removal, name="formula-removal"),
    path("<slug:table>/", codes.listed, name="codes"),
    path("<slug:table>/<str:code>/", codes.one, name="code"),
    path("<slug:table>/<str:code>/removal/", codes.removal, name="removal"),
]
