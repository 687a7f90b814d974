"""Contacts over REST (api.md §2), one test for each promise, against the running server."""

import base64
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
GIF = base64.b64decode("R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")
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


# -- What one can do with a card


def test_a_company_is_deleted_with_its_people_after_a_look_at_what_goes(manager):
    company = a_company(manager)
    person = a_person(manager, company=company["number"])
    manager.post(f"/contacts/{company['number']}/comments", json={"text": "Belangrijk"})

    preview = manager.get(f"/contacts/{company['number']}/deletion").json()
    answer = manager.delete(f"/contacts/{company['number']}")

    assert set(preview) == {"goes", "stays", "blocks"}
    assert sum(preview["goes"].values()) >= 2
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Operation"]
    for card in (company, person):
        assert manager.get(f"/contacts/{card['number']}").status_code == 404
    manager.post(f"/operations/{answer.headers['Operation']}/undo", json={})
    assert manager.get(f"/contacts/{person['uid']}").json()["company"] == company["number"]


def test_the_people_of_a_deleted_company_may_be_kept(manager):
    company = a_company(manager, phone="09 1")
    person = a_person(manager, company=company["number"])

    answer = manager.delete(f"/contacts/{company['number']}?people=keep")

    kept = manager.get(f"/contacts/{person['number']}").json()
    assert answer.status_code == 204
    assert (kept["company"], kept["company_name"], kept["follows"], kept["phone"]) == (None, "", [], "09 1")
    assert refusal(manager.delete(f"/contacts/{person['number']}?people=sell"))[:2] == (422, "value.choice")


def test_a_person_follows_his_company_or_not_group_by_group(editor):
    company = a_company(editor, address={"street": "Kouter 1", "city": "Gent"}, phone="09 1")
    person = a_person(editor, company=company["number"])
    path = f"/contacts/{person['number']}"
    assert {"address", "phone"} <= set(person["follows"])

    unfollowed = editor.post(f"{path}/unfollow", json={"groups": ["address"]}).json()
    editor.patch(f"/contacts/{company['number']}", json={"address": {"street": "Kouter 2"}, "phone": "09 2"})
    between = editor.get(path).json()
    followed = editor.post(f"{path}/follow", json={"groups": ["address"]}).json()

    assert "address" not in unfollowed["follows"]
    assert (between["address"]["street"], between["phone"]) == ("Kouter 1", "09 2")
    assert (followed["address"]["street"], "address" in followed["follows"]) == ("Kouter 2", True)
    assert refusal(editor.post(f"{path}/follow", json={"groups": ["hobby"]}))[:2] == (
        422,
        "follow.unknown_group",
    )


def test_the_kind_is_changed_by_its_own_address_or_by_patch(editor):
    card = a_company(editor, name="Ann Claes")
    path = f"/contacts/{card['number']}"

    person = editor.post(f"{path}/kind", json={"kind": "person"}).json()
    company = editor.patch(path, json={"kind": "company"}).json()

    assert (person["kind"], person["surname"]) == ("person", "Claes")
    assert (company["kind"], company["surname"]) == ("company", "")


def test_a_company_with_people_cannot_become_a_person(editor):
    company = a_company(editor)
    a_person(editor, company=company["number"])

    status, code, _field = refusal(
        editor.post(f"/contacts/{company['number']}/kind", json={"kind": "person"})
    )

    assert (status, code.split(".")[0]) == (422, "type")


@pytest.mark.parametrize("kind", ["formal", "informal"])
def test_a_contact_is_greeted_in_his_language_or_another(editor, kind):
    salutation = "M"
    card = a_person(editor, name="Jan Peeters", salutation=salutation, language="NLB")
    path = f"/contacts/{card['number']}/salutation"

    own = editor.get(path, params={"type": kind}).json()["text"]
    french = editor.get(path, params={"type": kind, "language": "FRB"}).json()["text"]

    assert own
    assert french
    assert own != french


def test_the_people_of_a_company_and_everybody_related(editor):
    company = a_company(editor)
    people = [a_person(editor, name=name, company=company["number"]) for name in ("Bea Blom", "An Aarts")]

    listed = editor.get(f"/contacts/{company['number']}/people").json()["items"]
    related = editor.get(f"/contacts/{people[0]['number']}/related").json()["items"]

    assert [each["name"] for each in listed] == ["An Aarts", "Bea Blom"]
    assert {each["number"] for each in related} == {company["number"], people[1]["number"]}


def test_a_picture_is_put_shown_and_taken_off(editor):
    card = a_person(editor)
    path = f"/contacts/{card['number']}/image"
    assert refusal(editor.get(path))[:2] == (404, "image.none")

    put = editor.put(path, content=GIF, headers={"Content-Type": "image/gif"})
    shown = editor.get(path)
    again = editor.get(path, headers={"If-None-Match": shown.headers["ETag"]})
    address = editor.get(f"/contacts/{card['number']}").json()["image"]
    by_address = editor.get(address.removeprefix("/api/v1"))
    form = editor.put(path, files={"file": ("a.gif", GIF, "image/gif")})
    taken = editor.delete(path)

    assert (put.status_code, put.headers["ETag"]) == (200, '"2"')
    assert (shown.status_code, shown.headers["Content-Type"]) == (200, "image/webp")
    assert (again.status_code, by_address.content, form.status_code) == (304, shown.content, 200)
    assert (taken.status_code, editor.get(path).status_code) == (204, 404)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"no picture", "image/png", (422, "image.unreadable")),
        (GIF, "text/plain", (415, "body.content_type")),
        (b"x" * 6_000_000, "image/png", (413, "body.too_large")),
    ],
)
def test_a_picture_that_is_none_is_refused(editor, content, kind, expected):
    card = a_person(editor)

    answer = editor.put(f"/contacts/{card['number']}/image", content=content, headers={"Content-Type": kind})

    assert refusal(answer)[:2] == expected


def test_the_card_as_it_was_and_what_happened_to_it(editor):
    card = a_company(editor, name_2="Vroeger")
    path = f"/contacts/{card['number']}"
    then = editor.get(f"{path}/history").json()["items"][0]["at"]
    editor.patch(path, json={"name_2": "Later"})

    past = editor.get(path, params={"as_of": then}).json()
    item = editor.get(f"{path}/history").json()["items"][0]

    stamps = {"modified_at", "warnings"}
    assert {**past, **dict.fromkeys(stamps)} == {**card, **dict.fromkeys(stamps)}
    assert (past["name_2"], past["version"]) == ("Vroeger", 1)
    assert set(item) >= {"operation", "at", "actor", "kind", "field", "old", "new"}
    assert (item["field"], item["old"], item["new"]) == ("name_2", "Vroeger", "Later")
    assert refusal(editor.get(path, params={"as_of": "1990-01-01T00:00:00Z"}))[0] == 404


def test_the_history_is_paged(editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"
    for number in range(5):
        editor.patch(path, json={"name_2": f"Naam {number}"})

    first = editor.get(f"{path}/history?limit=3").json()
    second = editor.get(f"{path}/history", params={"limit": 3, "cursor": first["next"]}).json()

    assert [each["new"] for each in first["items"] + second["items"]][:5] == [
        f"Naam {number}" for number in (4, 3, 2, 1, 0)
    ]


def test_comments_are_written_read_changed_and_removed(editor):
    path = f"/contacts/{a_company(editor)['number']}/comments"

    first = made(editor, {"text": "Belt liever 's ochtends", "code": "tel"}, path)
    second = made(editor, {"text": "Tweede regel", "date": "2026-03-01"}, path)
    changed = editor.patch(f"{path}/{first['id']}", json={"text": "Belt liever 's avonds"})
    removed = editor.delete(f"{path}/{second['id']}")

    assert {"date", "code", "text"} <= set(first)
    assert (first["code"], second["date"]) == ("TEL", "2026-03-01")
    assert (changed.status_code, removed.status_code) == (200, 204)
    assert [each["text"] for each in editor.get(path).json()["items"]] == ["Belt liever 's avonds"]
    assert refusal(editor.get(f"{path}/{second['id']}"))[0] == 404
    stale = editor.patch(f"{path}/{first['id']}", json={"text": "x"}, headers={"If-Match": '"1"'})
    assert refusal(stale)[:2] == (412, "version.stale")


def test_a_text_is_resolved_to_the_contact_it_means(editor):
    one, two = a_company(editor, name="Resolvabel Noord"), a_company(editor, name="Resolvabel Zuid")
    person = a_person(editor, name="Rosa Resolvabel")

    exact = editor.get("/contacts/resolve", params={"text": "resolvabel noord"}).json()
    fragment = editor.get("/contacts/resolve", params={"text": "solvabel"}).json()
    anybody = editor.get("/contacts/resolve", params={"text": "Rosa Resolvabel", "kind": "any"}).json()
    nobody = editor.get("/contacts/resolve", params={"text": "bestaat echt niet"}).json()

    assert exact["contact"] == {name: one[name] for name in ("number", "uid", "name", "kind")}
    assert fragment["contact"] is None
    assert {each["number"] for each in fragment["candidates"]} == {one["number"], two["number"]}
    assert anybody["contact"]["number"] == person["number"]
    assert nobody == {"contact": None, "candidates": []}
