"""The demonstration company's card box: who is in it, in the order in which the cards are made.

Everybody is invented. Addresses use real towns with streets that do not exist; telephone numbers are
reserved for fiction or not given out; e-mail and web addresses end in `.example` (RFC 2606); numbers for
VAT and of enterprises pass the check digits. The rows stand in `data/`, where they can be read and changed
as tables.
"""

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from itertools import chain


@dataclass(frozen=True, slots=True)
class Territory:
    code: str
    description: str


@dataclass(frozen=True, slots=True)
class Salesperson:
    code: str
    name: str
    job_title: str
    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Company:
    """`key` is what the other tables call this company; it is not stored."""

    key: str
    name: str
    name_2: str
    street: str
    street_2: str
    postcode: str
    city: str
    county: str
    country: str
    phone: str
    email: str
    website: str
    language: str
    currency: str
    enterprise_number: str
    vat_number: str
    salesperson: str
    territory: str


@dataclass(frozen=True, slots=True)
class Employee:
    """A person at `company`, the key of one. What is blank follows the company."""

    key: str
    company: str
    first_name: str
    middle_name: str
    surname: str
    initials: str
    job_title: str
    salutation: str
    birthday: str
    phone: str
    extension: str
    mobile: str
    email: str
    language: str
    organizational_level: str


@dataclass(frozen=True, slots=True)
class Independent:
    """A person without a company. `email` may hold several addresses, as the field on the card may."""

    key: str
    first_name: str
    middle_name: str
    surname: str
    initials: str
    job_title: str
    salutation: str
    birthday: str
    street: str
    street_2: str
    postcode: str
    city: str
    county: str
    country: str
    phone: str
    mobile: str
    email: str
    email_2: str
    website: str
    language: str
    enterprise_number: str
    vat_number: str
    salesperson: str
    territory: str
    correspondence_type: str
    minor: bool
    parental_consent: bool
    privacy_blocked: bool
    exclude_from_segments: bool
    external_id: str


@dataclass(frozen=True, slots=True)
class Move:
    """An employee who went to work for another company."""

    person: str
    company: str
    date: date
    job_title: str
    email: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A note on the card of `contact`, the key of a company or person."""

    contact: str
    date: date
    text: str


@dataclass(frozen=True, slots=True)
class Address:
    """Where `contact` is found from `starts` to `ends`, once or every year."""

    contact: str
    code: str
    company_name: str
    street: str
    street_2: str
    postcode: str
    city: str
    country: str
    phone: str
    starts: date
    ends: date | None
    yearly: bool


@dataclass(frozen=True, slots=True)
class Code:
    """A code of a grouping, such as `mailing_groups`, that `contact` has; at a web source it is known by `search_word`."""

    contact: str
    grouping: str
    code: str
    search_word: str


type Record = Territory | Salesperson | Company | Employee | Independent | Move | Comment | Address | Code

FROM_TEXT: dict[object, Callable[[str], object]] = {
    str: str,
    bool: "yes".__eq__,
    date: date.fromisoformat,
    date | None: lambda text: date.fromisoformat(text) if text else None,
}


def read[R](name: str, kind: type[R]) -> Iterator[R]:
    """The rows of the table `name` in `data/`, whose columns are the fields of `kind`."""
    types = kind.__annotations__
    table = files("kaartenbak.demo").joinpath("data", f"{name}.tsv").read_text(encoding="utf-8")
    for row in csv.DictReader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE, strict=True):
        yield kind(**{field: FROM_TEXT[types[field]](text) for field, text in row.items()})


def territories() -> Iterator[Territory]:
    return read("territories", Territory)


def salespeople() -> Iterator[Salesperson]:
    return read("salespeople", Salesperson)


def companies() -> Iterator[Company]:
    return read("companies", Company)


def employees() -> Iterator[Employee]:
    return read("people", Employee)


def independents() -> Iterator[Independent]:
    return read("independents", Independent)


def moves() -> Iterator[Move]:
    return read("moves", Move)


def comments() -> Iterator[Comment]:
    return read("comments", Comment)


def addresses() -> Iterator[Address]:
    return read("addresses", Address)


def codes() -> Iterator[Code]:
    return read("codes", Code)


def records() -> Iterator[Record]:
    """Everything, each after what it refers to."""
    yield from chain(
        territories(),
        salespeople(),
        companies(),
        employees(),
        independents(),
        moves(),
        comments(),
        addresses(),
        codes(),
    )
