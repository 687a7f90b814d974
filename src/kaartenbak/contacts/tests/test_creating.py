"""Making a card."""

import pytest

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.operations import perform
from kaartenbak.testing.builders import a_company, a_country, a_setup
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = pytest.mark.django_db


def test_a_contact_is_a_company_unless_said_otherwise():
    a_setup()

    made = create_contact(values={"name": "Drukkerij De Smet"}, by=EDITOR)

    stored = Contact.objects.get(pk=made.pk)
    assert (stored.kind, stored.number, stored.company_name, stored.search_name) == (
        "company", "CT000001", "Drukkerij De Smet", "DRUKKERIJ DE SMET",
    )  # fmt: skip


def test_a_contact_with_a_company_is_a_person_who_takes_over_its_address_and_phone():
    company = a_company(
        "Drukkerij De Smet", street="Korenmarkt 1", postcode="9000", city="Gent", phone="09 223 44 55"
    )

    made = create_contact(values={"name": "Annelies van den Berg", "company": "drukkerij de smet"}, by=EDITOR)

    stored = Contact.objects.get(pk=made.pk)
    assert (stored.kind, stored.company, stored.company_name) == ("person", company, "Drukkerij De Smet")
    assert (stored.first_name, stored.surname) == ("Annelies", "van den Berg")
    assert (stored.street, stored.postcode, stored.city) == ("Korenmarkt 1", "9000", "Gent")
    assert "address" in stored.follows
    assert [(c.kind, c.value, c.normal) for c in stored.channels.all()] == [
        ("phone", "09 223 44 55", "+3292234455")
    ]


def test_two_mail_addresses_in_one_field_become_two_channels():
    a_setup()

    made = create_contact(values={"name": "Zaak", "email": "a@zaak.be; b@zaak.be"}, by=EDITOR)

    assert [(c.position, c.value) for c in Channel.objects.filter(contact=made)] == [
        (1, "a@zaak.be"),
        (2, "b@zaak.be"),
    ]


def test_every_wrong_field_is_refused_at_once_and_nothing_is_stored():
    a_setup()

    with pytest.raises(Refused) as refusal:
        create_contact(
            values={"name": "x" * 101, "email": "nee", "phone": "abc", "language": "XX", "foo": 1}, by=EDITOR
        )

    assert [(each.field, each.key) for each in refusal.value.all] == [
        ("name", "value.too_long"), ("email", "email.invalid"), ("phone", "phone.letters"),
        ("language", "reference.unknown"), ("foo", "field.unknown"),
    ]  # fmt: skip
    assert Contact.objects.count() == 0


def test_a_reader_makes_no_contact():
    a_setup()

    with pytest.raises(NotAllowed):
        create_contact(values={"name": "Zaak"}, by=READER)

    assert Contact.objects.count() == 0


def test_a_belgian_number_typed_as_vat_number_is_kept_as_enterprise_number():
    a_setup()
    a_country("BE")

    outcome = perform(
        create_contact, values={"name": "Zaak", "country": "be", "vat_number": "BE0200.068.636"}, by=EDITOR
    )

    assert (outcome.result.vat_number, outcome.result.enterprise_number) == ("", "BE0200.068.636")
    assert [w.code for w in outcome.warnings] == ["vat.kept_as_enterprise"]


def test_a_number_that_is_taken_is_refused():
    a_company("Zaak", number="Z1")

    with pytest.raises(Refused) as refusal:
        create_contact(values={"name": "Andere", "number": "z1"}, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == ("number.exists", "number")
