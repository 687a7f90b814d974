"""The codes of contacts and who has a code (api.md §4, api-relationship.md §20), one test for each promise."""

import pytest

from tests.conformance.calling import a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

# For each table: who can have its codes, what an item holds beside code and description, and its name among the counts.
TABLES = {
    "mailing-groups": (a_company, {}, "mailing_groups"),
    "industry-groups": (a_company, {}, "industry_groups"),
    "business-relations": (a_company, {"to": "", "number": ""}, "business_relations"),
    "job-responsibilities": (a_person, {}, "job_responsibilities"),
    "web-sources": (a_company, {"search_word": "Zeta"}, ""),
}


def a_code(admin, table, code, **fields):
    """A code that the table has from now on."""
    admin.delete(f"/{table}/{code}")
    return made(admin, {"code": code, "description": "Om te testen"} | fields, f"/{table}")


@pytest.mark.parametrize("table", TABLES)
def test_a_code_is_given_counted_listed_and_taken_away(admin, table):
    make, more, counted = TABLES[table]
    a_code(admin, table, "ZQA")
    card = make(admin)
    path = f"/contacts/{card['number']}/{table}"
    word = {name: value for name, value in more.items() if name == "search_word"}

    added = admin.post(path, json={"code": "zqa"} | word)
    again = refusal(admin.post(path, json={"code": "ZQA"}))
    counts = admin.get(f"/contacts/{card['number']}").json()["counts"]

    assert (added.status_code, again[:2]) == (201, (409, "assignment.exists"))
    assert admin.get(path).json()["items"] == [{"code": "ZQA", "description": "Om te testen"} | more]
    assert not counted or counts[counted] == 1
    assert [each["number"] for each in admin.get(f"/{table}/ZQA/contacts").json()["items"]] == [
        card["number"]
    ]
    assert refusal(admin.delete(f"/{table}/ZQA"))[:2] == (409, "code.in_use")
    assert admin.delete(f"{path}/ZQA").status_code == admin.delete(f"/{table}/ZQA").status_code == 204


@pytest.mark.parametrize(
    ("table", "make", "code"),
    [
        ("industry-groups", a_person, "contact.must_be_company"),
        ("business-relations", a_person, "contact.must_be_company"),
        ("web-sources", a_person, "contact.must_be_company"),
        ("job-responsibilities", a_company, "contact.must_be_person"),
    ],
)
def test_a_code_is_for_who_can_have_it(admin, table, make, code):
    a_code(admin, table, "ZQB")

    answer = admin.post(f"/contacts/{make(admin)['number']}/{table}", json={"code": "ZQB"})

    assert refusal(answer)[:2] == (422, code)


def test_the_address_of_a_web_source_holds_the_search_word_encoded(admin):
    a_code(admin, "web-sources", "ZQC", url="https://find.example/?q=%1")
    path = f"/contacts/{a_company(admin)['number']}/web-sources"
    admin.post(path, json={"code": "ZQC", "search_word": "a b&c"})

    assert admin.get(f"{path}/ZQC/url").json() == {"url": "https://find.example/?q=a%20b%26c"}


def test_many_come_and_go_as_one_operation_that_is_undone_as_one(admin):
    a_code(admin, "mailing-groups", "ZQD")
    first, second = a_company(admin), a_person(admin)
    path = "/mailing-groups/ZQD/contacts"
    admin.post(path, json={"add": [first["number"]]})

    answer = admin.post(path, json={"add": [second["uid"], "NOBODY"], "remove": [first["number"]]})
    members = [each["number"] for each in admin.get(path).json()["items"]]
    undone = admin.post(f"/operations/{answer.headers['Operation']}/undo", json={})

    told = {name: answer.json()[name] for name in ("added", "already", "removed", "skipped")}
    skipped = [{"ref": "NOBODY", "code": "contact.not_found"}]
    assert told == {"added": 1, "already": 0, "removed": 1, "skipped": skipped}
    assert (members, undone.status_code) == ([second["number"]], 200)
    assert [each["number"] for each in admin.get(path).json()["items"]] == [first["number"]]
