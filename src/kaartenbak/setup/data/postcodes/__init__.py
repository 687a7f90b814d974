"""Postcodes of Belgium, the Netherlands and Luxembourg, from openly licensed lists (see README.md)."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby

COUNTRIES = ("BE", "NL", "LU")


@dataclass(frozen=True, slots=True)
class Place:
    """A postcode with a city it serves. Dutch postcodes are their four digits."""

    code: str
    city: str
    county: str
    country: str


def places(country: str, *, language: str = "", in_other_languages: bool = False) -> Iterator[Place]:
    """The places of `country`, by postcode; within a postcode the likeliest city first.

    Where a city has several official names, that in `language` ("nl", "fr", "de") comes first. Names in
    languages that are not official there, such as Gand for Gent, follow when `in_other_languages` is set.
    """
    for code, rows in groupby(table(country), key=lambda row: row["code"]):
        for row in sorted(rows, key=lambda row: precedence(row, language)):
            if in_other_languages or is_official(row):
                yield Place(code, row["city"], "", country)


def table(country: str) -> Iterator[dict[str, str]]:
    with files(__package__).joinpath(f"{country.lower()}.tsv").open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def is_official(row: dict[str, str]) -> bool:
    return row.get("official", "yes") == "yes"


def precedence(row: dict[str, str], language: str) -> tuple[bool, bool]:
    return not is_official(row), language not in row.get("languages", "").split() and bool(language)
