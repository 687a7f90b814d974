"""The addresses of what goes out on paper and in files."""

from django.urls import path

from kaartenbak.exchange.views import letters, listed

app_name = "exchange"
urlpatterns = [
    path("lists/contacts.<str:kind>", listed.list_file, name="list-file"),
    path("groups/<slug:slug>/<str:code>/letters/", letters.letters, name="letters"),
    path("groups/<slug:slug>/<str:code>/letters.csv", letters.letters_file, name="letters-file"),
]
