"""The table of those who are written to: who, how greeted, the address that holds on a day, the e-mail address."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.queries import Cards, Recipient, recipients
from kaartenbak.exchange.formats.table.writing import csv_blocks


@dataclass(frozen=True)
class Column:
    """A column of the table."""

    title: Any
    cell: Callable[[Recipient], str]


def of_card(title: Any, name: str) -> Column:
    """A field of the card."""
    return Column(title, lambda each: getattr(each.contact, name))


def of_place(title: Any, name: str) -> Column:
    """A part of the address that holds."""
    return Column(title, lambda each: each.address.place[name])


def company(each: Recipient) -> str:
    """The company on the envelope of a person: where the address that holds is, else where he works."""
    return each.address.names[0] if each.address.names[0] != each.contact.name else ""


COLUMNS = (
    of_card(_("No."), "number"),
    of_card(_("Name"), "name"),
    Column(_("Company"), company),
    of_card(_("Job title"), "job_title"),
    Column(_("Formal greeting"), lambda each: each.formal),
    Column(_("Informal greeting"), lambda each: each.informal),
    of_place(_("Address"), "street"),
    of_place(_("Address 2"), "street_2"),
    of_place(_("Postcode"), "postcode"),
    of_place(_("City"), "city"),
    of_place(_("County"), "county"),
    of_place(_("Country"), "country"),
    Column(_("Alternative address"), lambda each: each.address.code),
    Column(_("E-mail"), lambda each: each.email),
)


def letters_csv(cards: Cards, *, on: date) -> Iterator[bytes]:
    """The table as a CSV file, its headings in the present language; a block is made when it is asked for."""
    titles = [str(column.title) for column in COLUMNS]
    rows = ([column.cell(each) for column in COLUMNS] for each in recipients(cards, on=on))
    return csv_blocks(rows, titles)
