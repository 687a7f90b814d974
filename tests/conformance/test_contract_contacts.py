"""Contacts over REST (api.md §2), one test for each promise, against the running server."""

from itertools import pairwise

import pytest

from tests.conformance.calling import NAMES, a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

FIELDS = {
    "uid", "number", "series", "version", "created_at", "modified_at", "kind", "name", "name_2", "search_name", "first_name",
    "middle_name", "surname", "initials", "job_title", "birthday", "salutation", "company", "company_name", "address", "phone",
    "mobile", "extension", "fax", "email", "email_2", "website", "channels", "salesperson", "territory", "language",
    "format_region", "currency", "vat_number", "registration_number", "enterprise_number", "organizational_level",
    "correspondence_type", "exclude_from_segments", "external_id", "privacy_blocked", "minor", "parental_consent", "follows",
    "business_relation", "counts", "last_interaction_date", "last_attempt_date", "next_task_date",
}  # fmt: skip
COUNTS = {
    "mailing_groups", "industry_groups", "business_relations", "job_responsibilities", "alternative_addresses", "interactions",
}  # fmt: skip
# A value for each field that can be written, and another.
VALUES = {
    "name_2": ("Twee", "Drie"),
    "search_name": ("ZOEK", "VIND"),
    "extension": ("12", "13"),
    "phone": ("09 224 11 00", "09 224 11 01"),
    "mobile": ("+32 475 11 22 33", "+32 475 11 22 34"),
    "fax": ("09 224 11 02", "09 224 11 03"),
    "email": ("een@voorbeeld.be", "twee@voorbeeld.be"),
    "website": ("https://voorbeeld.be", "www.voorbeeld.be"),
    "language": ("NLB", "FRB"),
    "currency": ("EUR", "USD"),
    "format_region": ("nl-BE", "fr-BE"),
    "registration_number": ("R1", "R2"),
    "external_id": ("X1", "X2"),
    "correspondence_type": ("letter", "email"),
}


def test_a_card_has_every_field_of_the_contract(reader):
    card = reader.get("/contacts/CT000001").json()

    assert set(card) >= FIELDS
    assert set(card["address"]) == {"street", "street_2", "postcode", "city", "county", "country"}
    assert set(card["counts"]) == COUNTS
    assert all(set(each) == {"kind", "label", "value", "normal", "main"} for each in card["channels"])


def test_a_new_card_is_a_person_when_it_names_a_company_and_a_company_otherwise(editor):
    company = made(editor, {"name": next(NAMES)})
    person = made(editor, {"name": "Ann Claes", "company": company["number"]})

    assert (company["kind"], company["company"]) == ("company", company["number"])
    assert (person["kind"], person["company"], person["company_name"]) == (
        "person",
        company["number"],
        company["name"],
    )
    assert (person["first_name"], person["surname"]) == ("Ann", "Claes")


def test_the_employer_may_be_given_by_number_uid_or_name(editor):
    company = a_company(editor)

    for given in (company["number"], company["uid"], company["name"], company["name"].upper()):
        assert a_person(editor, company=given)["company"] == company["number"]
    assert refusal(editor.post("/contacts", json={"name": "Jan", "company": "Bestaat Niet BV"})) == (
        422,
        "contact.not_found",
        "company",
    )


@pytest.mark.parametrize("name", VALUES)
@pytest.mark.parametrize("nothing", [None, ""])
def test_patch_changes_what_is_given_leaves_what_is_not_and_clears(editor, name, nothing):
    value, other = VALUES[name]
    extra = {"phone": "09 000 00 00"} if name != "phone" else {"mobile": "0475 00 00 00"}
    card = a_company(editor, **{name: value}, **extra)
    path = f"/contacts/{card['number']}"
    kept = next(iter(extra))

    changed = editor.patch(path, json={name: other}).json()
    cleared = editor.patch(path, json={name: nothing}).json()

    assert (card[name], changed[name]) == (value, other)
    assert changed[kept] == cleared[kept] == card[kept]
    assert cleared[name] in (None, "", card["name"].upper())


@pytest.mark.parametrize("name", ["exclude_from_segments", "privacy_blocked", "minor", "parental_consent"])
def test_a_switch_is_set_and_null_puts_it_off(editor, name):
    card = a_person(editor, minor=name == "parental_consent")
    path = f"/contacts/{card['number']}"

    assert editor.patch(path, json={name: True}).json()[name] is True
    assert editor.patch(path, json={name: None}).json()[name] is False


def test_the_parts_of_an_address_are_changed_one_by_one(editor):
    address = {"street": "Korenmarkt 1", "postcode": "9000", "city": "Gent", "country": "BE"}
    card = a_company(editor, address=address)
    path = f"/contacts/{card['number']}"

    changed = editor.patch(path, json={"address": {"street": "Kouter 2"}}).json()["address"]
    cleared = editor.patch(path, json={"address": {"street": ""}}).json()["address"]
    emptied = editor.patch(path, json={"address": None}).json()["address"]

    assert changed == card["address"] | {"street": "Kouter 2"}
    assert cleared == card["address"] | {"street": ""}
    assert not any(emptied.values())


def test_several_fields_in_one_request_are_one_operation(manager):
    card = a_company(manager)
    path = f"/contacts/{card['number']}"

    answer = manager.patch(path, json={"name": next(NAMES), "phone": "09 1", "address": {"city": "Gent"}})
    items = manager.get(f"{path}/history").json()["items"]

    operation = int(answer.headers["Operation"])
    assert {"name", "phone", "city"} <= {each["field"] for each in items if each["operation"] == operation}
    manager.post(f"/operations/{operation}/undo", json={})
    undone = manager.get(path).json()
    assert (undone["name"], undone["phone"], undone["address"]["city"]) == (card["name"], "", "")


def test_a_change_that_changes_nothing_is_no_operation(editor):
    card = a_company(editor, name_2="Zelfde")

    answer = editor.patch(f"/contacts/{card['number']}", json={"name_2": "Zelfde"})

    assert "Operation" not in answer.headers
    assert answer.json()["version"] == 1


def test_a_number_may_be_given_and_changed_and_must_be_free(admin):
    # The series of the demonstration company does not allow numbers of one's own.
    series = admin.get("/setup").json()["number_series"]["contacts"]
    admin.patch(f"/number-series/{series}", json={"manual": True})
    first, second = a_company(admin, number="eigen-1"), a_company(admin, number="EIGEN-2")

    taken = admin.post("/contacts", json={"name": "Zaak", "number": "EIGEN-1"})
    clash = admin.patch(f"/contacts/{second['uid']}", json={"number": "EIGEN-1"})
    renamed = admin.patch(f"/contacts/{first['uid']}", json={"number": "EIGEN-3"}).json()

    assert (first["number"], renamed["number"]) == ("EIGEN-1", "EIGEN-3")
    assert refusal(taken) == refusal(clash) == (409, "number.exists", "number")
    assert admin.get("/contacts/EIGEN-1").status_code == 404
    assert admin.get("/contacts/EIGEN-3").json()["uid"] == first["uid"]


@pytest.mark.parametrize("field", ["uid", "version", "created_at", "company_name", "follows", "counts"])
def test_what_is_shown_only_cannot_be_written(editor, field):
    assert refusal(editor.post("/contacts", json={"name": "Zaak", field: 1})) == (
        422,
        "field.read_only",
        field,
    )


def test_channels_are_all_of_them_and_the_flat_fields_the_main_ones(editor):
    card = a_company(
        editor,
        email="een@voorbeeld.be; twee@voorbeeld.be",
        channels=[
            {"kind": "phone", "label": "balie", "value": "09 224 11 00"},
            {"kind": "phone", "value": "09 224 11 99", "main": True},
            {"kind": "messaging", "label": "Signal", "value": "@zaak"},
        ],
    )

    assert (card["phone"], card["email"], card["email_2"]) == (
        "09 224 11 99",
        "een@voorbeeld.be",
        "twee@voorbeeld.be",
    )
    assert {(each["kind"], each["value"], each["main"]) for each in card["channels"]} == {
        ("phone", "09 224 11 99", True),
        ("phone", "09 224 11 00", False),
        ("email", "een@voorbeeld.be", True),
        ("email", "twee@voorbeeld.be", False),
        ("messaging", "@zaak", True),
    }
    assert card["channels"][0]["normal"] == "+3292241199"


# -- Lists


@pytest.fixture(scope="module")
def listed(admin):
    """A company and a person with a value in everything that can be filtered."""
    made(admin, {"code": "LST", "name": "Lies"}, "/salespeople")
    made(admin, {"code": "LSTT", "description": "Test"}, "/territories")
    level = admin.get("/organizational-levels?limit=1").json()["items"][0]["code"]
    company = a_company(
        admin, vat_number="BE0400378485", salesperson="LST", territory="LSTT", language="FRB", external_id="LST-1",
        email="unieke@filterbedrijf.be", phone="+32 2 555 43 21", name="Filterbedrijf",
        address={"postcode": "1083", "city": "Ganshoren", "country": "BE"},
    )  # fmt: skip
    person = a_person(
        admin, name="Fien Filter", company=company["number"], organizational_level=level, privacy_blocked=True
    )
    return {"company": company, "person": person}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=filterbedrijf", "both"),
        ("q=fien+filterb", "person"),
        ("salesperson=LST&kind=company", "company"),
        ("salesperson=lst&kind=person", "person"),
        ("salesperson=LST&kind=person&kind=company", "both"),
        ("company={company}", "both"),
        ("territory=LSTT", "both"),
        ("language=FRB&salesperson=LST", "both"),
        ("country=BE&salesperson=LST", "both"),
        ("country=NL&salesperson=LST", "none"),
        ("country=NL&country=BE&salesperson=LST", "both"),
        ("postcode=1083&salesperson=LST", "both"),
        ("city=ganshoren&salesperson=LST", "both"),
        ("email=unieke@filterbedrijf.be&kind=company", "company"),
        ("phone=02/555.43.21&kind=company", "company"),
        ("vat_number=BE 0400.378.485", "company"),
        ("external_id=LST-1", "company"),
        ("organizational_level={level}&salesperson=LST", "person"),
        ("privacy_blocked=true&salesperson=LST", "person"),
        ("privacy_blocked=false&salesperson=LST", "company"),
        ("modified_since={now}&salesperson=LST", "both"),
        ("modified_since=2999-01-01T00:00:00Z", "none"),
    ],
)
def test_lists_are_filtered(reader, listed, query, found):
    company, person = listed["company"], listed["person"]
    places = {
        "company": company["number"],
        "level": person["organizational_level"],
        "now": company["created_at"],
    }

    answer = reader.get(f"/contacts?{query.format(**places)}&count=true")

    wanted = {"both": [company, person], "company": [company], "person": [person], "none": []}[found]
    assert [each["number"] for each in answer.json()["items"]] == [each["number"] for each in wanted]
    assert answer.json()["count"] == len(wanted)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=animal", "kind"),
        ("sort=colour", "sort"),
        ("modified_since=today", "modified_since"),
        ("count=2", "count"),
    ],
)
def test_a_filter_with_an_impossible_value_is_refused(reader, query, field):
    status, code, place = refusal(reader.get(f"/contacts?{query}"))

    assert (status, code[:6], place) == (422, "value.", field)


def test_the_order_is_that_of_companies_each_with_its_people(reader):
    items = reader.get("/contacts?limit=500").json()["items"]

    for before, after in pairwise(items):
        if after["kind"] == "person" and after["company"]:
            assert before["company"] == after["company"]


def test_words_find_cards_and_say_why(reader, listed):
    item = reader.get("/search?q=filterb&limit=5").json()["items"][0]

    assert item["number"] == listed["company"]["number"]
    assert set(item["hit"]) == {"field", "text", "formerly"}
    assert item["hit"]["field"] == "name"
