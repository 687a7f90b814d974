"""What the history tells of alternative addresses, and putting former values of them back."""

from datetime import date

import pytest
from django.utils import translation

from kaartenbak.contacts.models import AlternativeAddress
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.ops.change import put_back
from kaartenbak.contacts.queries.address_words import period_in_words
from kaartenbak.contacts.queries.past import happenings
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Change
from kaartenbak.testing.builders import a_country, a_person, an_address
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 31)


def story(contact):
    with translation.override("en"):
        return [each.sentence for each in happenings(contact.pk)]


def test_the_history_tells_of_addresses_and_periods_in_sentences():
    person = a_person()
    hut = an_address(person, "HUT", city="Spa", starts=JULY, ends=AUGUST, yearly=True)
    addresses.change_address(address=hut, values={"city": "Gent"}, by=EDITOR)
    address_ranges.change_range(range=hut.ranges.get(), values={"ends": date(2026, 9, 1)}, by=EDITOR)
    addresses.remove_address(address=hut, by=EDITOR)

    assert story(person)[:6] == [
        "Eddy Editor removed an alternative address: HUT",
        "Eddy Editor removed a period of address HUT: 1 July – 1 September, every year from 2026 on",
        "Eddy Editor changed ending date of a period of address HUT from 31 August 2026 to 1 September 2026",
        "Eddy Editor changed city of address HUT from Spa to Gent",
        "Kaartenbak added a period of address HUT: 1 July – 31 August, every year from 2026 on",
        "Kaartenbak added an alternative address: HUT",
    ]


def test_the_history_of_addresses_costs_the_same_for_one_and_for_many():
    person = a_person()

    def add():
        code = f"HUT{person.alternative_addresses.count()}"
        starts = date(2026, 1, 1 + person.alternative_addresses.count())
        address = an_address(person, code, country="BE", starts=starts)
        addresses.change_address(address=address, values={"city": "Spa"}, by=EDITOR)
        address_ranges.change_range(range=address.ranges.get(), values={"yearly": True}, by=EDITOR)

    a_country("BE")
    assert_same_queries(lambda: happenings(person.pk), add)


def test_a_former_value_of_an_address_and_of_a_period_is_put_back():
    person = a_person()
    belgium = a_country("BE")
    hut = an_address(person, "HUT", country="BE", starts=JULY, ends=AUGUST)
    addresses.change_address(address=hut, values={"country": None}, by=EDITOR)
    address_ranges.change_range(range=hut.ranges.get(), values={"ends": None}, by=EDITOR)
    told = {each.column: each for each in happenings(person.pk) if each.can_put_back}

    for column in ("country_id", "ends"):
        change = Change.objects.get(pk=told[column].change)
        put_back(contact=person, change=change, field=column, by=EDITOR)

    hut = AlternativeAddress.objects.get(pk=hut.pk)
    assert (hut.country, hut.ranges.get().ends) == (belgium, AUGUST)


def test_what_belonged_to_an_address_that_is_gone_cannot_be_put_back():
    person = a_person()
    hut = an_address(person, "HUT", city="Spa")
    addresses.change_address(address=hut, values={"city": "Gent"}, by=EDITOR)
    change = Change.objects.latest("id")
    addresses.remove_address(address=hut, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        put_back(contact=person, change=change, field="city", by=EDITOR)

    assert refusal.value.key == "put_back.nothing"


def test_a_period_of_one_day_names_it_once():
    day = date(2024, 2, 29)

    with translation.override("nl"):
        assert period_in_words(day, day, yearly=True) == "29 februari, elk jaar vanaf 2024"
        assert period_in_words(day, day, yearly=False) == "29 februari 2024"
