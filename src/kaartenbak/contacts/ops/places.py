"""Postcode, city, county and country as they go together (contacts.md §6.5), on a card and on an alternative address."""

from typing import Any

from kaartenbak.contacts.models import AlternativeAddress, Contact
from kaartenbak.contacts.ops.desk import Desk, Places
from kaartenbak.core.normal import postcode
from kaartenbak.core.normal.text import search_form
from kaartenbak.setup.queries import lookup_postcode

PLACE = ("postcode", "city", "county")
type Located = Contact | AlternativeAddress


def lay_place(held: Located, given: dict[str, Any], desk: Desk) -> None:
    """Lay a new place on a card or address: what is known fills the rest, another country clears what stays behind."""
    is_new = held.pk is None
    if "country" in given:
        moved = held.country_id is not None and held.country_id != (given["country"] and given["country"].pk)
        if is_new:
            # The key alone costs a quarter of the row, which nobody asks a new card for.
            held.country_id = given["country"] and given["country"].pk
        else:
            held.country = given["country"]
        if moved and not is_new and not desk.setup.country_required_in_addresses:
            given = dict.fromkeys(PLACE, "") | given
    for name in PLACE:
        if name in given:
            setattr(held, name, given[name])
    country = desk.country_code(held)
    if held.postcode and given.get("postcode") and not given.get("city"):
        fill_from_postcode(held, country)
    elif held.city and given.get("city"):
        fill_from_city(held, desk.places_of(held.city, country))


def fill_from_postcode(held: Located, country: str) -> None:
    """Fill in the city of a known postcode, unless the city is one of those it has."""
    found = lookup_postcode(held.postcode, country)
    if found and not (held.city and any(search_form(p.city) == search_form(held.city) for p in found)):
        take_place(held, found[0] if len(found) == 1 else None)


def fill_from_city(held: Located, found: Places) -> None:
    """Fill in the postcode of a city that has only one, and write a known city as the table does."""
    if not held.postcode and len({place.code for place in found}) == 1:
        take_place(held, found[0])
        return
    typed = held.postcode.replace(" ", "")
    spellings = {place.city for place in found if place.code.replace(" ", "") == typed}
    spellings = spellings or {place.city for place in found}
    if len(spellings) == 1:
        held.city = spellings.pop()[:30]


def take_place(held: Located, place: Any) -> None:
    """Put a known place on the card; none leaves it as it is."""
    if place is None:
        return
    held.postcode, held.city = place.code[:20], place.city[:30]
    held.county = held.county or place.county[:30]
    if held.country_id is None:
        held.country_id = place.country_id


def postcode_key(text: str, country: str) -> str:
    """The form of a postcode that is compared."""
    return search_form(postcode.normal(text, country)).replace(" ", "")[:20]
