"""The numbers under which a contact is called: its own, those of where it is today, then its company's."""

from datetime import date, timedelta

import pytest

from kaartenbak.contacts import queries
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_company, a_person, an_address
from kaartenbak.testing.cast import READER
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db

LONG_AGO: date = SYSTEM.today - timedelta(days=400)


def called(contact, device="desktop"):
    return queries.call_numbers(contact, device, by=SYSTEM)


@pytest.mark.parametrize(
    ("device", "numbers"),
    [
        ("desktop", ["09 224 11 61", "0470 11 22 33", "059 70 11 99", "03 233 44 55", "03 999 00 11"]),
        ("phone", ["0470 11 22 33", "09 224 11 61", "059 70 11 99", "03 233 44 55", "03 999 00 11"]),
    ],
)
def test_the_nearest_numbers_come_first(device, numbers):
    company = a_company(phone="03 233 44 55")
    an_address(company, "FAIR", phone="03 999 00 11", starts=LONG_AGO)
    person = a_person(company=company, phone="09 224 11 61", mobile="0470 11 22 33")
    an_address(person, "SEA", phone="059 70 11 99", starts=LONG_AGO)

    assert called(person, device) == (numbers[0], numbers)


def test_an_address_that_does_not_hold_today_is_not_called():
    company = a_company(phone="03 233 44 55")
    an_address(company, "FAIR", phone="03 999 00 11", starts=LONG_AGO, ends=LONG_AGO)

    assert called(company).numbers == ["03 233 44 55"]


def test_a_number_that_follows_the_company_is_told_once():
    person = a_person(company=a_company(phone="03 233 44 55"))

    assert called(person).numbers == ["03 233 44 55"]


def test_there_may_be_no_number_at_all():
    assert called(a_company()) == ("", [])


def test_programs_ask_for_them():
    person = a_person(phone="09 224 11 61", mobile="0470 11 22 33")
    here = f"/contacts/{person.number}/call-numbers"

    assert api(READER).get(here).body == {
        "default": "09 224 11 61",
        "numbers": ["09 224 11 61", "0470 11 22 33"],
    }
    assert api(READER).get(f"{here}?device=phone").body["default"] == "0470 11 22 33"
    assert api(READER).get(f"{here}?device=pigeon").status == 422
    assert api(READER).get("/contacts/CT999999/call-numbers").status == 404
