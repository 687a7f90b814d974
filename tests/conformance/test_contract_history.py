"""What happened, taking it back, and the feed (api.md §7), one test for each promise, against the running server."""

import pytest

from tests.conformance.calling import NAMES, a_company, a_person, refusal

pytestmark = pytest.mark.slow


def changed(caller, card, **fields):
    """Change a card; the id of the operation."""
    return caller.patch(f"/contacts/{card['number']}", json=fields).headers["Operation"]


def test_an_operation_tells_what_was_done_by_whom_and_how(admin, register):
    with register.caller("editor") as editor:
        card = a_company(editor)
        operation = changed(editor, card, name_2="Anders")

    found = admin.get(f"/operations/{operation}").json()

    assert set(found) == {
        "id", "kind", "title", "at", "actor", "channel", "reason", "contacts", "undone_by", "undoes",
    }  # fmt: skip
    assert (found["kind"], found["channel"], found["contacts"]) == ("contacts.change_contact", "api", 1)
    assert card["name"] in found["title"]
    assert (found["undone_by"], found["undoes"]) == (None, None)


@pytest.mark.parametrize("ref", ["999999999", "abc", "0", "-1", "9" * 30])
def test_an_operation_that_is_not_there_is_404(reader, ref):
    assert refusal(reader.get(f"/operations/{ref}"))[:2] == (404, "operation.not_found")


def test_operations_are_listed_newest_first_and_filtered(admin, editor):
    card = a_company(editor)
    first = admin.get(f"/operations/{changed(editor, card, name_2='Een')}").json()
    second = int(changed(editor, card, name_2="Twee"))

    newest = admin.get("/operations?limit=2").json()
    since = admin.get("/operations", params={"since": first["at"]}).json()["items"]
    kinds = admin.get("/operations?kind=contacts.change_contact&limit=20").json()["items"]
    editors = admin.get("/operations?actor=editor&limit=20").json()["items"]

    assert [each["id"] for each in newest["items"]] == [second, first["id"]]
    following = admin.get("/operations", params={"limit": 2, "cursor": newest["next"]}).json()["items"]
    assert following[0]["id"] < first["id"]
    assert {each["id"] for each in since} >= {first["id"], second}
    assert all(each["at"] >= first["at"] for each in since)
    assert {each["kind"] for each in kinds} == {"contacts.change_contact"}
    # One of them was done under another name, which stays with what was done.
    assert "editor" in {each["actor"] for each in editors} <= {"editor", "Eddy"}


def test_the_title_is_in_the_language_asked_for(register, editor):
    operation = changed(editor, a_company(editor), name_2="Anders")

    titles = set()
    for language in ("en", "nl", "fr", "de"):
        with register.caller("editor", **{"Accept-Language": language}) as caller:
            titles.add(caller.get(f"/operations/{operation}").json()["title"])

    assert len(titles) == 4


def test_undo_takes_back_and_is_an_operation_that_can_be_undone(editor):
    card = a_company(editor, name_2="Vroeger")
    operation = changed(editor, card, name_2="Later")
    path = f"/contacts/{card['number']}"

    undone = editor.post(f"/operations/{operation}/undo", json={})
    entry = editor.get(f"/operations/{operation}").json()

    assert set(undone.json()) >= {"operation", "restored", "conflicts"}
    assert undone.json()["restored"] >= 1
    assert (str(undone.json()["operation"]), undone.json()["conflicts"]) == (undone.headers["Operation"], [])
    assert editor.get(path).json()["name_2"] == "Vroeger"
    assert entry["undone_by"] == undone.json()["operation"]
    assert editor.get(f"/operations/{entry['undone_by']}").json()["undoes"] == int(operation)
    editor.post(f"/operations/{entry['undone_by']}/undo", json={})
    assert editor.get(path).json()["name_2"] == "Later"


def test_undo_without_a_body_is_undo(editor):
    operation = changed(editor, a_company(editor), name_2="Later")

    assert editor.post(f"/operations/{operation}/undo").status_code == 200
    assert refusal(editor.post(f"/operations/{operation}/undo"))[:2] == (409, "undo.already_undone")


def test_a_dry_run_tells_and_does_nothing(editor):
    card = a_company(editor)
    operation = changed(editor, card, name_2="Later")

    plan = editor.post(f"/operations/{operation}/undo", json={"dry_run": True})

    assert plan.json() == {"operation": None, "restored": 1, "conflicts": []}
    assert "Operation" not in plan.headers
    assert editor.get(f"/contacts/{card['number']}").json()["name_2"] == "Later"


def test_what_changed_since_is_a_conflict_and_nothing_is_done(editor):
    card = a_company(editor, name_2="Een", phone="09 1")
    operation = changed(editor, card, name_2="Twee", phone="09 2")
    changed(editor, card, name_2="Drie")
    path, undo = f"/contacts/{card['number']}", f"/operations/{operation}/undo"
    conflict = {"contact": card["number"], "field": "name_2", "then": "Twee", "now": "Drie"}

    plan = editor.post(undo, json={"dry_run": True}).json()
    refused = editor.post(undo, json={})
    untouched = editor.get(path).json()

    assert [{name: each[name] for name in conflict} for each in plan["conflicts"]] == [conflict]
    assert refusal(refused)[:2] == (409, "undo.conflicts")
    assert [{name: each[name] for name in conflict} for each in refused.json()["facts"]["conflicts"]] == [
        conflict
    ]
    assert (untouched["name_2"], untouched["phone"]) == ("Drie", "09 2")
    kept = editor.post(undo, json={"keep_newer": True})
    after = editor.get(path).json()
    assert kept.status_code == 200
    assert (after["name_2"], after["phone"]) == ("Drie", "09 1")


def test_an_editor_takes_back_what_he_did_and_a_manager_what_anybody_did(editor, manager, reader):
    card = a_company(manager)
    of_manager = changed(manager, card, name_2="Een")
    of_editor = changed(editor, a_company(editor), name_2="Een")

    assert refusal(editor.post(f"/operations/{of_manager}/undo"))[0] == 403
    assert refusal(reader.post(f"/operations/{of_editor}/undo"))[0] == 403
    assert manager.post(f"/operations/{of_editor}/undo").status_code == 200


def test_the_feed_tells_each_card_that_changed_once_and_none_twice(editor, manager):
    start = manager.get("/changes?since=now").json()
    assert (start["items"], start["more"]) == ([], False)
    company = a_company(manager)
    person = a_person(manager, company=company["number"])
    changed(manager, company, name_2="Anders")
    gone = a_company(manager)
    manager.delete(f"/contacts/{gone['number']}")

    feed = manager.get("/changes", params={"since": start["next"]}).json()

    shown = {each["contact"]: each for each in feed["items"]}
    assert len(shown) == len(feed["items"])
    assert {company["number"], person["number"], gone["number"]} <= set(shown)
    assert shown[company["number"]]["version"] == 2
    assert shown[company["number"]]["uid"] == company["uid"]
    assert [shown[card["number"]]["removed"] for card in (company, person, gone)] == [False, False, True]
    again = manager.get("/changes", params={"since": feed["next"]}).json()
    assert not {each["contact"] for each in again["items"]} & set(shown)


def test_the_feed_comes_in_pages(editor):
    start = editor.get("/changes?since=now").json()["next"]
    made = {a_company(editor, name=next(NAMES))["number"] for _ in range(5)}

    seen, token, more = [], start, True
    while more:
        page = editor.get("/changes", params={"since": token, "limit": 2}).json()
        seen += [each["contact"] for each in page["items"]]
        token, more = page["next"], page["more"]

    assert made <= set(seen)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("token", ["x", "-1", "9" * 40, "now "])
def test_a_token_that_is_none_is_refused(reader, token):
    assert refusal(reader.get("/changes", params={"since": token}))[0] == 422
