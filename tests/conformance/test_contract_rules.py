"""The ground rules of the interface (api.md §1), one test for each promise, against the running server."""

import datetime
import json
import re
import uuid
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.conformance.calling import NAMES, a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

UTC_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z")


# -- Coming in


@pytest.mark.parametrize("authorization", ["", "Bearer", "Basic YTpi", "Token x"])
def test_without_a_token_the_answer_is_401_and_says_how_to_sign_in(register, authorization):
    headers = {"Authorization": authorization} if authorization else {}

    answer = httpx.get(f"{register.base}/contacts", headers=headers)

    assert refusal(answer) == (401, "auth.required", None)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_does_not_exist_is_401(register):
    answer = httpx.get(f"{register.base}/contacts", headers={"Authorization": "Bearer kb_nothing"})

    assert refusal(answer) == (401, "auth.invalid", None)


def test_the_description_and_its_page_need_no_token(register):
    description = httpx.get(f"{register.base}/openapi.json")

    assert description.json()["openapi"].startswith("3.1")
    assert httpx.get(f"{register.base}/docs").status_code == 200


@pytest.mark.parametrize("method", ["POST", "PATCH", "DELETE"])
def test_a_token_that_may_only_read_is_403_for_every_write(read_only, admin, method):
    card = a_company(admin)
    path = "/contacts" if method == "POST" else f"/contacts/{card['number']}"

    answer = read_only.request(method, path, json=None if method == "DELETE" else {"name": "Nieuw"})

    assert refusal(answer) == (403, "auth.read_only", None)
    assert read_only.get(f"/contacts/{card['number']}").json() == {
        name: value for name, value in card.items() if name != "warnings"
    }


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/contacts", {"name": "Nieuw"}),
        ("POST", "/territories", {"code": "NEW"}),
        ("PATCH", "/setup", {"home_country": "NL"}),
    ],
)
def test_a_user_who_may_not_is_403(reader, method, path, body):
    assert refusal(reader.request(method, path, json=body))[0] == 403


def test_an_editor_may_not_change_the_setup(editor):
    assert refusal(editor.patch("/setup", json={"home_country": "NL"}))[:2] == (403, "permission.missing")


@pytest.mark.parametrize(
    "ref", ["CT999999", "0192a000-0000-7000-8000-000000000000", "not a number", "%00", "x" * 300]
)
@pytest.mark.parametrize("below", ["", "/history", "/people", "/image", "/deletion", "/comments", "/related"])
def test_a_contact_that_is_not_there_is_404(reader, ref, below):
    assert refusal(reader.get(f"/contacts/{ref}{below}"))[0] == 404


def test_an_address_where_there_is_nothing_is_404_and_a_wrong_method_405(reader):
    assert refusal(reader.get("/nothing"))[:2] == (404, "path.unknown")
    answer = reader.put("/contacts", json={})
    assert refusal(answer)[:2] == (405, "path.method")
    assert answer.headers["Allow"] == "GET, POST"


# -- Addresses and versions


def test_a_contact_is_addressed_by_its_number_or_its_uid_in_any_case(editor):
    card = a_company(editor)

    answers = [
        editor.get(f"/contacts/{ref}").json()
        for ref in (card["number"], card["number"].lower(), card["uid"], card["uid"].upper())
    ]

    assert all(answer == answers[0] for answer in answers)
    assert answers[0]["uid"] == card["uid"]


def test_reads_carry_the_version_as_etag_and_are_not_sent_again(editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"

    answer = editor.get(path)
    again = editor.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    editor.patch(path, json={"name_2": "Anders"})
    changed = editor.get(path, headers={"If-None-Match": answer.headers["ETag"]})

    assert answer.headers["ETag"] == f'"{card["version"]}"'
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", answer.headers["ETag"])
    assert (changed.status_code, changed.json()["name_2"]) == (200, "Anders")


@pytest.mark.parametrize(
    "path", ["/contacts?limit=3", "/territories", "/setup", "/me", "/operations?limit=2"]
)
def test_every_read_can_be_asked_for_only_when_it_has_changed(admin, path):
    answer = admin.get(path)

    assert admin.get(path, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
    assert admin.get(path, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("method", "below", "body"),
    [
        ("PATCH", "", {"name": "Nieuw"}),
        ("DELETE", "", None),
        ("POST", "/kind", {"kind": "company"}),
        ("POST", "/follow", {"groups": ["phone"]}),
        ("POST", "/unfollow", {"groups": ["phone"]}),
        ("DELETE", "/image", None),
    ],
)
def test_a_write_based_on_an_old_version_is_412_with_the_present_one(manager, method, below, body):
    card = a_person(manager)
    path = f"/contacts/{card['number']}"
    manager.patch(path, json={"name": "Tussendoor"})

    answer = manager.request(method, path + below, json=body, headers={"If-Match": '"1"'})

    assert refusal(answer) == (412, "version.stale", None)
    assert (answer.json()["version"], answer.headers["ETag"]) == (2, '"2"')
    assert manager.get(path).json()["name"] == "Tussendoor"


def test_a_write_with_the_present_version_or_with_none_wins(editor):
    card = a_company(editor)
    path = f"/contacts/{card['number']}"

    based = editor.patch(path, json={"name": "Een"}, headers={"If-Match": '"1"'})
    free = editor.patch(path, json={"name": "Twee"})
    any_version = editor.patch(path, json={"name": "Drie"}, headers={"If-Match": "*"})

    assert [answer.headers["ETag"] for answer in (based, free, any_version)] == ['"2"', '"3"', '"4"']


# -- The same request twice


def test_a_key_and_body_sent_again_answer_the_first_result(editor):
    body, key = {"name": next(NAMES)}, {"Idempotency-Key": str(uuid.uuid4())}

    first = editor.post("/contacts", json=body, headers=key)
    second = editor.post("/contacts", json=body, headers=key)

    assert (second.status_code, second.json()) == (201, first.json())
    for header in ("Operation", "Location", "ETag"):
        assert second.headers[header] == first.headers[header]
    assert editor.get("/contacts", params={"q": body["name"], "count": "true"}).json()["count"] == 1


def test_a_key_with_another_body_is_409(editor):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    editor.post("/contacts", json={"name": next(NAMES)}, headers=key)

    answer = editor.post("/contacts", json={"name": next(NAMES)}, headers=key)

    assert refusal(answer) == (409, "idempotency.other_body", "Idempotency-Key")


def test_a_key_sent_many_times_at_once_is_done_once(editor):
    name, key = f"Tegelijk {uuid.uuid4().hex[:8]}", {"Idempotency-Key": str(uuid.uuid4())}

    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda _: editor.post("/contacts", json={"name": name}, headers=key), range(6))
        )

    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["number"] for answer in answers}) == 1
    assert editor.get("/contacts", params={"q": name, "count": "true"}).json()["count"] == 1


# -- Lists


def test_a_list_has_items_next_and_a_count_when_asked(reader):
    plain, counted = reader.get("/contacts?limit=2").json(), reader.get("/contacts?limit=2&count=true").json()

    assert (len(plain["items"]), plain["count"]) == (2, None)
    assert plain["next"] == counted["next"]
    assert counted["count"] > 250


def test_a_list_gives_fifty_and_at_most_five_hundred(reader):
    assert len(reader.get("/contacts").json()["items"]) == 50
    assert len(reader.get("/contacts?limit=500").json()["items"]) > 250
    assert refusal(reader.get("/contacts?limit=501")) == (422, "value.too_high", "limit")
    assert refusal(reader.get("/contacts?limit=0")) == (422, "value.too_low", "limit")


@pytest.mark.parametrize("sort", ["", "name", "number", "-modified_at", "company_name"])
def test_pages_hold_every_card_once_while_others_are_added(reader, editor, sort):
    before = numbers(reader.get("/contacts", params={"sort": sort, "limit": 500}).json())
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = reader.get("/contacts", params={"sort": sort, "limit": 60, "cursor": cursor}).json()
        seen += numbers(page)
        cursor = page["next"]
        a_company(editor, name="AAA vooraan")

    assert len(seen) == len(set(seen))
    assert [number for number in seen if number in set(before)] == before[: len(seen)]
    assert set(before) <= set(seen)


def numbers(page):
    return [each["number"] for each in page["items"]]


def test_a_cursor_of_another_list_is_refused(reader):
    cursor = reader.get("/contacts?limit=1&sort=name").json()["next"]

    assert refusal(reader.get("/contacts", params={"cursor": cursor, "sort": "number"})) == (
        422,
        "cursor.invalid",
        "cursor",
    )


def test_fields_trim_one_record_and_every_item_of_a_list(reader):
    one = reader.get("/contacts/CT000001?fields=number,address").json()
    many = reader.get("/contacts?fields=name,email&limit=3").json()["items"]

    assert list(one) == ["number", "address"]
    assert [set(each) for each in many] == [{"name", "email"}] * 3


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/contacts?colour=red", "colour"),
        ("/contacts?fields=colour", "fields"),
        ("/contacts/CT000001?colour=1", "colour"),
        ("/territories?colour=1", "colour"),
    ],
)
def test_unknown_parameters_are_refused(reader, path, field):
    assert refusal(reader.get(path)) == (422, "field.unknown", field)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/contacts", {"name": "Zaak", "colour": "red"}),
        ("/territories", {"code": "ROOD", "colour": "red"}),
        ("/contacts/CT000001/comments", {"text": "Hallo", "colour": "red"}),
    ],
)
def test_unknown_fields_of_a_body_are_refused(admin, path, body):
    assert refusal(admin.post(path, json=body)) == (422, "field.unknown", "colour")


# -- Refusals and warnings


@pytest.mark.parametrize(
    ("language", "shown"),
    [("nl-BE,nl;q=0.9", "nl"), ("en", "en"), ("fr-CA", "fr"), ("de", "de"), ("es, fr;q=0.5", "fr")],
)
def test_the_sentence_of_a_refusal_is_in_the_language_asked_for(register, language, shown):
    with register.caller("editor", **{"Accept-Language": language}) as caller:
        answer = caller.post("/contacts", json={"kind": "company"})

    assert refusal(answer) == (422, "name.required", "name")
    assert answer.headers["Content-Language"] == shown
    assert "Accept-Language" in answer.headers["Vary"]


def test_everything_that_is_wrong_is_told_at_once(editor):
    answer = editor.post("/contacts", json={"name": "Zaak", "phone": "bel mij", "address": {"country": "XX"}})

    assert refusal(answer)[0] == 422
    assert {(each["code"], each["field"]) for each in answer.json()["errors"]} == {
        ("phone.letters", "phone"),
        ("reference.unknown", "address.country"),
    }


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (b"{", "application/json", (400, "body.malformed")),
        (b"[]", "application/json", (400, "body.malformed")),
        (b'{"name": NaN}', "application/json", (400, "body.malformed")),
        (b"\xff", "application/json", (400, "body.malformed")),
        (b"name=x", "application/x-www-form-urlencoded", (415, "body.content_type")),
        (json.dumps({"name": "x" * 6_000_000}).encode(), "application/json", (413, "body.too_large")),
        (b'{"name": 1}', "application/json", (422, "value.type")),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_by_its_own_status(editor, content, kind, expected):
    answer = editor.post("/contacts", content=content, headers={"Content-Type": kind})

    assert refusal(answer)[:2] == expected


def test_what_deserves_a_word_comes_with_the_success(editor):
    vat = "BE0200065765"
    a_company(editor, vat_number=vat, address={"country": "BE"})

    answer = editor.post(
        "/contacts", json={"name": next(NAMES), "vat_number": vat, "address": {"country": "BE"}}
    )

    assert answer.status_code == 201
    warning = next(each for each in answer.json()["warnings"] if each["code"] == "vat.used_elsewhere")
    assert set(warning) == {"code", "field", "detail", "facts"}


# -- Writes


def test_every_write_names_its_operation_and_that_can_be_undone(manager):
    answer = manager.post("/contacts", json={"name": next(NAMES)})
    path = answer.headers["Location"].removeprefix("/api/v1")
    changed = manager.patch(path, json={"name_2": "Anders"})

    undone = manager.post(f"/operations/{changed.headers['Operation']}/undo", json={})
    assert (undone.status_code, undone.json()["conflicts"]) == (200, [])
    assert manager.get(path).json()["name_2"] == ""
    manager.post(f"/operations/{undone.headers['Operation']}/undo", json={})
    assert manager.get(path).json()["name_2"] == "Anders"


def test_times_are_rfc_3339_in_utc_dates_iso_and_codes_upper_case(admin):
    made(admin, {"code": "noord", "description": "Noorden"}, "/territories")
    card = a_person(admin, birthday="1980-02-29", territory="noord")

    assert UTC_TIME.fullmatch(card["created_at"])
    assert datetime.datetime.fromisoformat(card["modified_at"]).utcoffset() == datetime.timedelta()
    assert (card["birthday"], card["territory"]) == ("1980-02-29", "NOORD")
