"""Every address of the program, by capability."""

from django.urls import URLPattern, URLResolver, include, path

from kaartenbak.api import site
from kaartenbak.config import endpoints

urlpatterns: list[URLPattern | URLResolver] = [
    path(f"{site.BASE[1:]}/", endpoints.api.urls),
    path("", include("kaartenbak.carddav.urls")),
    path("setup/", include("kaartenbak.setup.urls")),
    path("", include("kaartenbak.accounts.urls")),
    path("history/", include("kaartenbak.history.urls")),
    path("contacts/", include("kaartenbak.contacts.urls")),
    path("contacts/", include("kaartenbak.classification.urls")),
    path("", include("kaartenbak.duplicates.urls")),
    path("", include("kaartenbak.exchange.urls")),
    path("", include("kaartenbak.search.urls")),
    path("", include("kaartenbak.web.urls")),
]

handler400 = "kaartenbak.web.errors.bad_request"
handler403 = "kaartenbak.web.errors.permission_denied"
handler404 = "kaartenbak.web.errors.page_not_found"
handler500 = "kaartenbak.web.errors.server_error"
