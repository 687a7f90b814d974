"""Every address of the program, by capability."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from kaartenbak.api.address import BASE
from kaartenbak.config import pages


class LoadedWhenAsked(URLResolver):
    """Addresses in a name space, whose module is loaded when the first of them is asked for, or named."""

    def _populate(self) -> None:
        """What stands around these addresses collects the names in it; those in a name space are not among them."""


urlpatterns: list[URLPattern | URLResolver] = [
    LoadedWhenAsked(RoutePattern(f"{BASE[1:]}/"), settings.REST_URLCONF, app_name="ninja", namespace="api"),
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

pages.assemble()
