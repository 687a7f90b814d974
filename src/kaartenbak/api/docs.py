"""The page that shows the description of the interface; all it loads comes from this server."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from ninja import NinjaAPI
from ninja.openapi.docs import DocsBase


class Page(DocsBase):
    """Swagger UI, as it ships with the library."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        return render(
            request, "api/docs.html", {"title": api.title, "description": self.get_openapi_url(api, kwargs)}
        )
