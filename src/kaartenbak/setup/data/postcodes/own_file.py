"""A list of postcodes that the user brings: a table of code, city, county, country, or a file of GeoNames.

Read line by line, so the size of the file does not matter. Columns are separated by tabs, semicolons or
commas. A header is optional and may be in any of four languages, the columns then in any order; without one
they are code, city, county, country. A file of GeoNames (its postal code export) is known by its twelve
columns.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kaartenbak.setup.data.postcodes import Place

if TYPE_CHECKING:
    from _csv import Reader

HEADERS = {
    "code": {
        "code", "postcode", "postcodes", "post code", "postal code", "postal_code", "postalcode", "zip",
        "zip code", "zipcode", "plz", "postleitzahl", "code postal", "cp",
    },
    "city": {
        "city", "place", "place name", "town", "locality", "plaats", "plaatsnaam", "woonplaats", "gemeente",
        "stad", "ort", "ortsname", "stadt", "ville", "localité", "commune",
    },
    "county": {
        "county", "province", "provincie", "state", "region", "département", "provinz", "bundesland", "kreis",
    },
    "country": {
        "country", "country code", "country_code", "land", "landcode", "pays", "code pays", "ländercode",
    },
}  # fmt: skip

WITHOUT_HEADER = ("code", "city", "county", "country")
GEONAMES = ("country", "code", "city", "county")
GEONAMES_COLUMNS = 12

LONGEST = {"code": 20, "city": 30, "county": 30}


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that holds no place; `field` is the one that is missing, too long or unknown, if it is one.

    Lines are counted without the empty ones.
    """

    line: int
    field: str
    text: str


def places_in(path: Path, *, home_country: str = "") -> Iterator[Place | Unreadable]:
    """The places in the file at `path`, in its order; a line without a country is in `home_country`."""
    with path.open(encoding=encoding_of(path), newline="") as lines:
        yield from places_among(lines, home_country=home_country)


def places_among(lines: Iterable[str], *, home_country: str = "") -> Iterator[Place | Unreadable]:
    filled = (line for line in lines if line.strip())
    first = next(filled, "")
    rows = csv.reader(chain([first], filled), delimiter=separator(first))
    columns: tuple[str, ...] = ()
    for row in readable(rows):
        if isinstance(row, Unreadable):
            yield row
            continue
        if not columns:
            columns = columns_of(row)
            if is_header(row):
                continue
        cells = dict(zip(columns, map(str.strip, row), strict=False))
        yield place(cells, home_country, rows.line_num)


def readable(rows: "Reader") -> Iterator[list[str] | Unreadable]:
    """The rows that are not empty; one that the CSV reader gives up on is reported and passed over."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield Unreadable(rows.line_num, "", str(error))
            continue
        if any(cell.strip() for cell in row):
            yield row


def place(cells: dict[str, str], home_country: str, line: int) -> Place | Unreadable:
    code = cells.get("code", "").upper()
    city = cells.get("city", "")
    county = cells.get("county", "")
    country = cells.get("country", "").upper() or home_country
    wrong = first_wrong({"code": code, "city": city, "county": county, "country": country})
    if wrong:
        return Unreadable(line, wrong, " ".join(cells.values()).strip())
    return Place(code, city, county, country)


def first_wrong(found: dict[str, str]) -> str:
    """The first field that cannot be stored, or blank."""
    for field in ("code", "city"):
        if not found[field]:
            return field
    for field, longest in LONGEST.items():
        if len(found[field]) > longest:
            return field
    return "" if is_country(found["country"]) else "country"


def is_country(code: str) -> bool:
    return len(code) == 2 and code.isascii() and code.isalpha()


def columns_of(row: list[str]) -> tuple[str, ...]:
    if is_header(row):
        return tuple(meaning(cell) for cell in row)
    if len(row) == GEONAMES_COLUMNS and is_country(row[0]):
        return GEONAMES
    return WITHOUT_HEADER


def is_header(row: list[str]) -> bool:
    return {"code", "city"} <= {meaning(cell) for cell in row}


def meaning(title: str) -> str:
    """The field that a column with `title` holds, or blank."""
    wanted = title.strip().casefold()
    return next((field for field, titles in HEADERS.items() if wanted in titles), "")


def separator(line: str) -> str:
    return max("\t;,", key=line.count)


def encoding_of(path: Path) -> str:
    """UTF-8 where the whole file is, else that of Western European Windows, which spreadsheets save in."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            for _ in lines:
                pass
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
