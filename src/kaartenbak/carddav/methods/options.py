from django.http import HttpResponse, HttpResponseBase

from kaartenbak.carddav.methods.base import Method
from kaartenbak.carddav.requests import DavRequest


class Options(Method):
    """RFC 4918, section 10.1: what works here. The door names the classes on every answer."""

    name = "OPTIONS"

    def answer(self, request: DavRequest) -> HttpResponseBase:
        from kaartenbak.carddav.methods import allowed_at

        return HttpResponse(
            headers={"Allow": ", ".join(allowed_at(request.place.kind)), "Content-Length": "0"}
        )
