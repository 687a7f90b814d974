"""New cards on the pages."""

import re

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import Postcode
from kaartenbak.testing.builders import a_company, a_country, a_setup, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def test_a_new_company_gets_the_next_number_and_its_card_is_shown():
    a_setup()

    answer = visitor(EDITOR).post(
        "/contacts/new/company/", {"name": "Drukkerij De Smet", "phone": "09 224 11 61"}
    )

    made = Contact.objects.get()
    assert (made.kind, made.name, made.number) == ("company", "Drukkerij De Smet", "CT000001")
    assert answer.headers["Location"] == "/contacts/CT000001/"


def test_a_new_person_from_a_companys_card_works_there_and_inherits():
    company = a_company("Zeta", street="Korenmarkt 1", city="Gent")
    client = visitor(EDITOR)

    form = client.get(f"/contacts/new/person/?company={company.number}").context["form"]
    client.post("/contacts/new/person/", {"name": "An Claes", "company": form["company"].value()})

    made = Contact.objects.get(name="An Claes")
    assert (made.company, made.street, made.first_name) == (company, "Korenmarkt 1", "An")


def test_the_employer_may_be_typed_by_name():
    company = a_company("Zeta")

    visitor(EDITOR).post("/contacts/new/person/", {"name": "An Claes", "company": "zeta"})

    assert Contact.objects.get(name="An Claes").company == company


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_made():
    a_setup()

    answer = visitor(EDITOR).post(
        "/contacts/new/company/", {"name": "Zeta", "phone": "abc", "email": "info@", "country": "QQ"}
    )

    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    assert set(answer.context["form"].errors) == {"phone", "email", "country"}
    assert 'value="abc"' in answer.content.decode()


def test_a_name_is_needed():
    a_setup()

    answer = visitor(EDITOR).post("/contacts/new/company/", {"name": " "})

    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    assert answer.context["form"].errors == {"name": ["A contact needs a name."]}


@pytest.mark.parametrize(
    ("typed", "made"),
    [
        (
            {"name": "An Claes", "kind": "person", "reach": "09 224 11 61"},
            ("person", "phone", "09 224 11 61"),
        ),
        (
            {"name": "An Claes", "kind": "person", "reach": "an@example.com"},
            ("person", "email", "an@example.com"),
        ),
        (
            {"name": "Zeta", "kind": "company", "reach": "info@example.com"},
            ("company", "email", "info@example.com"),
        ),
    ],
)
def test_two_fields_are_enough(typed, made):
    a_setup()

    visitor(EDITOR).post("/contacts/new/quick/", typed)

    card = Contact.objects.get()
    assert (card.kind, *card.channels.values_list("kind", "value").get()) == made


def test_the_quick_entry_puts_a_refusal_on_the_box_that_was_typed_in():
    a_setup()

    answer = visitor(EDITOR).post("/contacts/new/quick/", {"name": "An", "kind": "person", "reach": "abc"})

    assert (answer.status_code, Contact.objects.count()) == (422, 0)
    assert list(answer.context["form"].errors) == ["reach"]


def test_who_works_somewhere_is_entered_quickly_too():
    company = a_company("Zeta")

    visitor(EDITOR).post(
        "/contacts/new/quick/", {"name": "An Claes", "kind": "person", "company": company.number}
    )

    assert Contact.objects.get(name="An Claes").company == company


def test_a_warning_comes_as_a_message_of_its_own():
    a_company("Alfa", enterprise_number="0200.068.636")

    answer = visitor(EDITOR).post(
        "/contacts/new/company/", {"name": "Beta", "enterprise_number": "0200.068.636"}, follow=True
    )

    assert "The same number is on CT000001." in answer.content.decode()


@pytest.mark.parametrize(
    "address", ["/contacts/new/company/", "/contacts/new/person/", "/contacts/new/quick/"]
)
def test_a_reader_makes_nothing(address):
    a_setup()
    client = visitor(READER)

    assert client.get(address).status_code == 403
    assert client.post(address, {"name": "Zeta", "kind": "company"}).status_code == 403
    assert Contact.objects.count() == 0


@pytest.mark.parametrize("address", ["/contacts/new/company/", "/contacts/new/person/"])
def test_forms_speak_the_language_of_the_reader(address):
    a_setup()
    client = visitor(EDITOR)
    client.get(address)

    assert ">Name<" in client.get(address).content.decode()


def test_a_place_is_offered_with_what_belongs_to_it_the_exact_one_first():
    country = a_country("BE")
    for code, city in (("9050", "Gentbrugge"), ("9000", "Gent")):
        make(instance=Postcode(code=code, city=city, city_key=city.lower(), country=country), by=SYSTEM)
    client = visitor(EDITOR)

    cities = client.get("/contacts/choices/cities/", {"q": "gent"}).content.decode()
    codes = client.get("/contacts/choices/postcodes/", {"q": "905"}).content.decode()

    assert re.findall(r'data-value="([^"]+)"', cities) == ["Gent", "Gentbrugge"]
    assert "&quot;postcode&quot;: &quot;9000&quot;" in cities
    assert re.findall(r'data-value="([^"]+)"', codes) == ["9050"]
    assert client.get("/contacts/choices/cities/").content.strip() == b""
