"""A program without conditions that takes away what others entered: its user and the card are told, and it can be put back."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kaartenbak.carddav.models import Overwriting
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.history.models import Change
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries
from tests.conformance.carddav.client import Dav
from tests.conformance.carddav.writer import get, put, writer

pytestmark = pytest.mark.django_db
DEVICES = "/account/books/"
TOLD = "overwrote what others had entered: "


def overwrite(phone: Dav, **headers: str) -> Contact:
    """A colleague changes the job title while a program has the former one, and then sends another."""
    person = a_person("An Maes", job_title="Drukker")
    name = f"{person.uid}.vcf"
    read = get(phone, name)
    change_contact(contact=person, values={"job_title": "Chef"}, by=MANAGER)
    put(phone, name, read.text.replace("Drukker", "Zetter"), **headers)
    person.refresh_from_db()
    return person


def page(url: str, by=EDITOR) -> str:
    return visitor(by).get(url).content.decode()


def test_the_card_and_the_page_of_the_devices_tell_of_it():
    person = overwrite(writer())

    assert person.job_title == "Zetter"
    for url in (f"/contacts/{person.number}/", DEVICES):
        assert TOLD in page(url)
    assert TOLD not in page(DEVICES, MANAGER)
    assert TOLD in page(f"/contacts/{person.number}/", MANAGER)


def test_it_is_put_back_with_one_click_and_told_no_more():
    person = overwrite(writer())
    action = re.findall(r'action="(/history/\d+/undo/)"', page(DEVICES))[0]

    visitor(EDITOR).post(action, {"next": DEVICES})

    person.refresh_from_db()
    assert person.job_title == "Chef"
    assert TOLD not in page(DEVICES)
    assert TOLD not in page(f"/contacts/{person.number}/")


def test_it_is_let_stand_and_told_no_more():
    person = overwrite(writer())
    version = person.version

    answer = visitor(EDITOR).post(
        f"/overwritings/{Overwriting.objects.get().pk}/settlement/", {"next": DEVICES}
    )

    person.refresh_from_db()
    assert (answer.headers["Location"], person.job_title, person.version) == (DEVICES, "Zetter", version)
    assert TOLD not in page(DEVICES)


def test_who_may_not_change_contacts_reads_it_and_cannot_settle_it():
    person = overwrite(writer())
    row = Overwriting.objects.get()

    shown = page(f"/contacts/{person.number}/", READER)

    assert TOLD in shown
    assert "Let it stand" not in shown
    assert visitor(READER).post(f"/overwritings/{row.pk}/settlement/").status_code == 403
    assert Overwriting.objects.filter(settled=False).exists()


def test_a_program_with_a_condition_knew_what_it_took_away():
    phone, person = writer(), a_person("An Maes", job_title="Drukker")
    change_contact(contact=person, values={"job_title": "Chef"}, by=MANAGER)
    read = get(phone, f"{person.uid}.vcf")

    put(phone, f"{person.uid}.vcf", read.text.replace("Chef", "Zetter"), If_Match=read.headers["ETag"])

    assert (Contact.objects.get().job_title, Overwriting.objects.count()) == ("Zetter", 0)


def test_what_nobody_changed_lately_the_program_knew():
    phone, person = writer(), a_person("An Maes", job_title="Drukker")
    Change.objects.update(at=timezone.now() - timedelta(days=30))
    name = f"{person.uid}.vcf"

    put(phone, name, get(phone, name).text.replace("Drukker", "Zetter"))
    put(phone, name, get(phone, name).text.replace("Zetter", "Chef"))

    assert (Contact.objects.get().job_title, Overwriting.objects.count()) == ("Chef", 0)


def test_a_field_that_was_blank_is_not_overwritten():
    phone, person = writer(), a_person("An Maes", city="Gent")
    name = f"{person.uid}.vcf"
    read = get(phone, name)

    put(phone, name, read.text.replace("END:VCARD", "TITLE:Chef\r\nEND:VCARD"))

    assert (Contact.objects.get().job_title, Overwriting.objects.count()) == ("Chef", 0)


def test_the_page_costs_the_same_for_one_and_for_many():
    phone = writer()
    overwrite(phone)
    browser = visitor(EDITOR)

    assert_same_queries(lambda: browser.get(DEVICES), lambda: overwrite(phone))
