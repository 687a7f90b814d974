"""Groups and addresses in the files that go out: which address holds, columns of their own, the same statements for many."""

import csv
import io
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.exchange import queries
from kaartenbak.exchange.formats import read_vcards
from kaartenbak.testing.builders import a_code, a_company, a_person, a_setup, an_address
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db

JULY, DECEMBER = date(2026, 7, 15), date(2026, 12, 1)
SUMMER: Any = {"starts": date(2020, 7, 1), "ends": date(2020, 8, 31), "yearly": True}


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def first_adr(contact: Contact, on: date) -> str:
    """The street of the first address on the vCard of a contact."""
    text = b"".join(queries.as_vcards(Contact.objects.filter(pk=contact.pk), on=on)).decode()
    lines = text.replace("\r\n ", "").split("\r\n")
    return next(
        (line.rpartition(":;;")[2].split(";")[0] for line in lines if "ADR" in line and ":;;" in line), ""
    )


def test_a_vcard_shows_first_the_address_that_holds_on_the_day():
    person = a_person("An Claes", street="Markt 1")
    an_address(person, "SEA", street="Zeedijk 12", **SUMMER)

    assert first_adr(person, JULY) == "Zeedijk 12"
    assert first_adr(person, DECEMBER) == "Markt 1"


def test_a_person_who_follows_the_address_of_his_company_shows_its_address_of_the_day():
    company = a_company("Maes", street="Markt 1")
    follower = a_person("An Claes", company=company.number)
    other = a_person("Jan Claes", company=company.number, street="Kerk 2")
    an_address(company, "SEA", street="Zeedijk 12", **SUMMER)

    assert [first_adr(each, JULY) for each in (company, follower, other)] == [
        "Zeedijk 12",
        "Zeedijk 12",
        "Kerk 2",
    ]
    octets = b"".join(queries.as_vcards(Contact.objects.filter(pk=follower.pk), on=JULY))
    (card,) = read_vcards(io.BytesIO(octets))
    assert (card.street, card.addresses) == ("Markt 1", ())  # type: ignore[union-attr]


def test_another_address_is_another_version_of_the_vcard():
    person = a_person("An Claes", street="Markt 1")
    an_address(person, "SEA", street="Zeedijk 12", starts=date(2020, 1, 1))
    path = f"/contacts/{person.number}.vcf"
    tag = api(READER).get(path).headers["ETag"]

    assert api(READER).get(path, If_None_Match=tag).status == 304
    an_address(person, "FAIR", street="Hal 3", starts=date(2021, 1, 1))
    assert api(READER).get(path, If_None_Match=tag).status == 200


def test_each_address_has_columns_of_its_own_when_these_are_asked_for():
    an_address(a_company("Maes"), "SEA", street="Zeedijk 12", **SUMMER)
    answer = api(READER).get("/exports/contacts.csv?columns=name,address_1&headings=nl")

    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["Naam"], row["Alternatief adres 1, straat"]) == ("Maes", "Zeedijk 12")
    assert row["Alternatief adres 1, periodes"] == "2020-07-01..2020-08-31 yearly"
    assert api(READER).get("/exports/contacts.csv?columns=address_0").status == 422


@pytest.mark.parametrize("write", [queries.as_csv, queries.as_vcards])
def test_many_cards_need_the_same_statements_as_one(write, django_assert_num_queries):
    def adorned(name: str) -> None:
        company = a_company(name)
        an_address(company, "SEA", **SUMMER)
        for grouping in GROUPINGS.values():
            if grouping.rule.only_for in ("", "company"):
                assign(contact=company, code=a_code(grouping.codes, "A"), by=EDITOR)

    adorned("Firma 0")
    with CaptureQueriesContext(connection) as one:
        b"".join(write(Contact.objects.all()))
    for n in range(1, 6):
        adorned(f"Firma {n}")

    with django_assert_num_queries(len(one)):
        b"".join(write(Contact.objects.all()))
