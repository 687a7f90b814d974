"""The page of a card."""

import re

import pytest
from django.utils.timezone import localtime

from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def test_the_card_shows_what_is_known_of_a_company():
    company = a_company(
        "Drukkerij De Smet", street="Korenmarkt 1", postcode="9000", city="Gent", phone="09 224 11 61"
    )

    page = visitor(EDITOR).get(f"/contacts/{company.number}/").content.decode()

    for shown in ("Drukkerij De Smet", "Korenmarkt 1", "9000 Gent", 'href="tel:092241161"'):
        assert shown in page


def test_a_reader_sees_no_way_to_change_anything():
    person = a_person(company=a_company(street="Korenmarkt 1"), email="an@example.com")

    page = visitor(READER).get(f"/contacts/{person.number}/").content.decode()

    assert "an@example.com" in page
    assert "hx-post" not in page
    assert 'class="edit"' not in page


def test_the_card_tells_when_it_was_changed_and_how_many_people_and_notes_it_has():
    company = a_company("Drukkerij De Smet")
    a_person(company=company)

    page = visitor(READER).get(f"/contacts/{company.number}/").content.decode()

    found = re.findall(r'id="fact-(\w+)">.*?<span class="value">(.*?)</span>', page, re.DOTALL)
    changed = localtime(Contact.objects.get(pk=company.pk).modified_at).isoformat()
    assert [name for name, _value in found] == ["modified", "created", "people", "comments"]
    assert f'<time datetime="{changed}">' in found[0][1]
    assert [value for _name, value in found[2:]] == ["1", "0"]
