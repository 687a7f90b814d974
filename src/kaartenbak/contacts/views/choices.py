"""Places that are offered while an address is typed: choosing a city fills its postcode and the other way round."""

from django.http import HttpResponse
from django.views.decorators.http import require_GET

from kaartenbak.setup.models import Postcode
from kaartenbak.setup.queries import city_key, places_like, the_setup
from kaartenbak.web import choices
from kaartenbak.web.choices import LIMIT, Choice
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


@require_GET
@needs("contacts.view")
def postcodes(request: PageRequest) -> HttpResponse:
    """Postcodes with their cities."""
    found = places(choices.typed(request))
    return choices.options(
        request, [Choice(p.code, p.code, hint(p.city, p), fills={"city": p.city}) for p in found]
    )


@require_GET
@needs("contacts.view")
def cities(request: PageRequest) -> HttpResponse:
    """Cities with their postcodes."""
    found = places(choices.typed(request))
    return choices.options(
        request, [Choice(p.city, p.city, hint(p.code, p), fills={"postcode": p.code}) for p in found]
    )


def places(typed: str) -> list[Postcode]:
    """The places that begin with what was typed: the one that is exactly that first, and those at home before others."""
    if not typed:
        return []
    home = the_setup().home_country
    abroad = places_like(typed).exclude(country__code=home)
    found = [*places_like(typed, home)[:LIMIT], *abroad[:LIMIT]]
    exact = city_key(typed)
    return sorted(found, key=lambda place: place.city_key != exact)[:LIMIT]


def hint(text: str, place: Postcode) -> str:
    """What stands beside a place, with its country."""
    return f"{text} · {place.country.code}"
