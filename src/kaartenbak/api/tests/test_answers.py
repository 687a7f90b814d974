"""What every endpoint answers with: fields, versions, pages."""

import pytest

from kaartenbak.api.answers import matches, version_wanted
from kaartenbak.testing.cast import ADMIN, EDITOR
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


def test_fields_trim_an_answer_to_what_is_wanted():
    assert api(EDITOR).get("/me?fields=role,name").body == {"role": "editor", "name": "Eddy Editor"}


def test_fields_trim_every_item_of_a_list():
    program = api(ADMIN)

    assert program.get("/operations?fields=id,kind&limit=1").body["items"][0].keys() == {"id", "kind"}


def test_what_the_caller_has_already_is_not_sent_again():
    program = api(EDITOR)
    tag = program.get("/me").headers["ETag"]

    again = program.get("/me", If_None_Match=f'W/"other", {tag}')
    program.patch("/me", {"name": "Eddy E."})
    changed = program.get("/me", If_None_Match=tag)

    assert (again.status, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert (changed.status, changed.body["name"]) == (200, "Eddy E.")


@pytest.mark.parametrize(
    ("header", "etag", "expected"),
    [
        ("", "1", False),
        ("*", "1", True),
        ('"1"', "1", True),
        ('W/"1"', "1", True),
        ('"2", "1"', "1", True),
        ('"11"', "1", False),
    ],
)
def test_which_tags_match(header, etag, expected):
    assert matches(header, etag) is expected


@pytest.mark.parametrize(
    ("header", "version"),
    [
        (None, None),
        ("*", None),
        ('"7"', 7),
        ('W/"7"', 7),
        ('"x", "7"', 7),
        ('"x"', -1),
        ('"' + "9" * 40 + '"', -1),
    ],
)
def test_the_version_that_a_write_is_based_on(header, version, rf):
    headers = {} if header is None else {"If-Match": header}

    assert version_wanted(rf.get("/", headers=headers)) == version


def test_a_write_names_its_operation_and_one_that_changes_nothing_does_not():
    program = api(EDITOR)

    first = program.patch("/me", {"name": "Eddy E."})
    second = program.patch("/me", {"name": "Eddy E."})

    assert (
        program.get(f"/operations/{first.headers['Operation']}").body["kind"] == "accounts.change_own_profile"
    )
    assert (first.body["warnings"], second.body["warnings"]) == ([], [])
    assert "Operation" not in second.headers


def test_pages_follow_each_other_without_gap_and_without_repetition():
    program = api(ADMIN)
    for number in range(7):
        program.patch("/me", {"name": f"Adam {number}"})
    whole = [each["id"] for each in program.get("/operations?limit=500").body["items"]]

    pages: list[list[int]] = []
    cursor: str | None = ""
    while cursor is not None:
        body = program.get(f"/operations?limit=3&count=true&cursor={cursor}").body
        pages.append([each["id"] for each in body["items"]])
        cursor = body["next"]

    assert [key for page in pages for key in page] == whole
    assert {len(page) for page in pages[:-1]} == {3}
    assert body["count"] == len(whole)


def test_counting_is_done_only_when_asked_for():
    assert api(ADMIN).get("/operations").body["count"] is None


def test_head_is_a_get_without_a_body():
    answer = api(EDITOR).call("HEAD", "/me", None, {})

    assert (answer.status, answer.content) == (200, b"")
    assert answer.headers["ETag"]
