"""Checking an installation from the command line."""

import pytest
from django.db import connection

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.search.models import Document, Word
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR

IN_ORDER = [
    f"{title}: in order"
    for title in ("Settings", "Database", "Tables", "Search index", "History", "Pictures")
]


@pytest.fixture(autouse=True)
def a_register_that_was_used(kaartenbak):
    company = a_company("Maes", email="info@maes.be")
    a_person("An Claes", company=company.number)
    delete_contact(contact=a_company("Peeters"), by=EDITOR)


def test_what_is_in_order_is_said(kaartenbak):
    answer = kaartenbak("check")

    assert (answer.status, answer.lines) == (0, IN_ORDER)


def test_words_that_are_counted_wrongly_are_told_and_mended(kaartenbak):
    Word.objects.filter(text="claes").delete()

    answer = kaartenbak("check")

    assert answer.status == 1
    assert (
        "  The words of the search index do not agree with its contacts: kaartenbak check --reindex"
        in answer.lines
    )
    assert kaartenbak("check", "--reindex").lines == ["2 contacts were indexed anew.", *IN_ORDER]


def test_a_card_that_cannot_be_found_is_told_and_mended(kaartenbak):
    Document.objects.filter(names__contains="claes").delete()

    answer = kaartenbak("check")

    assert answer.status == 1
    assert f"  Contact {Contact.objects.get(name='An Claes').pk} is not indexed" in answer.out
    assert kaartenbak("check", "--reindex").lines == ["2 contacts were indexed anew.", *IN_ORDER]


def test_an_index_that_was_damaged_in_every_way_is_told_and_mended_by_one_command(kaartenbak):
    company = Contact.objects.get(name="Maes").pk
    Document.objects.filter(pk=company).update(names="iets")
    Document.objects.create(contact_id=999_999, names="spook", rest="", former="", digits="")
    Word.objects.filter(text="claes").update(cards=7)

    told = kaartenbak("check")

    assert (told.status, f"  Contact {company} is not indexed" in told.out) == (1, True)
    assert "  Contact 999999 is not indexed" in told.out
    assert kaartenbak("check", "--reindex").lines == ["2 contacts were indexed anew.", *IN_ORDER]
    assert "Maes" in kaartenbak("find", "maes").out


def test_a_row_that_went_past_the_history_is_told(kaartenbak):
    key = Channel.objects.get(contact__name="Maes").pk
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE {'FROM'} contacts_channel")

    answer = kaartenbak("check")

    assert answer.status == 1
    assert f"  contacts.channel {key} is missing." in answer.lines


def test_a_row_that_came_past_the_history_is_told(kaartenbak):
    company = Contact.objects.get(name="Maes")
    stray = Channel(contact=company, kind="phone", value="09 1")
    stray.save()

    assert f"  contacts.channel {stray.pk} is there, and not in the history." in kaartenbak("check").lines


def test_a_picture_without_its_file_is_told(kaartenbak):
    Contact.objects.filter(name="Maes").update(image="pictures/none.webp")

    assert "pictures/none.webp" in kaartenbak("check").out


def test_an_installation_that_others_reach_needs_a_safe_address(kaartenbak):
    answer = kaartenbak("check", "--deploy")

    assert answer.status == 1
    assert "KAARTENBAK_BASE_URL does not begin with https://" in answer.out


def test_an_installation_with_a_safe_address_needs_no_mail_server(kaartenbak, settings):
    settings.BASE_URL = "https://contacts.desmet.example"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True

    answer = kaartenbak("check", "--deploy")

    assert "mail" not in answer.out
