"""What every endpoint does with a request that is not as it should be."""

import pytest
from django.db import OperationalError

from kaartenbak.accounts.models import User
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("case", "body", "status", "errors"),
    [
        ("no JSON", '{"name":', 400, [("body.malformed", None)]),
        ("nothing", "", 400, [("body.malformed", None)]),
        ("a list", "[]", 400, [("body.malformed", None)]),
        ("a number that is none", '{"name": NaN}', 400, [("body.malformed", None)]),
        ("a number without end", '{"name": ' + "9" * 5000 + "}", 400, [("body.malformed", None)]),
        ("not UTF-8", b'{"name": "\xff"}', 400, [("body.malformed", None)]),
        ("nested too deep", '{"name": ' + "[" * 100_000 + "}", 400, [("body.malformed", None)]),
        ("a NUL", r'{"name": "a\u0000b"}', 422, [("value.control", "name")]),
        ("half a character", r'{"name": "\ud800"}', 422, [("value.control", "name")]),
        ("half a character in a name", r'{"na\ud800me": "x"}', 422, [("value.control", None)]),
        ("an unknown field", '{"nom": "x"}', 422, [("field.unknown", "nom")]),
        ("a field that is only shown", '{"role": "admin"}', 422, [("field.read_only", "role")]),
        ("a number for a text", '{"name": 1}', 422, [("value.type", "name")]),
        ("an object for a text", '{"name": {}}', 422, [("value.type", "name")]),
        ("too long", '{"name": "' + "x" * 101 + '"}', 422, [("value.too_long", "name")]),
        ("no date", '{"work_date": "2026-02-30"}', 422, [("value.date", "work_date")]),
        ("a number for a date", '{"work_date": 20260301}', 422, [("value.type", "work_date")]),
        ("several", '{"name": 1, "x": 2}', 422, [("value.type", "name"), ("field.unknown", "x")]),
    ],
)
def test_a_body_that_is_not_as_it_should_be(case, body, status, errors):
    answer = api(EDITOR).patch("/me", body)

    assert (answer.status, answer.errors) == (status, errors), case
    assert (answer.code, answer.body["field"]) == errors[0]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert User.objects.get().name == "Eddy Editor"


@pytest.mark.parametrize("key", [{}, {"Idempotency_Key": "one"}])
@pytest.mark.parametrize("content_type", ["multipart/form-data", "multipart/form-data; boundary=é"])
def test_a_form_that_cannot_be_read(content_type, key):
    answer = api(EDITOR).post("/imports", b"rubbish", Content_Type=content_type, **key)

    assert (answer.status, answer.code) == (400, "body.form")


def test_a_body_without_a_length_is_refused_and_not_taken_for_none():
    answer = api(EDITOR).call("PATCH", "/me", "", {"Transfer-Encoding": "chunked", "Content-Length": ""})

    assert (answer.status, answer.code) == (411, "body.no_length")


def test_a_problem_says_what_is_wrong_in_the_language_asked_for():
    answer = api(EDITOR, language="en").patch("/me", {"name": "x" * 101})

    assert answer.body == {
        "type": "urn:kaartenbak:problem:value.too_long",
        "title": answer.body["title"],
        "status": 422,
        "code": "value.too_long",
        "field": "name",
        "detail": "Name holds at most 100 characters; this is 101.",
        "facts": {"field_label": "name", "limit": 100, "length": 101},
        "errors": answer.body["errors"],
    }
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize(
    ("case", "asked", "own", "language"),
    [
        ("asked for", "de-AT, en;q=0.5", "fr", "de"),
        ("the first that there is", "pt, nl;q=0.4", "fr", "nl"),
        ("that of the user when nothing is asked", "", "fr", "fr"),
        ("that of the installation when nobody cares", "", "", "nl"),
    ],
)
def test_the_language_of_an_answer(case, asked, own, language):
    program = api(EDITOR)
    program.patch("/me", {"language": own})
    del program.headers["Accept-Language"]
    if asked:
        program.headers["Accept-Language"] = asked

    assert program.get("/me").headers["Content-Language"] == language, case


@pytest.mark.parametrize(
    ("case", "path", "errors"),
    [
        ("unknown parameters", "/me?x=1&y=2", [("field.unknown", "x"), ("field.unknown", "y")]),
        ("an unknown field", "/me?fields=name,nom", [("field.unknown", "fields")]),
        ("too many", "/operations?limit=501", [("value.too_high", "limit")]),
        ("too few", "/operations?limit=0", [("value.too_low", "limit")]),
        ("no number", "/operations?limit=ten", [("value.type", "limit")]),
        ("no truth", "/operations?count=perhaps", [("value.type", "count")]),
        ("twice", "/operations?limit=1&limit=2", [("field.repeated", "limit")]),
        ("no moment", "/operations?since=yesterday", [("value.date", "since")]),
        ("a NUL", "/operations?kind=%00", [("value.control", "kind")]),
        ("a cursor of nobody", "/operations?cursor=abc", [("cursor.invalid", "cursor")]),
        ("a cursor of another order", "/operations?cursor=WyJpZCIsMV0", [("cursor.invalid", "cursor")]),
    ],
)
def test_parameters_that_are_not_as_they_should_be(case, path, errors):
    answer = api(EDITOR).get(path)

    assert (answer.status, answer.errors) == (422, errors), case


@pytest.mark.parametrize(
    ("moment", "found"),
    [
        ("2358-05-14T09:07:08%2B23:25", False),
        ("0001-01-01T00:00:00%2B01:00", True),
        ("9999-12-31T23:59:59-01:00", False),
    ],
)
def test_a_moment_of_any_zone_and_at_any_end_of_the_calendar_is_understood(moment, found):
    answer = api(EDITOR).get(f"/operations?since={moment}")

    assert (answer.status, answer.body["items"] != []) == (200, found)


def test_a_body_of_another_type_is_not_read():
    answer = api(EDITOR).patch("/me", "name=x", Content_Type="application/x-www-form-urlencoded")

    assert (answer.status, answer.code) == (415, "body.content_type")


def test_a_body_of_20_megabytes_is_refused_without_being_read():
    program = api(EDITOR)

    answer = program.patch("/me", '{"name": "' + "x" * 20_000_000 + '"}')

    assert (answer.status, answer.code) == (413, "body.too_large")
    assert answer.body["facts"] == {"limit": 5_242_880}


@pytest.mark.parametrize("path", ["/", "/nothing", "/me/", "/contacts/%00", "/operations/1/redo"])
def test_an_address_where_there_is_nothing(path):
    answer = api(EDITOR).get(path)

    assert answer.status == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_method_that_an_address_does_not_take():
    answer = api(EDITOR).delete("/me")

    assert (answer.status, answer.code, answer.headers["Allow"]) == (405, "path.method", "GET, PATCH")


@pytest.fixture
def broken_endpoint(monkeypatch):
    """The endpoint of one's own user, ending in whatever a test says."""

    def break_it(failure):
        def fail(*_arguments):
            raise failure

        monkeypatch.setattr("kaartenbak.accounts.api.shown", fail)
        program = api(EDITOR)
        program.client.raise_request_exception = False
        return program

    return break_it


def test_a_database_that_does_not_answer_is_a_reason_to_come_back(broken_endpoint):
    answer = broken_endpoint(OperationalError("database is locked")).get("/me")

    assert (answer.status, answer.code, answer.headers["Retry-After"]) == (503, "unavailable.busy", "2")


def test_a_failure_of_the_program_is_a_problem_that_gives_nothing_away(broken_endpoint):
    answer = broken_endpoint(ZeroDivisionError("secret")).get("/me")

    assert (answer.status, answer.code) == (500, "server.error")
    assert b"secret" not in answer.content
