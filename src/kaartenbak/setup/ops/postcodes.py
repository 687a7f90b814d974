"""The list of postcodes: one place at a time, or a whole file."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import batched
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import postcode
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import LongOperation, about, declare_long, operation
from kaartenbak.setup import queries
from kaartenbak.setup.data.postcodes import Place
from kaartenbak.setup.data.postcodes.own_file import Unreadable, encoding_of, places_in
from kaartenbak.setup.models import Country, Postcode
from kaartenbak.setup.ops.versions import locked
from kaartenbak.setup.rules.fields import Text

NEEDS = "setup.change"
LOAD = declare_long("setup.load_postcodes", needs=NEEDS, title=_("Loaded postcodes from {file}"))
BLOCK = 2_000
FIELDS = (Text("code", _("postcode"), 20), Text("city", _("city"), 30), Text("county", _("county"), 30))


@operation(needs=NEEDS, title=_("Added postcode {code} {city}"))
def create_postcode(*, code: str, city: str, country: Country, county: str = "", by: Actor) -> Postcode:
    """Add a place with its postcode."""
    wanted = cleaned(country, code=code, city=city, county=county)
    refuse_second(country, wanted)
    about(code=wanted["code"], city=wanted["city"])
    return store.create(Postcode(country=country, **wanted))


@operation(needs=NEEDS, title=_("Changed postcode {code} {city}"))
def change_postcode(
    *,
    row: Postcode,
    code: str | None = None,
    city: str | None = None,
    county: str | None = None,
    country: Country | None = None,
    version: int | None = None,
    by: Actor,
) -> Postcode:
    """Change what is given of a place; what is left out stays."""
    row = locked(row, version)
    present = {"code": row.code, "city": row.city, "county": row.county}
    given = {"code": code, "city": city, "county": county}
    country = country or row.country
    wanted = cleaned(
        country, **(present | {name: value for name, value in given.items() if value is not None})
    )
    refuse_second(country, wanted, besides=row)
    about(code=wanted["code"], city=wanted["city"])
    store.update(row, country=country, **wanted)
    return row


@operation(needs=NEEDS, title=_("Removed postcode {code} {city}"))
def delete_postcode(*, row: Postcode, version: int | None = None, by: Actor) -> None:
    """Remove a place from the list; addresses keep what they have."""
    row = locked(row, version)
    about(code=row.code, city=row.city)
    store.delete(row)


@dataclass
class Loaded:
    """What came of a file: places added, known already, and lines refused, with the first of these."""

    added: int = 0
    known: int = 0
    refused: int = 0
    examples: list[Unreadable] = field(default_factory=list)
    operation: int | None = None

    def refuse(self, line: Unreadable) -> None:
        """Count a line that could not be read; the first hundred are kept to be shown."""
        self.refused += 1
        if len(self.examples) < 100:
            self.examples.append(line)


def load_postcodes(*, path: Path, file: str, by: Actor) -> Loaded:
    """Add the places of the list at `path` that are not there yet; `file` is what the user calls it.

    `data.postcodes.own_file` says what it may look like. It is read and written by the block.
    """
    refuse_unreadable(path)
    work = LongOperation(LOAD.kind, by, needs=NEEDS, file=file)
    countries = {country.code: country for country in Country.objects.all()}
    loaded = Loaded()
    for block in batched(places_in(path, home_country=queries.the_setup().home_country), BLOCK):
        places = []
        for found in block:
            if isinstance(found, Unreadable):
                loaded.refuse(found)
            elif found.country not in countries:
                loaded.refuse(Unreadable(0, "country", f"{found.country} {found.code} {found.city}"))
            else:
                places.append(found)
        with work.block():
            added = add_places(places, countries)
        loaded.added += added
        loaded.known += len(places) - added
    loaded.operation = work.entry.pk if work.entry else None
    return loaded


def refuse_unreadable(path: Path) -> None:
    """Refuse what is no text, such as a spreadsheet, before anything of it is kept."""
    try:
        with path.open(encoding=encoding_of(path)) as lines:
            if any("\0" in line for line in lines):
                raise Refused("postcodes.file", field="file")
    except UnicodeDecodeError:
        raise Refused("postcodes.file", field="file") from None


def add_places(places: Iterable[Place], countries: dict[str, Country]) -> int:
    """Add those of `places` that are not there yet; how many those were. Called inside an operation."""
    wanted = {(place.country, place.code, place.city): place for place in map(normal, places)}
    codes = {code for _country, code, _city in wanted}
    there = Postcode.objects.filter(code__in=codes).values_list("country__code", "code", "city")
    missing = wanted.keys() - set(there.iterator())
    rows = [row_of(place, countries[place.country]) for key, place in wanted.items() if key in missing]
    return len(store.create_many(Postcode, rows))


def normal(place: Place) -> Place:
    """The place with its postcode as its country writes it."""
    return Place(postcode.normal(place.code, place.country), place.city, place.county, place.country)


def row_of(place: Place, country: Country) -> Postcode:
    key = queries.city_key(place.city)
    return Postcode(code=place.code, city=place.city, county=place.county, country=country, city_key=key)


def cleaned(country: Country, **given: str) -> dict[str, str]:
    """The values of a place as they are kept, with the key its city is found by."""
    found = Refusals()
    values = dict(given)
    for each in FIELDS:
        with found.collect(each.name):
            values[each.name] = each.clean(given[each.name])
    found.raise_any()
    if not values["code"] or not values["city"]:
        raise Refused("postcode.required", field="city" if values["code"] else "code")
    values["code"] = postcode.normal(values["code"], country.code)
    return values | {"city_key": queries.city_key(values["city"])}


def refuse_second(country: Country, wanted: dict[str, str], *, besides: Postcode | None = None) -> None:
    """Refuse a place that is in the list already."""
    found = Postcode.objects.filter(country=country, code=wanted["code"], city=wanted["city"]).first()
    if found is not None and found != besides:
        raise Refused("postcode.exists", field="code", code=wanted["code"], city=wanted["city"])
