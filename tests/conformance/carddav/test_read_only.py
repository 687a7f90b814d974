"""carddav.md §4 and §5: a book that can only be read refuses every change in the way that clients understand."""

import pytest

from kaartenbak.carddav.ops.access import set_access
from kaartenbak.carddav.rules.access import EVERY_BOOK, Access
from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import ADMIN, EDITOR
from tests.conformance.carddav.client import dav

pytestmark = pytest.mark.django_db
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:x\r\nFN:Zoë\r\nN:;Zoë;;;\r\nEND:VCARD\r\n"
VCARD = {"Content-Type": "text/vcard"}


@pytest.mark.parametrize(
    ("case", "method", "name", "status", "condition"),
    [
        ("a new card", "PUT", "all/new.vcf", 403, "need-privileges"),
        ("another text", "PUT", "all/{uid}.vcf", 403, "need-privileges"),
        ("a card goes", "DELETE", "all/{uid}.vcf", 403, "need-privileges"),
        ("the book goes", "DELETE", "all/", 403, "need-privileges"),
        ("a card moves", "MOVE", "all/{uid}.vcf", 403, "need-privileges"),
        ("a card is copied", "COPY", "all/{uid}.vcf", 403, "need-privileges"),
        ("a card that is not there goes", "DELETE", "all/none.vcf", 404, ""),
        ("in a book that is not there", "PUT", "none/new.vcf", 409, ""),
        ("onto the book", "PUT", "all/", 405, ""),
        ("onto the home", "PUT", "", 405, ""),
        ("the home goes", "DELETE", "", 405, ""),
    ],
)
def test_nothing_is_changed(case, method, name, status, condition):
    set_access(values={EVERY_BOOK: Access.OFF}, by=ADMIN)
    phone = dav(EDITOR, "all")
    uid = a_person().uid
    operations = Operation.objects.count()

    answer = phone.call(
        method, phone.home + name.format(uid=uid), CARD, Destination=f"{phone.all}b.vcf", **VCARD
    )

    assert answer.status == status, case
    assert not condition or answer.condition == condition
    assert (Contact.objects.count(), Operation.objects.count()) == (1, operations)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "MOVE", "COPY"])
def test_a_change_in_the_books_of_others_is_no_other_than_in_none(method):
    a_person()
    phone = dav(EDITOR)

    theirs = phone.call(method, "/dav/books/101/all/x.vcf", CARD, **VCARD)
    nobodys = phone.call(method, "/dav/books/999/all/x.vcf", CARD, **VCARD)

    assert (theirs.status, theirs.content) == (nobodys.status, nobodys.content)
    assert theirs.status in {403, 404, 409}
