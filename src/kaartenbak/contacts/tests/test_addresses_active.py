"""Which address holds: on the card's own calendar, by the company's, and for many cards at once."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.people import unfollow
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup, alter, an_address
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.queries import assert_same_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 31)
INSIDE, OUTSIDE = date(2026, 7, 15), date(2026, 9, 15)
SUMMER: dict[str, Any] = {"starts": JULY, "ends": AUGUST, "yearly": True}
HEAD_OFFICE = {"street": "Kaai 1", "postcode": "9000", "city": "Gent", "country": "BE"}


@pytest.fixture
def in_english():
    with translation.override("en"):
        yield


def active(contact, on):
    return queries.active_addresses([Contact.objects.get(pk=contact.pk)], on=on)[contact.pk]


@pytest.fixture
def company():
    a_country("BE"), a_country("FR")
    a_setup(home_country="BE")
    return a_company("Bakkerij Claes", **HEAD_OFFICE)


def test_a_holiday_house_holds_every_summer(company):
    an_address(
        company,
        "SUMMER",
        company_name="Claes aan zee",
        street="Zeedijk 5",
        city="Nice",
        country="FR",
        **SUMMER,
    )

    found = active(company, date(2031, 7, 15))

    assert (found.source, found.code, found.valid_until) == ("own", "SUMMER", date(2031, 8, 31))
    assert found.reason == "SUMMER holds every year, this time from 1 July 2031 to 31 August 2031."
    assert found.lines("en") == ["Claes aan zee", "Bakkerij Claes", "Zeedijk 5", "Nice", "FRANCE"]
    assert found.place == {
        "street": "Zeedijk 5", "street_2": "", "postcode": "", "city": "Nice", "county": "", "country": "FR",
    }  # fmt: skip


def test_outside_its_periods_the_normal_address_holds(company):
    an_address(company, **SUMMER)

    found = active(company, OUTSIDE)

    assert (found.source, found.code, found.valid_until) == ("main", "", date(2027, 6, 30))
    assert found.reason == "No alternative address holds on this day."
    assert found.lines("en") == ["Bakkerij Claes", "Kaai 1", "9000 Gent"]


def test_a_person_who_follows_the_company_is_found_where_it_is(company):
    person = a_person("An Claes", company=company)
    an_address(company, "FAIR", street="Hal 3", city="Brussel", starts=JULY, ends=AUGUST)

    found = active(person, INSIDE)

    assert (found.source, found.code, found.valid_until) == ("company", "FAIR", AUGUST)
    assert found.lines("en") == ["Bakkerij Claes", "An Claes", "Hal 3", "Brussel"]
    assert found.reason == (
        "FAIR holds from 1 July 2026 to 31 August 2026. "
        "It is an address of Bakkerij Claes, whose address An Claes follows."
    )


def test_the_names_of_the_companys_address_stand_above_the_person(company):
    person = a_person("An Claes", company=company)
    an_address(company, "FAIR", company_name="Claes op de beurs", company_name_2="Stand 12", starts=JULY)

    assert active(person, INSIDE).lines("en") == ["Claes op de beurs", "Stand 12", "An Claes"]


def test_his_own_address_goes_before_the_companys(company):
    person = a_person("An Claes", company=company)
    an_address(company, "FAIR", starts=date(2026, 7, 10))
    an_address(person, "SUMMER", street="Zeedijk 5", **SUMMER)

    found = active(person, INSIDE)

    assert (found.source, found.code) == ("own", "SUMMER")
    assert found.lines("en") == ["An Claes", "Zeedijk 5"]


def keep_his_own(person):
    unfollow(contact=person, groups=["address"], by=EDITOR)


def move_elsewhere(person):
    alter(instance=person, values={"street": "Thuis 1"}, by=SYSTEM)


def switch_it_off(person):
    a_setup(inherit_address=False)


@pytest.mark.parametrize("change", [keep_his_own, move_elsewhere, switch_it_off])
def test_who_does_not_follow_the_address_is_not_moved_by_the_company(company, change):
    person = a_person("An Claes", company=company)
    an_address(company, "FAIR", starts=JULY)
    assert active(person, INSIDE).source == "company"

    change(person)

    assert active(person, INSIDE).source == "main"
    assert active(person, INSIDE).lines("en")[:2] == ["Bakkerij Claes", "An Claes"]


def test_an_independent_person_has_name_and_address():
    person = a_person("An Claes", street="Dorp 1", name_2="Vertaalster")

    assert active(person, INSIDE).lines("en") == ["An Claes", "Vertaalster", "Dorp 1"]


def test_many_cards_cost_the_same_queries_as_one(company):
    def add():
        person = a_person("Bo", company=company, country="BE")
        an_address(person, **SUMMER)
        an_address(a_company("Zaak", country="FR"), **SUMMER)

    an_address(company, "FAIR", starts=JULY)
    assert_same_queries(lambda: queries.active_addresses(Contact.objects.all(), on=INSIDE), add)


def test_the_calendar_of_a_year(company):
    an_address(company, **SUMMER)

    found = queries.calendar_of(company).stretches(date(2027, 1, 1), date(2027, 12, 31))

    assert [(each.first, each.code) for each in found] == [
        (date(2027, 1, 1), ""),
        (date(2027, 7, 1), "SUMMER"),
        (date(2027, 9, 1), ""),
    ]
