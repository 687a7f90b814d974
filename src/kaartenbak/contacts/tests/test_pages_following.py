"""What follows the company, on the pages."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def page_of(contact: Contact) -> str:
    return visitor(READER).get(f"/contacts/{contact.number}/").content.decode()


def test_an_inherited_value_says_from_which_company():
    person = a_person(company=a_company("Zeta", street="Korenmarkt 1"))

    line = page_of(person).split('id="field-address"')[1].split("</div>")[0]

    assert 'class="chip inherited"' in line
    assert ">Zeta</a>" in line


def test_an_own_value_says_so():
    person = a_person(company=a_company(street="Korenmarkt 1"), street="Thuisstraat 2", city="Ledeberg")

    line = page_of(person).split('id="field-address"')[1].split("</div>")[0]

    assert 'class="chip own"' in line


def test_nothing_is_said_where_inheritance_is_switched_off():
    a_setup(inherit_language=False)
    person = a_person(company=a_company())

    line = page_of(person).split('id="field-language"')[1].split("</div>")[0]

    assert "chip" not in line


def test_an_own_value_can_follow_again_and_then_does():
    company = a_company(street="Korenmarkt 1", postcode="9000", city="Gent")
    person = a_person(company=company, street="Thuisstraat 2", postcode="9050", city="Ledeberg")

    answer = visitor(EDITOR).post(f"/contacts/{person.number}/following/address/", headers=PART)

    now = Contact.objects.get(pk=person.pk)
    assert (now.street, now.city, "address" in now.follows) == ("Korenmarkt 1", "Gent", True)
    assert 'hx-swap-oob="true" id="field-address"' in answer.content.decode()


def test_an_inherited_value_can_be_kept_as_own():
    company = a_company(street="Korenmarkt 1", postcode="9000", city="Gent")
    person = a_person(company=company)

    visitor(EDITOR).post(f"/contacts/{person.number}/following/address/", {"keep": "own"}, headers=PART)
    change_contact(contact=company, values={"street": "Vrijdagmarkt 3"}, by=EDITOR)

    assert Contact.objects.get(pk=person.pk).street == "Korenmarkt 1"


@pytest.mark.parametrize("group", ["nonsense", "correspondence_type"])
def test_what_cannot_follow_is_refused(group):
    person = a_person(company=a_company())

    answer = visitor(EDITOR).post(f"/contacts/{person.number}/following/{group}/", headers=PART)

    assert answer.status_code == 422


def test_who_has_no_company_has_nothing_to_follow():
    person = a_person()

    answer = visitor(EDITOR).post(f"/contacts/{person.number}/following/address/", headers=PART)

    assert answer.status_code == 422
    assert "has no company to follow" in answer.headers["HX-Trigger"]
