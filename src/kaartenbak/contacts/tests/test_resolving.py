"""What a text means, step by step (contacts.md §19)."""

import pytest

from kaartenbak.contacts.queries import resolve_any, resolve_company
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


def a_few():
    a_company("Drukkerij De Smet", number="D1", city="Gent", phone="09 223 11 22")
    a_company("Smetana Muziek", number="S1", postcode="8000")
    a_person("Élise Vandenbossche", number="P1", mobile="0470 12 34 56", email="elise@smet.example")


@pytest.mark.parametrize(
    ("step", "text", "number"),
    [
        ("the number", "s1", "S1"),
        ("the name in any case", "drukkerij de smet", "D1"),
        ("the beginning of a name", "smetana", "S1"),
        ("a name without its accent", "elise vanden", "P1"),
        ("the e-mail address", "ELISE@smet.example", "P1"),
        ("the phone number as it is called from abroad", "+32 9 223 11 22", "D1"),
        ("the mobile number at home", "0470/123456", "P1"),
        ("a fragment of a phone number", "0470 12", "P1"),
        ("a fragment of a name", "bossche", "P1"),
        ("a city", "gent", "D1"),
        ("a name with two wrong letters", "Drukerij De Smit", "D1"),
    ],
)
def test_a_text_means_the_contact_that_the_first_step_finds(step, text, number):
    a_few()

    assert resolve_any(text, by=EDITOR).number == number, step


def test_a_name_that_differs_more_than_a_letter_of_five_means_nobody():
    a_few()

    with pytest.raises(NotFound) as refusal:
        resolve_any("Drekerig De Smyt", by=EDITOR)

    assert refusal.value.key == "contact.not_found"


def test_a_name_typed_in_its_own_case_goes_before_another_of_the_same_letters():
    a_company("SMET")
    exact = a_company("Smet")

    assert resolve_any("Smet", by=EDITOR) == exact


def test_a_fragment_that_several_hold_is_left_to_the_reader():
    a_few()

    answer = api(EDITOR).get("/contacts/resolve?kind=any&text=met")

    assert answer.body["contact"] is None
    assert [each["number"] for each in answer.body["candidates"]] == ["D1", "S1"]


def test_a_company_is_not_guessed_by_a_name_much_like_it():
    a_few()

    with pytest.raises(NotFound):
        resolve_company("Drukerij De Smit", by=EDITOR)
    with pytest.raises(Refused) as refusal:
        resolve_company("met", by=EDITOR)

    assert (refusal.value.key, refusal.value.facts["numbers"]) == ("contact.ambiguous", ["D1", "S1"])
