"""A look at a card beside a list."""

import pytest

from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


def test_it_shows_the_chief_facts_and_nothing_that_is_blank():
    company = a_company("Zeta")
    person = a_person(
        "An <b>Zeeman</b>",
        company=company,
        job_title="Inkoper",
        phone="09 224 11 61",
        email="an@zeta.example",
    )

    shown = visitor(READER).get(f"/contacts/{person.number}/peek/", headers=HTMX).content.decode()

    assert "An &lt;b&gt;Zeeman&lt;/b&gt;" in shown
    for fact in (
        "Inkoper",
        'href="tel:092241161"',
        'href="mailto:an@zeta.example"',
        f"/contacts/{company.number}/",
    ):
        assert fact in shown
    assert "Mobile" not in shown
    assert "VAT number" not in shown


def test_without_scripts_it_leads_to_the_card():
    company = a_company("Zeta")

    answer = visitor(READER).get(f"/contacts/{company.number}/peek/")

    assert (answer.status_code, answer["Location"]) == (302, f"/contacts/{company.number}/")


@pytest.mark.parametrize("number", ["CT999999", "%00", "'"])
def test_a_contact_that_is_not_there_is_not_found(number):
    a_company("Zeta")

    assert visitor(READER).get(f"/contacts/{number}/peek/", headers=HTMX).status_code == 404
    assert visitor(READER).get(f"/contacts/{number}/").status_code == 404


def test_it_costs_the_same_however_much_there_is():
    company, client = a_company("Zeta"), visitor(EDITOR)

    assert_same_queries(
        lambda: client.get(f"/contacts/{company.number}/peek/", headers=HTMX),
        lambda: add_comment(contact=company, text="Note", by=EDITOR),
    )
