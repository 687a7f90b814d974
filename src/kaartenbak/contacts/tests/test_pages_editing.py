"""Editing a card in place."""

import re
from typing import Any

import pytest
from django.test import Client

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.layout import BY_NAME
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company, a_country, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def again(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


def opened(client: Client, contact: Contact, line: str) -> dict[str, str]:
    """The inputs of the form of a line, as the browser would send them back."""
    form = client.get(f"/contacts/{contact.number}/fields/{line}/", headers=PART).context["form"]
    typed = {name: form.initial[name] for name in form.fields}
    shown = {name: "on" if value is True else value for name, value in typed.items() if value is not False}
    return {**form.carried, **shown}


def form_in(answer: Any) -> Any:
    """The form of an answer; panels of the card that were drawn before it hold others."""
    return [part["form"] for part in answer.context if "form" in part][-1]


def save(client: Client, contact: Contact, line: str, values: dict[str, Any]) -> Any:
    return client.post(f"/contacts/{contact.number}/fields/{line}/", values, headers=PART)


def test_a_value_that_was_edited_comes_back_as_a_line_with_what_else_changed():
    company = a_company("Drukkerij De Smet", street="Korenmarkt 1", postcode="9000", city="Gent")
    client = visitor(EDITOR)

    answer = save(
        client, company, "address", opened(client, company, "address") | {"street": "Vrijdagmarkt 7"}
    )

    shown = answer.content.decode()
    assert (answer.status_code, again(company).street) == (200, "Vrijdagmarkt 7")
    assert shown.startswith('<div class="row editable" id="field-address">')
    assert re.findall(r'hx-swap-oob="true" id="([\w-]+)"', shown) == ["letter", "facts", "history"]
    assert "/undo/" in answer.headers["HX-Trigger"]


def test_a_new_name_of_a_person_changes_its_parts_on_the_page_as_well():
    person = a_person("An Claes")
    client = visitor(EDITOR)

    answer = save(client, person, "name", opened(client, person, "name") | {"name": "An De Wit"})

    swapped = re.findall(r'hx-swap-oob="true" id="([\w-]+)"', answer.content.decode())
    assert swapped == ["field-surname", "field-search-name", "identity", "letter", "facts", "history"]


def test_a_refused_value_comes_back_as_it_was_typed_with_a_sentence():
    company = a_company()
    client = visitor(EDITOR)

    answer = save(client, company, "phone", {"was-phone": "", "phone": "<b>nul negen</b>"})

    assert answer.status_code == 422
    assert "holds letters; a phone number cannot." in answer.content.decode()
    assert 'value="&lt;b&gt;nul negen&lt;/b&gt;"' in answer.content.decode()
    assert company.channels.count() == 0


def test_saving_what_was_not_changed_does_nothing():
    company = a_company(street="Korenmarkt 1")
    client = visitor(EDITOR)
    entries = Operation.objects.count()

    answer = save(client, company, "address", opened(client, company, "address"))

    assert (answer.status_code, Operation.objects.count()) == (200, entries)
    assert again(company).version == company.version


def test_the_second_of_two_sees_original_theirs_and_his_own_and_loses_nothing():
    company = a_company("Eerst")
    client = visitor(EDITOR)
    form = opened(client, company, "name") | {"name": "Mijn naam"}
    change_contact(contact=company, values={"name": "Hun naam"}, by=MANAGER)

    answer = save(client, company, "name", form)

    assert (answer.status_code, again(company).name) == (409, "Hun naam")
    assert form_in(answer).conflicts == (
        {
            "name": "name",
            "label": "Name",
            "original": "Eerst",
            "theirs": "Hun naam",
            "yours": "Mijn naam",
            "keep": "yours",
        },
    )
    assert form_in(answer).carried == {"was-name": "Hun naam"}
    assert '<input type="hidden" name="name" value="Mijn naam"' in answer.content.decode()


@pytest.mark.parametrize(("keep", "name"), [("yours", "Mijn naam"), ("theirs", "Hun naam")])
def test_after_a_conflict_the_chosen_value_is_saved(keep, name):
    company = a_company("Eerst")
    client = visitor(EDITOR)
    change_contact(contact=company, values={"name": "Hun naam"}, by=MANAGER)

    answer = save(client, company, "name", {"was-name": "Hun naam", "name": "Mijn naam", "keep-name": keep})

    assert (answer.status_code, again(company).name) == (200, name)


def test_a_change_of_another_field_by_somebody_else_is_no_obstacle():
    company = a_company(street="Korenmarkt 1", city="Gent")
    client = visitor(EDITOR)
    form = opened(client, company, "address") | {"street": "Vrijdagmarkt 7"}
    change_contact(contact=company, values={"city": "Aalst", "name_2": "Afdeling"}, by=MANAGER)

    answer = save(client, company, "address", form)

    now = again(company)
    assert (answer.status_code, now.street, now.city, now.name_2) == (
        200,
        "Vrijdagmarkt 7",
        "Aalst",
        "Afdeling",
    )


def test_the_form_of_a_company_says_who_follows_and_who_keeps_his_own():
    company = a_company(street="Korenmarkt 1", postcode="9000", city="Gent")
    a_person("An Claes", company=company)
    a_person("Bo Claes", company=company)
    a_person("Cis Claes", company=company, street="Thuisstraat 2", postcode="9050", city="Ledeberg")
    client = visitor(EDITOR)

    form = client.get(f"/contacts/{company.number}/fields/address/", headers=PART).content.decode()

    assert "2 people follow. 1 person keeps an own value." in form
    assert "Changes as well: An Claes, Bo Claes" in form
    assert "Stays as it is: Cis Claes" in form


def test_a_field_that_nobody_inherits_says_nothing_of_people():
    company = a_company()
    a_person(company=company)

    form = visitor(EDITOR).get(f"/contacts/{company.number}/fields/name/", headers=PART)

    assert "follow" not in form.content.decode()


def test_leaving_the_form_brings_the_line_back():
    company = a_company(street="Korenmarkt 1")

    line = visitor(EDITOR).get(f"/contacts/{company.number}/fields/address/?cancel", headers=PART)

    assert line.content.decode().startswith('<div class="row editable" id="field-address">')
    assert "Korenmarkt 1" in line.content.decode()


@pytest.mark.parametrize("line", BY_NAME)
def test_every_line_has_a_form_for_who_may_have_it(line):
    company, person = a_company(), a_person()
    client = visitor(EDITOR)

    shown = [client.get(f"/contacts/{each.number}/fields/{line}/").status_code for each in (company, person)]

    assert 200 in shown
    assert set(shown) <= {200, 404}


def test_every_field_of_a_card_stands_on_a_line():
    by_system = {name for name, field in FIELDS.items() if field.derived}
    elsewhere = {"kind", "fax", "email_2"}  # a dialog of its own, and the lines of channels

    on_lines = {name for line in BY_NAME.values() for name in line.names}
    assert set(FIELDS) - by_system - elsewhere == on_lines


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("name", ""),
        ("name", "x" * 10_000),
        ("name", "nul\x00"),
        ("country", "XX"),
        ("company", "nobody at all"),
        ("birthday", "31/02/2000"),
        ("correspondence_type", "pigeon"),
        ("number", "a/b"),
        ("salutation", "😀"),
        ("language", "'; drop table"),
        ("job_title", "x" * 31),
    ],
)
def test_bad_input_is_refused_and_nothing_is_stored(line, value):
    person = a_person(country=a_country("BE").code)
    client = visitor(EDITOR)
    field = "country" if line == "country" else line
    place = "address" if line == "country" else line
    before = Contact.objects.filter(pk=person.pk).values().get()

    answer = save(client, person, place, opened(client, person, place) | {field: value})

    assert answer.status_code == 422
    assert form_in(answer).errors
    assert Contact.objects.filter(pk=person.pk).values().get() == before


def test_a_flag_that_is_not_ticked_is_taken_off():
    person = a_person(exclude_from_segments=True)
    client = visitor(EDITOR)

    save(client, person, "exclude_from_segments", {"was-exclude_from_segments": "1"})

    assert again(person).exclude_from_segments is False


def test_a_reader_is_refused_the_form_and_the_change():
    company = a_company("Eerst")
    client = visitor(READER)

    asked = client.get(f"/contacts/{company.number}/fields/name/", headers=PART)
    sent = save(client, company, "name", {"was-name": "Eerst", "name": "Anders"})

    assert (asked.status_code, sent.status_code, again(company).name) == (403, 403, "Eerst")


def test_the_name_details_of_a_person_are_changed_together():
    person = a_person("An Claes")
    client = visitor(EDITOR)
    form = client.get(f"/contacts/{person.number}/name/").context["form"]

    answer = client.post(
        f"/contacts/{person.number}/name/",
        {**form.carried, **form.initial, "surname": "De Wit", "initials": "A.M.", "job_title": "Inkoper"},
    )

    now = again(person)
    assert answer.headers["Location"] == f"/contacts/{person.number}/"
    assert (now.name, now.initials, now.job_title) == ("An De Wit", "A.M.", "Inkoper")
    assert Operation.objects.latest("id").kind == "contacts.change_contact"


def test_a_card_that_was_renumbered_is_shown_under_its_new_number():
    company = a_company()
    client = visitor(EDITOR)

    answer = save(client, company, "number", opened(client, company, "number") | {"number": "k-1"})

    assert (answer.headers["HX-Redirect"], again(company).number) == ("/contacts/K-1/", "K-1")


def test_a_person_who_leaves_the_company_gets_another_page():
    person = a_person(company=a_company())
    client = visitor(EDITOR)

    answer = save(client, person, "company", opened(client, person, "company") | {"company": ""})

    assert (answer.headers["HX-Redirect"], again(person).company) == (f"/contacts/{person.number}/", None)
