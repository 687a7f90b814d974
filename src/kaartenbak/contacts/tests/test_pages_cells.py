"""Editing a value in a list, in its cell."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def at(contact: Contact, name: str) -> str:
    return f"/contacts/{contact.number}/cells/{name}/"


def test_the_form_holds_the_value_and_what_was_sent_is_saved_and_told():
    person, client = a_person(job_title="Inkoper"), visitor(EDITOR)

    form = client.get(at(person, "job_title"), headers=HTMX).content.decode()
    answer = client.post(
        at(person, "job_title"), {"job_title": "Chef", "was-job_title": "Inkoper"}, headers=HTMX
    )

    assert 'value="Inkoper"' in form
    assert answer.status_code == 204
    assert "contacts-changed" in answer["HX-Trigger"]
    person.refresh_from_db()
    assert person.job_title == "Chef"


@pytest.mark.parametrize(
    ("case", "typed"),
    [
        ("nothing of the sort", "an@"),
        ("a NUL", "a\0@b.example"),
        ("very long", "a" * 5000 + "@b.example"),
        ("<script>", "<script>"),
    ],
)
def test_a_refusal_stands_in_the_cell_and_changes_nothing(case, typed):
    person = a_person(email="an@zeta.example")

    answer = visitor(EDITOR).post(
        at(person, "email"), {"email": typed, "was-email": "an@zeta.example"}, headers=HTMX
    )

    assert answer.status_code == 422, case
    assert 'class="error"' in answer.content.decode()
    person.refresh_from_db()
    assert [channel.value for channel in person.channels.all()] == ["an@zeta.example"]


def test_what_was_changed_meanwhile_is_asked_about_in_the_dialog():
    person = a_person(job_title="Chef")

    answer = visitor(EDITOR).post(
        at(person, "job_title"), {"job_title": "Baas", "was-job_title": "Inkoper"}, headers=HTMX
    )

    assert (answer.status_code, answer["HX-Retarget"]) == (409, "#dialog")
    person.refresh_from_db()
    assert person.job_title == "Chef"


def test_a_reader_cannot_and_what_a_contact_does_not_have_is_not_there():
    company = a_company()

    assert visitor(READER).get(at(company, "phone"), headers=HTMX).status_code == 403
    assert visitor(EDITOR).get(at(company, "job_title"), headers=HTMX).status_code == 404
    assert visitor(EDITOR).get(at(company, "nonsense"), headers=HTMX).status_code == 404


def test_without_scripts_it_leads_to_the_card():
    company = a_company()

    answer = visitor(EDITOR).get(at(company, "phone"))

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{company.number}/")
