"""The addresses of the address books."""

from django.urls import path, register_converter

from kaartenbak.carddav import door
from kaartenbak.carddav.views import choosing, overwritten, permitting, proposals


class Anything:
    """The rest of an address, whatever it holds: a line break as well."""

    regex = r"(?s:.*)"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Anything, "anything")

app_name = "carddav"
urlpatterns = [
    path("account/books/", choosing.chosen, name="books"),
    path("account/devices/", choosing.new_device, name="new-device"),
    path("account/devices/<int:pk>/revocation/", choosing.revoke_device, name="revoke-device"),
    path("users/of/<str:username>/devices/", choosing.devices_of, name="devices-of"),
    path("users/of/<str:username>/devices/access/", permitting.access_of_user, name="access-of"),
    path("proposals/", proposals.listing, name="proposals"),
    path("proposals/<int:pk>/", proposals.shown, name="proposal"),
    path("proposals/<int:pk>/acceptance/", proposals.acceptance, name="acceptance"),
    path("proposals/<int:pk>/refusal/", proposals.refusal, name="refusal"),
    path("overwritings/<int:pk>/settlement/", overwritten.settlement, name="settlement"),
    path("users/devices/access/", permitting.access, name="access"),
    path(".well-known/carddav", door.well_known, name="well-known"),
    path(".well-known/carddav/", door.well_known),
    path("dav", door.serve),
    path("dav/<anything:rest>", door.serve, name="any"),
]
