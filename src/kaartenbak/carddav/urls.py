"""The addresses of the address books."""

from django.urls import path, re_path

from kaartenbak.carddav import door
from kaartenbak.carddav.views import choosing

app_name = "carddav"
urlpatterns = [
    re_path(r"^\.well-known/carddav/?$", door.well_known, name="well-known"),
    path("account/books/", choosing.chosen, name="books"),
    path("dav", door.serve),
    re_path(r"^dav/[\s\S]*$", door.serve, name="root"),
]
