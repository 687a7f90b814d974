"""What one can do with a contact over REST (api.md §2), one test for each promise, against the running server."""

import base64

import pytest

from tests.conformance.calling import a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

GIF = base64.b64decode("R0lGODlhAQABAIAAAP8AAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==")


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
