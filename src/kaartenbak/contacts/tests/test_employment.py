"""Joining a company, leaving it, and becoming another type of contact."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.refusals import Refused
from kaartenbak.testing.builders import a_company, a_country, a_language, a_person, a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db


def changed(contact: Contact, **values: object) -> Contact:
    change_contact(contact=contact, values=values, by=EDITOR)
    return Contact.objects.get(pk=contact.pk)


def test_leaving_a_company_keeps_what_was_taken_over():
    company = a_company(street="Korenmarkt 1", city="Gent")
    person = a_person(company=company)

    after = changed(person, company=None)

    assert (after.company, after.company_name, after.street, after.follows) == (None, "", "Korenmarkt 1", [])


def test_another_company_brings_its_own_values_and_the_hand_typed_stay():
    old = a_company("Oud", street="Oudestraat 1", city="Gent", phone="09 1")
    new = a_company("Nieuw", street="Nieuwstraat 2", city="Aalst", phone="053 2")
    person = a_person(company=old)
    person = changed(person, phone="0475 3")

    after = changed(person, company=new.number)

    assert (after.street, after.company_name, after.channels.get(kind="phone").value) == (
        "Nieuwstraat 2",
        "Nieuw",
        "0475 3",
    )


def test_what_the_company_passes_on_beats_the_default_and_what_is_given_beats_both():
    german, french = a_language("DEU"), a_language("FRA")
    a_setup(default_language=a_language("ENG"))
    company = a_company(language="DEU")

    heir = create_contact(values={"name": "An", "company": company}, by=EDITOR)
    own = create_contact(values={"name": "Bo", "company": company, "language": "FRA"}, by=EDITOR)

    assert (heir.language, own.language) == (german, french)
    assert ("language" in heir.follows, "language" in own.follows) == (True, False)


def test_a_switch_that_is_off_moves_nothing():
    a_setup(inherit_address=False)
    company = a_company(street="Korenmarkt 1", city="Gent")

    assert a_person(company=company).street == ""


def test_a_text_that_may_mean_two_companies_is_refused_with_both():
    a_company("Alfa Druk", city="Gent")
    a_company("Beta Druk", city="Gent")

    with pytest.raises(Refused) as refusal:
        create_contact(values={"name": "An", "company": "druk"}, by=EDITOR)

    assert (refusal.value.key, refusal.value.facts["numbers"]) == (
        "contact.ambiguous",
        ["CT000001", "CT000002"],
    )


def test_a_person_is_no_employer_and_a_company_has_none():
    person, company = a_person("An"), a_company("Zaak")

    for given in (person.number, str(person.uid)):
        with pytest.raises(Refused) as refusal:
            create_contact(values={"name": "Bo", "company": given}, by=EDITOR)
        assert refusal.value.key == "contact.not_a_company"
        assert "An" in refusal.value.facts["contact"]
    with pytest.raises(Refused) as refusal:
        changed(a_company("Andere"), company=company.number)

    assert refusal.value.key == "contact.must_be_person"


def test_the_number_of_a_person_means_no_company_whose_number_begins_so():
    person, company = a_person("An", number="K1"), a_company("Zaak", number="K10")

    with pytest.raises(Refused) as refusal:
        create_contact(values={"name": "Bo", "company": person.number}, by=EDITOR)

    assert refusal.value.key == "contact.not_a_company"
    assert changed(person, company=company.number).company == company


def test_a_freelancer_with_a_number_of_his_own_clears_it_to_join():
    a_country("BE")
    freelancer = a_person("Eva", country="BE", enterprise_number="0200.068.636")
    company = a_company("Zaak")

    with pytest.raises(Refused) as refusal:
        changed(freelancer, company=company.number)
    after = changed(freelancer, company=company.number, enterprise_number="")

    assert (refusal.value.key, after.company, after.tax_key) == ("contact.clear_tax_numbers", company, "")


def test_a_company_becomes_a_person_and_back():
    card = a_company("Eva de Wit")

    person = changed(card, kind="person")
    assert (person.kind, person.first_name, person.surname, person.company_name) == (
        "person",
        "Eva",
        "de Wit",
        "",
    )

    company = changed(person, kind="company")
    assert (company.kind, company.first_name, company.company_name) == ("company", "", "Eva de Wit")
    assert company.list_key.split("\x01")[0] == "eva de wit"


def test_every_reason_against_another_type_is_told():
    a_country("BE")
    company = a_company("Zaak", country="BE", enterprise_number="0200.068.636")
    a_person(company=company)

    with pytest.raises(Refused) as refusal:
        changed(company, kind="person")

    assert {each.key for each in refusal.value.all} == {"type.has_people", "type.has_vat_no"}


def test_fields_of_persons_are_refused_for_companies_and_the_other_way_round():
    company = a_company("Zaak")
    person = a_person("An", company=company)

    with pytest.raises(Refused) as of_company:
        changed(company, job_title="Koper")
    with pytest.raises(Refused) as of_person:
        changed(person, enterprise_number="0200.068.636")

    assert (of_company.value.key, of_person.value.key) == (
        "contact.must_be_person",
        "contact.must_be_company",
    )
