"""Contacts through the REST interface."""

import pytest
from django.utils import timezone

from kaartenbak.setup.models import Territory
from kaartenbak.setup.ops import change_code
from kaartenbak.testing.builders import a_code, a_company, a_country, a_person, a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR, READER
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


def test_a_company_and_its_buyer_are_made_and_read_back():
    a_setup()
    a_country("BE")
    address = {"street": "Korenmarkt 1", "postcode": "9000", "city": "Gent", "country": "BE"}
    company = api(EDITOR).post(
        "/contacts", {"name": "Drukkerij De Smet", "address": address, "email": "a@desmet.be; b@d.be"}
    )
    assert (company.status, company.body["kind"], company.body["company"]) == (
        201,
        "company",
        company.body["number"],
    )

    person = api(EDITOR).post(
        "/contacts", {"name": "Annelies van den Berg", "company": company.body["number"]}
    )

    read = api(READER).get(f"/contacts/{person.body['uid']}").body
    assert (read["kind"], read["company"], read["company_name"]) == (
        "person",
        company.body["number"],
        "Drukkerij De Smet",
    )
    assert (read["address"]["street"], read["address"]["country"], read["email"]) == (
        "Korenmarkt 1",
        "BE",
        "a@desmet.be",
    )
    assert {"address", "country", "email"} <= set(read["follows"])


def test_a_change_based_on_an_old_version_is_refused_with_the_present_one():
    company = a_company()
    first = api(EDITOR).patch(f"/contacts/{company.number}", {"address": {"city": "Gent"}}, if_match='"1"')
    assert (first.status, first.body["version"], first.headers["ETag"]) == (200, 2, '"2"')

    second = api(EDITOR).patch(f"/contacts/{company.number}", {"address": {"city": "Aalst"}}, if_match='"1"')

    assert (second.status, second.code) == (412, "version.stale")
    assert api(READER).get(f"/contacts/{company.number}").body["address"]["city"] == "Gent"


def test_a_tag_that_never_was_a_version_matches_nothing():
    company = a_company()

    answer = api(EDITOR).patch(f"/contacts/{company.number}", {"name": "B"}, if_match="bogus")

    assert (answer.status, answer.body["facts"]) == (412, {"read": None, "present": 1})


def test_a_card_is_read_anew_when_a_code_that_it_shows_got_another_name():
    territory = a_code(Territory, "N")
    path = f"/contacts/{a_company(territory='N').number}"
    tag = api(READER).get(path).headers["ETag"]
    assert api(READER).get(path, if_none_match=tag).status == 304

    change_code(row=territory, code="NOORD", by=ADMIN)

    assert api(READER).get(path, if_none_match=tag).body["territory"] == "NOORD"


def test_the_list_pages_by_key_and_a_company_is_followed_by_its_people():
    company = a_company("Bakkerij Ann")
    a_person("Zoë Wit", company=company)
    a_person("An Zwart", company=company)
    a_company("Drukkerij Zet")

    first = api(READER).get("/contacts?limit=2&count=true").body
    second = api(READER).get(f"/contacts?limit=2&cursor={first['next']}").body

    assert [each["name"] for each in first["items"] + second["items"]] == [
        "Bakkerij Ann",
        "Zoë Wit",
        "An Zwart",
        "Drukkerij Zet",
    ]
    assert (first["count"], second["next"]) == (4, None)


def test_words_in_any_order_find_a_card_and_say_why():
    a_company("Drukkerij De Smet", city="Gent")
    a_company("De Smet", city="Aalst")

    found = api(READER).get("/search?q=gent%20desmet").body["items"]

    assert [(each["name"], each["hit"]["field"]) for each in found] == [("Drukkerij De Smet", "name")]


def test_the_card_as_it_was_and_its_history():
    company = a_company("Oud")
    before = timezone.now().isoformat().replace("+00:00", "Z")
    api(EDITOR).patch(f"/contacts/{company.number}", {"name": "Nieuw", "phone": "09 1"})

    then = api(READER).get(f"/contacts/{company.number}?as_of={before}").body
    history = api(READER).get(f"/contacts/{company.number}/history").body["items"]

    assert (then["name"], then["phone"]) == ("Oud", "")
    assert [
        (each["field"], each["old"], each["new"]) for each in history if each["field"] in ("name", "phone")
    ] == [
        ("phone", None, "09 1"),
        ("name", "Oud", "Nieuw"),
    ]


def test_refusals_name_the_field_as_it_was_sent():
    company = a_company()

    answer = api(EDITOR).patch(f"/contacts/{company.number}", {"address": {"city": "x" * 31}, "follows": []})

    assert answer.status == 422
    answer = api(EDITOR).patch(f"/contacts/{company.number}", {"address": {"city": "x" * 31}})
    assert answer.errors == [("value.too_long", "address.city")]


def test_channels_stand_in_the_same_order_however_they_were_entered():
    a_setup()
    company = a_company("Maes", phone="09 1", mobile="0470 1")
    api(EDITOR).patch(f"/contacts/{company.number}", {"email": "info@maes.be"})

    found = api(READER).get(f"/contacts/{company.number}").body["channels"]

    assert [each["value"] for each in found] == ["09 1", "0470 1", "info@maes.be"]
