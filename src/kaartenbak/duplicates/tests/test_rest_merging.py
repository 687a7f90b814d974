"""Merging over REST (api.md §9)."""

from typing import Any

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.testing.builders import a_company, a_person, an_address
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


def merging(kept: Contact, other: Any, **body: Any) -> Any:
    ref = other if isinstance(other, str) else other.number
    return api(EDITOR).post(f"/contacts/{kept.number}/merge", {"duplicate": ref} | body)


def test_a_merge_answers_with_the_survivor():
    kept, other = a_company("A", city="Gent"), a_company("B", city="Aalst", street="Dorp 2")

    answer = merging(kept, str(other.uid), take=["address.city", "street"])

    assert (answer.status, answer.body["number"], answer.body["uid"]) == (200, kept.number, str(kept.uid))
    assert (answer.body["address"]["city"], answer.body["address"]["street"]) == ("Aalst", "Dorp 2")
    assert answer.headers["ETag"] == f'"{answer.body["version"]}"'
    undone = api(EDITOR).post(f"/operations/{answer.headers['Operation']}/undo", {})
    assert undone.body["conflicts"] == []
    assert api(READER).get(f"/contacts/{other.number}").body["name"] == "B"


def test_a_dry_run_tells_what_would_happen_and_does_nothing():
    kept, other = a_company("A", city="Gent"), a_company("B", phone="+32 9 222 22 22")
    a_person("An", company=other)
    add_comment(contact=other, text="Called", by=EDITOR)
    for card in (kept, other):
        an_address(card, "SUMMER", street=card.name)

    found = merging(kept, other, dry_run=True)

    assert (found.status, "Operation" in found.headers) == (200, False)
    assert {"field": "number", "current": kept.number, "duplicate": other.number} in found.body["fields"]
    assert {"field": "city", "current": "Gent", "duplicate": ""} in found.body["fields"]
    assert {"table": "people", "current": 0, "duplicate": 1} in found.body["related"]
    assert {"table": "alternative_addresses", "current": 1, "duplicate": 1} in found.body["related"]
    assert found.body["conflicts"] == [{"table": "alternative_addresses", "key": "SUMMER"}]
    assert Contact.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("case", "settled", "left"),
    [
        ("dropped", {}, 0),
        ("renamed", {"rename": "SEA"}, 0),
        ("renamed to a code that is taken", {"rename": "fair"}, 1),
    ],
)
def test_a_dry_run_counts_what_is_settled(case, settled, left):
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        an_address(card, "SUMMER", street=card.name)
    an_address(kept, "FAIR")

    resolve = {"alternative_addresses": {"SUMMER": settled}}
    assert len(merging(kept, other, resolve=resolve, dry_run=True).body["conflicts"]) == left, case
    assert merging(kept, other, resolve=resolve).status == (409 if left else 200), case


def test_conflicts_are_counted_and_answered_with_409():
    kept, other = a_company("A"), a_company("B")
    for card in (kept, other):
        an_address(card, "SUMMER", street=card.name)

    found = merging(kept, other)

    assert (found.status, found.code, found.body["facts"]["count"]) == (409, "merge.conflicts", 1)
    assert Contact.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize(
    ("case", "body", "status", "code"),
    [
        ("itself", {"duplicate": "SELF"}, 422, "merge.same"),
        ("nobody", {"duplicate": "CT999999"}, 422, "merge.not_found"),
        ("nothing", {"duplicate": ""}, 422, "merge.not_found"),
        ("a NUL", {"duplicate": "\x00"}, 422, "value.control"),
        ("a person", {"duplicate": "PERSON"}, 422, "merge.other_type"),
        ("left out", {}, 422, "value.required"),
        ("a number", {"duplicate": 5}, 422, "value.type"),
        ("the number of the other", {"duplicate": "OTHER", "take": ["number"]}, 422, "merge.number_stays"),
        ("no field", {"duplicate": "OTHER", "take": ["<script>"]}, 422, "field.unknown"),
        ("no list", {"duplicate": "OTHER", "take": "phone"}, 422, "value.type"),
        ("no table", {"duplicate": "OTHER", "resolve": {"😀": {"a": {}}}}, 422, "merge.no_such_conflict"),
        ("more than asked", {"duplicate": "OTHER", "x": 1}, 422, "field.unknown"),
    ],
)
@pytest.mark.parametrize("dry_run", [False, True])
def test_bad_input_is_refused_and_nothing_happens(case, body, status, code, dry_run):
    kept = a_company("A", number="SELF")
    a_company("B", number="OTHER")
    a_person("An", number="PERSON")

    found = api(EDITOR).post(f"/contacts/{kept.number}/merge", body | {"dry_run": dry_run})

    assert (found.status, found.code) == (status, code), case
    assert Contact.objects.count() == 3


def test_the_version_of_the_card_is_honoured():
    kept, other = a_company("A"), a_company("B")
    change_contact(contact=kept, values={"city": "Gent"}, by=EDITOR)

    address = f"/contacts/{kept.number}/merge"
    found = api(EDITOR).post(address, {"duplicate": other.number}, If_Match=f'"{kept.version}"')

    assert found.status == 412
    assert Contact.objects.filter(pk=other.pk).exists()


def test_who_may_not_is_refused():
    kept, other = a_company("A"), a_company("B")

    assert api(READER).post(f"/contacts/{kept.number}/merge", {"duplicate": other.number}).status == 403
    assert Contact.objects.count() == 2


def test_the_old_number_and_uid_answer_308_with_the_address_of_the_survivor():
    kept, other = a_company("A"), a_company("B", number="OUD 7")
    merging(kept, other)

    for ref in ("OUD%207", str(other.uid)):
        for path in ("", "/people", "/people?limit=5"):
            found = api(READER).get(f"/contacts/{ref}{path}")
            assert (found.status, found.headers["Location"]) == (308, f"/api/v1/contacts/{kept.uid}{path}")
    assert api(EDITOR).patch(f"/contacts/{other.uid}", {"name": "C"}).status == 308
    assert api(READER).get(f"/contacts/{other.uid}.vcf").headers["Location"].endswith(f"{kept.uid}.vcf")


def test_merging_twice_says_that_it_is_one_card_already():
    kept, other = a_company("A"), a_company("B")
    merging(kept, other)

    assert merging(kept, other).code == "merge.same"
