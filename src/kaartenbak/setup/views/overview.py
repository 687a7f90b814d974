"""The way into the setup."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from kaartenbak.setup.models import Postcode
from kaartenbak.setup.tables import TABLES
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_GET
@needs("setup.view")
def overview(request: PageRequest) -> HttpResponse:
    """The tables with their sizes, and the general settings."""
    sizes = [(spec, spec.model._base_manager.count()) for spec in TABLES.values()]
    return render(request, "setup/overview.html", {"tables": sizes, "postcodes": Postcode.objects.count()})
