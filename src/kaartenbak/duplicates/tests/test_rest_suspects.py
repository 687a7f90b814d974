"""Duplicates over REST (api.md §9, api-relationship.md §20)."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.models import SearchString
from kaartenbak.history.models import Operation
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR, READER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PLACE = {"street": "Kerkstraat 12", "postcode": "9000", "city": "Gent"}


def two_alike():
    first = a_company("Bakkerij De Smet BV", phone="09 224 11 61", **PLACE)
    return first, a_company("De Smet Bakkerij", phone="+32 9 224 11 61", **PLACE)


def test_a_pair_has_its_numbers_score_and_evidence():
    first, second = two_alike()

    found = api(READER).get("/duplicates").body["items"]

    assert [(each["a"], each["b"], each["state"]) for each in found] == [
        (first.number, second.number, "open")
    ]
    assert found[0]["score"] >= 60
    told = {each["field"]: (each["a"], each["b"], each["kind"]) for each in found[0]["evidence"]}
    assert told["phone"] == ("09 224 11 61", "+32 9 224 11 61", "same")
    assert told["place"] == ("9000 Gent", "9000 Gent", "same")
    assert api(READER).get(f"/duplicates/{found[0]['id']}").body == found[0]


def test_pairs_are_found_by_contact_and_state():
    first, _second = two_alike()
    other = a_person("An Claes")
    pair = api(READER).get("/duplicates").body["items"][0]["id"]

    def count(query):
        return len(api(READER).get(f"/duplicates?{query}").body["items"])

    before = count(f"contact={first.number}"), count(f"contact={other.number}"), count("state=separate")
    said = api(EDITOR).post(f"/duplicates/{pair}/separate", {"reason": "two shops"})
    after = count("state=open"), count("state=separate")

    assert (before, after) == ((1, 0, 0), (0, 1))
    assert (said.status, said.body["state"], said.body["warnings"]) == (200, "separate", [])
    kind = Operation.objects.get(pk=said.headers["Operation"]).kind
    assert kind == "duplicates.separate"
    again = api(EDITOR).post(f"/duplicates/{pair}/separate", {})
    assert (again.status, again.body["code"]) == (422, "duplicates.separate_already")


@pytest.mark.parametrize("ref", ["0", "abc", "99999999999999999999", "-1"])
def test_a_pair_that_is_not_there(ref):
    answer = api(EDITOR).post(f"/duplicates/{ref}/separate", {})

    assert (answer.status, answer.body["code"]) == (404, "duplicates.not_found")


def test_a_reader_separates_nothing_and_starts_no_scan():
    two_alike()
    pair = api(READER).get("/duplicates").body["items"][0]["id"]

    assert api(READER).post(f"/duplicates/{pair}/separate", {}).status == 403
    assert api(READER).post("/duplicates/scan", {}).status == 403


def test_a_scan_is_a_job_that_can_be_followed():
    two_alike()
    started = api(EDITOR).post("/duplicates/scan")
    do_all()

    assert (started.status, started.headers["Location"]) == (202, f"/api/v1/jobs/{started.body['job']}")
    work = api(EDITOR).get(f"/jobs/{started.body['job']}").body
    assert (work["state"], work["result"]) == ("done", {"contacts": 2, "pairs": 1})


def test_a_card_that_is_typed_is_compared_and_not_stored():
    first = a_person("Anne-Lies Vandenberghe", mobile="0470 12 34 56")
    typed = {"kind": "person", "name": "Annelies van den Berghe", "mobile": "+32 470/12.34.56"}

    found = api(EDITOR).post("/contacts/check", typed)

    assert (found.status, [each["number"] for each in found.body["items"]]) == (200, [first.number])
    told = {
        each["field"]: (each["a"], each["b"], each["kind"]) for each in found.body["items"][0]["evidence"]
    }
    assert told["phone"] == ("+32 470/12.34.56", "0470 12 34 56", "same")
    assert Contact.objects.count() == 1
    assert not Operation.objects.filter(kind="contacts.create_contact").exclude(contacts=1).exists()


def test_a_card_that_is_like_nobody_has_no_suspects():
    a_person("Anne-Lies Vandenberghe", mobile="0470 12 34 56")

    assert api(EDITOR).post("/contacts/check", {"name": "Bouw Maes"}).body == {"items": []}
    refused = api(EDITOR).post("/contacts/check", {"kind": "person"})
    assert (refused.status, refused.body["code"]) == (422, "name.required")


def test_making_a_card_tells_of_its_likes():
    first, _ = two_alike()
    answer = api(EDITOR).post(
        "/contacts",
        {"kind": "company", "name": "Bakkerij De Smet NV", "phone": "09 224 11 61", "address": PLACE},
    )

    assert answer.status == 201
    told = [each for each in answer.body["warnings"] if each["code"] == "duplicates.found"]
    assert first.number in told[0]["detail"]


def test_the_search_strings_are_read_and_set():
    before = api(READER).get("/setup/search-strings").body["items"]
    rows = [{"field": "name", "part": "first", "length": 4}, {"field": "city", "part": "last", "length": 3}]
    answer = api(ADMIN).put("/setup/search-strings", {"items": rows})

    assert (len(before), before[0]) == (16, {"field": "name", "part": "first", "length": 5})
    assert (answer.status, answer.body["items"]) == (200, rows)
    assert api(READER).get("/setup/search-strings").body["items"] == rows
    twice = api(ADMIN).put("/setup/search-strings", {"items": [rows[0], rows[0]]})
    assert (twice.status, twice.body["code"]) == (422, "duplicates.setup_twice")


def test_a_list_of_pairs_costs_the_same_for_one_and_for_many():
    assert_same_queries(lambda: api(READER).get("/duplicates"), two_alike)


def test_companies_that_meet_a_filter_are_compared_whatever_the_switches_say():
    a_setup(duplicates_maintain=False)
    first, _second = two_alike()
    elsewhere = a_company("Bakkerij De Smet BV", city="Aalst")
    SearchString.objects.all().delete()

    started = api(EDITOR).post("/duplicates/scan", {"filter": {"city": "Gent"}})
    do_all()

    work = api(EDITOR).get(f"/jobs/{started.body['job']}").body
    assert (work["state"], work["result"]["contacts"]) == ("done", 2)
    having = set(SearchString.objects.values_list("contact_id", flat=True))
    assert (first.pk in having, elsewhere.pk in having) == (True, False)


def test_the_details_of_a_pair_list_each_field_once_with_both_values():
    two_alike()
    pair = api(READER).get("/duplicates").body["items"][0]["id"]

    told = api(READER).get(f"/duplicates/{pair}/strings").body

    fields = {each["field"]: (each["a"], each["b"], each["equal"]) for each in told["items"]}
    assert (len(told["items"]), told["needed"]) == (8, 10)
    assert fields["city"] == ("Gent", "Gent", ["first", "last"])
    assert fields["name"] == ("Bakkerij De Smet BV", "De Smet Bakkerij", [])
    assert fields["email"] == ("", "", [])


def test_the_details_of_a_pair_need_fields_that_are_set_up():
    two_alike()
    pair = api(READER).get("/duplicates").body["items"][0]["id"]
    api(ADMIN).put("/setup/search-strings", {"items": []})

    answer = api(READER).get(f"/duplicates/{pair}/strings")

    assert (answer.status, answer.body["code"]) == (422, "duplicates.no_strings")
