"""Changing the type, deleting, the picture and the comments, on the pages."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def a_picture() -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(written, "PNG")
    return SimpleUploadedFile("face.png", written.getvalue(), "image/png")


# The type


def test_a_company_becomes_a_person():
    company = a_company("An Claes")

    visitor(EDITOR).post(f"/contacts/{company.number}/type/")

    made = Contact.objects.get()
    assert (made.kind, made.first_name, made.surname) == ("person", "An", "Claes")


def test_every_reason_against_another_type_is_told_and_nothing_changes():
    company = a_company("Zeta", enterprise_number="0200.068.636")
    a_person(company=company)
    client = visitor(EDITOR)

    asked = client.get(f"/contacts/{company.number}/type/")
    sent = client.post(f"/contacts/{company.number}/type/")

    assert asked.context["reasons"] == [
        "CT000001 Zeta still has people. Move or delete them first.",
        "CT000001 Zeta has a VAT or enterprise number. Clear it first.",
    ]
    assert (sent.status_code, Contact.objects.get(pk=company.pk).kind) == (422, "company")


def test_what_a_person_loses_as_a_company_is_told_before():
    person = a_person("An Claes", job_title="Inkoper")

    asked = visitor(EDITOR).get(f"/contacts/{person.number}/type/")

    assert asked.context["lost"] == ["First name", "Surname", "Job title"]


# Deleting


def test_the_preview_counts_what_goes_along():
    company = a_company(phone="09 111 11 11")
    a_person(company=company, phone="09 111 11 11")
    add_comment(contact=company, text="Let op", by=EDITOR)

    page = visitor(EDITOR).get(f"/contacts/{company.number}/removal/").content.decode()

    for told in ("1 person", "2 phone numbers and addresses", "1 comment"):
        assert told in page


def test_what_there_is_nothing_of_is_not_counted():
    page = visitor(EDITOR).get(f"/contacts/{a_company().number}/removal/").content.decode()

    assert ("This goes along" in page, "0 " in page.partition("<main")[2]) == (False, False)


@pytest.mark.parametrize(("people", "left"), [("delete", []), ("keep", ["An Claes"])])
def test_a_company_goes_with_its_people_or_without(people, left):
    company = a_company()
    a_person("An Claes", company=company)

    answer = visitor(EDITOR).post(
        f"/contacts/{company.number}/removal/", {"people": people, "version": company.version}
    )

    assert answer.headers["Location"] == "/"
    assert list(Contact.objects.values_list("name", flat=True)) == left


def test_a_card_that_changed_after_the_preview_is_not_deleted():
    company = a_company()

    answer = visitor(EDITOR).post(f"/contacts/{company.number}/removal/", {"version": company.version + 1})

    assert (answer.status_code, Contact.objects.count()) == (409, 1)


def test_a_deletion_is_taken_back_from_its_confirmation():
    company = a_company("Zeta")
    client = visitor(EDITOR)
    page = client.post(f"/contacts/{company.number}/removal/", follow=True)
    undo = next(iter(page.context["messages"])).extra_tags

    client.post(undo)

    assert Contact.objects.get().name == "Zeta"


def test_a_reader_deletes_nothing():
    company = a_company()

    assert visitor(READER).post(f"/contacts/{company.number}/removal/").status_code == 403
    assert Contact.objects.count() == 1


# The picture


def test_a_picture_is_put_on_the_card_and_taken_off_again():
    person = a_person()
    client = visitor(EDITOR)
    client.post(f"/contacts/{person.number}/picture/change/", {"image": a_picture()})

    shown = client.get(f"/contacts/{person.number}/picture/")
    assert shown.headers["Content-Type"] == "image/webp"
    assert shown.getvalue()[8:12] == b"WEBP"
    assert (
        f'src="/contacts/{person.number}/picture/'
        in client.get(f"/contacts/{person.number}/").content.decode()
    )

    client.post(f"/contacts/{person.number}/picture/removal/")
    assert client.get(f"/contacts/{person.number}/picture/").status_code == 404


def test_what_is_no_picture_is_refused():
    person = a_person()

    answer = visitor(EDITOR).post(
        f"/contacts/{person.number}/picture/change/", {"image": SimpleUploadedFile("a.png", b"<svg/>")}
    )

    assert (answer.status_code, Contact.objects.get().image) == (422, "")
    assert "not a picture that can be read" in answer.content.decode()


# Comments


def test_a_comment_is_written_changed_and_removed():
    company = a_company()
    client = visitor(EDITOR)

    client.post(f"/contacts/{company.number}/comments/", {"text": "Let op\ndrempel"}, headers=PART)
    comment = company.comments.get()
    assert comment.text == "Let op\ndrempel"

    client.post(f"/contacts/{company.number}/comments/{comment.pk}/", {"text": "Drempel"}, headers=PART)
    assert company.comments.get().text == "Drempel"

    client.post(f"/contacts/{company.number}/comments/{comment.pk}/removal/", headers=PART)
    assert company.comments.count() == 0


def test_an_empty_comment_is_refused_in_its_place():
    company = a_company()

    answer = visitor(EDITOR).post(f"/contacts/{company.number}/comments/", {"text": "  "}, headers=PART)

    assert (answer.status_code, company.comments.count()) == (422, 0)
    assert 'id="new-comment"' in answer.content.decode()


def test_lines_of_a_comment_are_no_conflict_although_a_browser_ends_them_otherwise():
    company = a_company()
    comment = add_comment(contact=company, text="Let op\ndrempel", by=EDITOR)

    visitor(EDITOR).post(
        f"/contacts/{company.number}/comments/{comment.pk}/",
        {"was-text": "Let op\r\ndrempel", "text": "Let op\r\nhond"},
        headers=PART,
    )

    assert company.comments.get().text == "Let op\nhond"
