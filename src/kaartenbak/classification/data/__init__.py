"""What the tables hold to begin with, described in the four languages; the rows stand in `codes.tsv`."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Seed:
    """A code of one of the tables, named as in `groupings.GROUPINGS`."""

    table: str
    code: str
    description: str
    url: str


def seeds(language: str) -> Iterator[Seed]:
    """All codes, described in `language`."""
    text = files(__name__).joinpath("codes.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
        yield Seed(row["table"], row["code"], row[language], row["url"])
