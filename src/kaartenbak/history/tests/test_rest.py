"""The history at the REST interface: what was done, taking it back, and the feed of changes."""

from typing import Any

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company, a_setup
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, OUTSIDER, READER
from kaartenbak.testing.clients import Answer, Api, api

pytestmark = pytest.mark.django_db


def changed(program: Api, **values: Any) -> Answer:
    """A change of the one company there is."""
    return program.patch(f"/contacts/{Contact.objects.get().number}", values)


def undo(program: Api, of: Answer, **how: bool) -> Answer:
    return program.post(f"/operations/{of.headers['Operation']}/undo", how)


def the_name() -> str:
    return Contact.objects.get().name


def test_an_operation_tells_what_was_done_when_and_by_whom():
    a_company("De Smet")
    done = changed(api(EDITOR), name="De Smet & Zoon")

    shown = api(READER).get(f"/operations/{done.headers['Operation']}").body

    assert (shown["kind"], shown["actor"], shown["channel"]) == (
        "contacts.change_contact",
        "Eddy Editor",
        "api",
    )
    assert (shown["contacts"], shown["undone_by"], shown["undoes"]) == (1, None, None)
    assert shown["at"].endswith("Z")
    assert "CT000001" in shown["title"] or "De Smet" in shown["title"]


def test_operations_are_found_by_time_user_and_kind():
    a_company()
    program = api(EDITOR)
    first, second = changed(program, name="B"), changed(api(MANAGER), name="C")
    at = program.get(f"/operations/{second.headers['Operation']}").body["at"]

    def found(query: str) -> list[str]:
        return [
            str(each["id"])
            for each in program.get(f"/operations?kind=contacts.change_contact&{query}").body["items"]
        ]

    assert found("") == [second.headers["Operation"], first.headers["Operation"]]
    assert found("actor=eddy") == found("actor=Eddy%20Editor") == [first.headers["Operation"]]
    assert found(f"since={at}") == [second.headers["Operation"]]
    assert found("since=2100-01-01T00:00:00Z") == []


def test_what_is_done_with_accounts_is_for_administrators_and_for_who_did_it():
    program, other = api(EDITOR), api(READER)
    done = program.patch("/me", {"name": "Eddy E."}).headers["Operation"]

    assert program.get(f"/operations/{done}").status == 200
    assert api(ADMIN).get(f"/operations/{done}").status == 200
    assert other.get(f"/operations/{done}").code == "operation.not_found"
    assert done not in [str(each["id"]) for each in other.get("/operations").body["items"]]


@pytest.mark.parametrize("ref", ["999999", "x", "-1", "9" * 30, "١"])
def test_an_operation_that_does_not_exist(ref):
    answer = api(EDITOR).get(f"/operations/{ref}")

    assert (answer.status, answer.code) == (404, "operation.not_found")


def test_an_undo_is_an_operation_and_can_be_undone():
    a_company("A")
    program = api(EDITOR)

    taken_back = undo(program, changed(program, name="B"))
    assert (taken_back.status, taken_back.body["conflicts"], the_name()) == (200, [], "A")
    assert str(taken_back.body["operation"]) == taken_back.headers["Operation"]

    undo(program, taken_back)
    assert the_name() == "B"


def test_a_dry_run_says_what_an_undo_would_do_and_does_nothing():
    a_company("A")
    program = api(EDITOR)
    done = changed(program, name="B")

    answer = undo(program, done, dry_run=True)

    assert (answer.status, answer.body) == (200, {"operation": None, "restored": 1, "conflicts": []})
    assert "Operation" not in answer.headers
    assert the_name() == "B"


def test_what_has_changed_since_stands_in_the_way_and_nothing_is_done():
    a_setup()
    a_company("A", phone="09 224 11 61", city="Gent")
    program = api(EDITOR)
    done = changed(program, phone="09 224 11 62", address={"city": "Aalst"})
    changed(program, phone="09 224 11 63")

    answer = undo(program, done)

    assert (answer.status, answer.code) == (409, "undo.conflicts")
    assert [(c["contact"], c["field"], c["then"], c["now"]) for c in answer.body["conflicts"]] == [
        ("CT000001", "phone", "09 224 11 62", "09 224 11 63")
    ]
    assert answer.body["facts"]["conflicts"] == answer.body["conflicts"]
    assert Contact.objects.get().city == "Aalst"


def test_who_keeps_what_is_newer_is_told_when_all_of_it_is():
    a_setup()
    a_company("A", city="Gent")
    program = api(EDITOR)
    done = changed(program, address={"city": "Aalst"})
    changed(program, address={"city": "Brugge"})

    answer = undo(program, done, keep_newer=True)

    assert (answer.status, answer.body["operation"], answer.body["restored"]) == (200, None, 0)
    assert [(each["then"], each["now"]) for each in answer.body["conflicts"]] == [("Aalst", "Brugge")]
    assert "Operation" not in answer.headers


def test_the_newer_values_can_be_kept_and_the_rest_taken_back():
    a_setup()
    a_company("A", phone="09 224 11 61", city="Gent")
    program = api(EDITOR)
    done = changed(program, phone="09 224 11 62", address={"city": "Aalst"})
    changed(program, phone="09 224 11 63")

    answer = undo(program, done, keep_newer=True)

    card = program.get("/contacts/CT000001").body
    assert (answer.status, answer.body["restored"], len(answer.body["conflicts"])) == (200, 1, 1)
    assert (card["phone"], card["address"]["city"]) == ("09 224 11 63", "Gent")


@pytest.mark.parametrize(
    ("who", "status", "code"),
    [(READER, 403, "permission.missing"), (OUTSIDER, 403, "permission.missing"), (MANAGER, 200, None)],
)
def test_who_may_take_back_what_somebody_else_did(who, status, code):
    a_company("A")
    done = changed(api(EDITOR), name="B")

    answer = undo(api(who), done)

    assert (answer.status, answer.body.get("code")) == (status, code)
    assert the_name() == ("A" if status == 200 else "B")


def test_an_operation_is_undone_once():
    a_company("A")
    program = api(EDITOR)
    done = changed(program, name="B")
    undo(program, done)

    assert (undo(program, done).status, undo(program, done).code) == (409, "undo.already_undone")
    assert Operation.objects.filter(kind="history.undo").count() == 1


def test_the_feed_names_each_changed_card_once_and_the_removed_ones():
    program = api(EDITOR)
    start = program.get("/changes?since=now").body["next"]
    kept, removed = a_company("Kept"), a_company("Removed")
    program.patch(f"/contacts/{kept.number}", {"name": "Kept B"})
    program.delete(f"/contacts/{removed.number}")

    feed = program.get(f"/changes?since={start}").body
    again = program.get(f"/changes?since={feed['next']}").body

    assert feed["items"] == [
        {"contact": kept.number, "uid": str(kept.uid), "version": 2, "removed": False},
        {"contact": removed.number, "uid": str(removed.uid), "version": None, "removed": True},
    ]
    assert (again["items"], again["next"], again["more"]) == ([], feed["next"], False)


def test_the_feed_goes_on_where_a_page_ended():
    program = api(EDITOR)
    numbers = [a_company(f"Company {number}").number for number in range(5)]

    seen, token, more = [], "", True
    while more:
        page = program.get(f"/changes?since={token}&limit=2").body
        seen += [each["contact"] for each in page["items"]]
        token, more = page["next"], page["more"]

    assert seen == numbers


@pytest.mark.parametrize("token", ["x", "-1", "99999999", "1.5"])
def test_a_token_that_the_feed_never_gave_is_refused(token):
    answer = api(EDITOR).get(f"/changes?since={token}")

    assert (answer.status, answer.errors) == (422, [("feed.token", "since")])
