"""Changing a card: what follows from a value on the card itself."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact, put_back
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Change
from kaartenbak.history.operations import perform
from kaartenbak.setup.models import Currency
from kaartenbak.testing.builders import a_code, a_company, a_country, a_language, a_person, a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db


def changed(contact: Contact, **values: object) -> Contact:
    change_contact(contact=contact, values=values, by=EDITOR)
    return Contact.objects.get(pk=contact.pk)


def test_a_new_name_is_split_again_and_the_search_name_goes_along():
    person = a_person("An Claes")

    after = changed(person, name="Jan Willem van den Berg")

    assert (after.first_name, after.middle_name, after.surname) == ("Jan", "Willem", "van den Berg")
    assert after.search_name == "JAN WILLEM VAN DEN BERG"


def test_a_refused_choice_names_the_choices_and_no_empty_one():
    person = a_person("An Claes")

    with pytest.raises(Refused) as refusal:
        changed(person, correspondence_type="pigeon")

    assert (refusal.value.key, refusal.value.facts["choices"]) == ("value.choice", "letter, email")
    assert Contact.objects.get(pk=person.pk).correspondence_type == ""


def test_a_part_of_the_name_makes_the_name():
    after = changed(a_person("An Claes"), surname="Peeters")

    assert (after.name, after.search_name) == ("An Peeters", "AN PEETERS")


def test_a_search_name_of_ones_own_stays():
    company = a_company("Drukkerij De Smet", search_name="desmet print")

    assert changed(company, name="De Smet Print").search_name == "DESMET PRINT"


def test_the_name_cannot_be_cleared():
    company = a_company("Zaak")

    with pytest.raises(Refused) as refusal:
        changed(company, name="")

    assert (refusal.value.key, refusal.value.field, Contact.objects.get().name) == (
        "name.required",
        "name",
        "Zaak",
    )


def test_moving_to_another_country_clears_the_place_that_was_there():
    a_country("BE")
    a_country("NL")
    company = a_company(country="BE", street="Korenmarkt 1", postcode="9000", city="Gent")

    after = changed(company, country="NL")

    assert (after.street, after.postcode, after.city) == ("Korenmarkt 1", "", "")


def test_a_first_country_and_one_that_the_setup_wants_everywhere_clear_nothing():
    a_country("BE")
    a_country("NL")
    company = a_company(postcode="9000", city="Gent")
    assert changed(company, country="BE").city == "Gent"

    a_setup(country_required_in_addresses=True)

    assert changed(company, country="NL").city == "Gent"


@pytest.mark.parametrize(
    ("case", "country", "values", "key"),
    [
        ("nine digits", "BE", {"enterprise_number": "200.068.636"}, "enterprise.invalid"),
        ("wrong check digits", "BE", {"enterprise_number": "0123456789"}, "enterprise.invalid"),
        ("a word", "BE", {"enterprise_number": "SampleEnNo"}, "enterprise.invalid"),
        ("abroad", "NL", {"enterprise_number": "0200.068.636"}, "enterprise.foreign"),
        ("VAT number of a Belgian", "BE", {"vat_number": "NL004495445B01"}, "vat.use_enterprise_no"),
        ("VAT number in no format", "NL", {"vat_number": "NL1"}, "vat.format"),
    ],
)
def test_tax_numbers_that_are_wrong_are_refused(case, country, values, key):
    a_country(country, vat_formats=["NL#########B##"] if country == "NL" else [])
    company = a_company(country=country)

    with pytest.raises(Refused) as refusal:
        changed(company, **values)

    assert refusal.value.key == key, case
    assert Contact.objects.get().tax_key == ""


def test_a_type_is_changed_together_with_emptying_what_stands_in_its_way():
    company = a_company("Jan Maes", currency=a_code(Currency, "EUR").code, registration_number="12")

    with pytest.raises(Refused) as refusal:
        changed(company, kind="person", registration_number="")
    person = changed(company, kind="person", currency=None, registration_number="")

    assert (refusal.value.key, refusal.value.facts["found"]) == ("type.has_currency", "EUR")
    assert (person.kind, person.currency, person.surname) == ("person", None, "Maes")


def test_an_enterprise_number_clears_the_vat_number():
    a_country("BE")
    a_country("NL", vat_formats=["NL#########B##"])
    company = a_company(country="NL", vat_number="NL004495445B01")

    after = changed(company, country="BE", enterprise_number="BE 0200.068.636")

    assert (after.vat_number, after.enterprise_number, after.tax_key) == ("", "BE 0200.068.636", "0200068636")


def test_a_number_that_others_have_is_stored_with_a_warning_that_names_them():
    first = a_company("Een", enterprise_number="0200.068.636")
    second = a_company("Twee")

    outcome = perform(change_contact, contact=second, values={"enterprise_number": "0200068636"}, by=EDITOR)

    told = {warning.code: warning.facts for warning in outcome.warnings}
    assert told["vat.used_elsewhere"] == {"contacts": first.number}


def test_the_language_brings_its_format_region_when_there_is_none():
    a_language("FRB", region_tag="fr-BE")

    assert changed(a_company(), language="frb").format_region == "fr-BE"


def test_a_renamed_number_keeps_everything_that_points_at_the_card():
    company = a_company("Zaak")
    person = a_person(company=company)

    changed(company, number="zaak-1")

    assert Contact.objects.get(pk=person.pk, company__number="ZAAK-1").company == company
    assert Contact.objects.get(pk=company.pk).series is None


@pytest.mark.parametrize(
    ("case", "changes", "blocked", "consent"),
    [
        ("a minor is blocked", [{"minor": True}], True, False),
        ("consent keeps the block", [{"minor": True}, {"parental_consent": True}], True, True),
        (
            "unblocked after consent",
            [{"minor": True}, {"parental_consent": True}, {"privacy_blocked": False}],
            False,
            True,
        ),
        ("no minor any more: the block stays", [{"minor": True}, {"minor": False}], True, False),
        (
            "withdrawn consent blocks again",
            [
                {"minor": True},
                {"parental_consent": True},
                {"privacy_blocked": False},
                {"parental_consent": False},
            ],
            True,
            False,
        ),
    ],
)
def test_privacy(case, changes, blocked, consent):
    person = a_person()

    for values in changes:
        person = changed(person, **values)

    assert (person.privacy_blocked, person.parental_consent) == (blocked, consent), case


def test_a_minor_without_consent_stays_blocked():
    person = changed(a_person(), minor=True)

    with pytest.raises(Refused) as refusal:
        changed(person, privacy_blocked=False)

    assert refusal.value.key == "privacy.parental_consent_required"
    assert Contact.objects.get().privacy_blocked


def test_a_value_is_put_back_by_the_rules_of_any_change():
    company = a_company("Oud")
    changed(company, name="Nieuw")
    change = Change.objects.filter(card=company.pk).latest("id")

    put_back(contact=company, change=change, field="name", by=EDITOR)

    after = Contact.objects.get()
    assert (after.name, after.company_name, after.name_key) == ("Oud", "Oud", "oud")


def test_a_salesperson_who_is_blocked_cannot_be_chosen():
    from kaartenbak.core.actor import SYSTEM
    from kaartenbak.setup.models import Salesperson
    from kaartenbak.testing.builders import make

    make(instance=Salesperson(code="JO", privacy_blocked=True), by=SYSTEM)

    with pytest.raises(Refused) as refusal:
        changed(a_company(), salesperson="jo")

    assert (refusal.value.key, refusal.value.field) == ("salesperson.blocked", "salesperson")
