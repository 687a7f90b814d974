"""Bad input at the REST interface: a clear refusal, and nothing stored; never a failure of the program."""

import json
from typing import Any

import pytest

from kaartenbak.contacts.api.shapes import AddressInput, ContactInput
from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company, a_country, a_setup
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import api

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FIELDS = sorted({*ContactInput.model_fields} - {"address", "channels"})
ADDRESS = sorted(AddressInput.model_fields)
TEXTS = {
    "10,000 characters": "a" * 10_000,
    "NUL": "a\0b",
    "half a character": "a\ud800b",
    "bell": "a\x07b",
    "emoji": "🐘🐘",
    "right to left": "\u202eabc\u202c שלום",
    "script": "<script>alert(1)</script>",
    "quotes": "'; DROP TABLE contacts_contact; --",
    "blank": "   ",
    "format": "{0.__class__} %s %(x)s",
}
TYPES: dict[str, Any] = {
    "number": 12,
    "list": ["a"],
    "object": {"a": 1},
    "float": 1.5,
    "huge number": 10**400,
}


def body(field: str, value: Any) -> dict[str, Any]:
    """A contact that is right but for one field."""
    given: dict[str, Any] = {"name": "Zaak"}
    return given | ({"address": {field: value}} if field in ADDRESS else {field: value})


def refused_or_kept(answer: Any, before: int) -> None:
    """Either a problem document with a code and a sentence and nothing stored, or a card that reads back."""
    if answer.status == 201:
        assert Contact.objects.count() == before + 1
        return
    assert 400 <= answer.status < 500, answer.body
    assert answer.code
    assert answer.body["detail"]
    assert Contact.objects.count() == before


@pytest.mark.parametrize("field", [*FIELDS, *ADDRESS])
def test_a_field_with_odd_text_is_refused_with_a_sentence_or_kept_as_typed(field):
    a_setup()
    program = api(EDITOR)
    for value in TEXTS.values():
        before = Contact.objects.count()
        refused_or_kept(program.post("/contacts", body(field, value)), before)


@pytest.mark.parametrize("field", [*FIELDS, *ADDRESS])
def test_a_field_of_a_wrong_type_is_refused_by_its_name_and_nothing_is_stored(field):
    a_setup()
    program = api(EDITOR)
    for value in TYPES.values():
        answer = program.post("/contacts", body(field, value))

        assert (answer.status, answer.code[:6]) == (422, "value."), answer.body
        assert answer.body["field"].startswith(f"address.{field}" if field in ADDRESS else field)
    assert Contact.objects.count() == 0


def test_what_looks_like_markup_or_sql_is_kept_as_text():
    a_setup()
    name = "<script>alert('x')</script>'; DROP TABLE contacts_contact; --"

    made = api(EDITOR).post("/contacts", {"name": name})

    assert api(EDITOR).get(f"/contacts/{made.body['number']}").body["name"] == name


def test_unknown_fields_are_named_all_at_once():
    a_setup()

    answer = api(EDITOR).post("/contacts", {"name": "Zaak", "colour": "red", "shape": "round"})

    assert (answer.status, answer.errors) == (422, [("field.unknown", "colour"), ("field.unknown", "shape")])
    assert Contact.objects.count() == 0


def test_a_refused_change_leaves_the_card_and_the_history_alone():
    a_country("BE")
    company = a_company(country="BE", enterprise_number="0200.068.636")
    program = api(EDITOR)
    entries = Operation.objects.count()

    answer = program.patch(
        f"/contacts/{company.number}", {"name": "Nieuw", "enterprise_number": "0123456789"}
    )

    assert (answer.status, answer.code) == (422, "enterprise.invalid")
    assert (Contact.objects.get().name, Operation.objects.count()) == (company.name, entries)


def test_a_body_of_twenty_megabytes_is_refused_unread():
    a_setup()
    large = json.dumps({"name": "Zaak", "initials": "a" * 20_000_000})

    answer = api(EDITOR).post("/contacts", large)

    assert (answer.status, answer.code) == (413, "body.too_large")
    assert Contact.objects.count() == 0
