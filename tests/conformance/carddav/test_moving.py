"""carddav.md §5: cards that are deleted, moved and copied by a program that may do so at once."""

import pytest

from kaartenbak.carddav.rules import books
from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_code, a_person
from kaartenbak.testing.cast import EDITOR, READER
from tests.conformance.carddav.client import Dav, dav
from tests.conformance.carddav.writer import get, put, state, vcard, writer

pytestmark = pytest.mark.django_db
GONE = "HTTP/1.1 404 Not Found"


def a_group() -> str:
    """The key of the book of a mailing group."""
    return books.of_group(a_code(MailingGroup, "XMAS").pk)


def move(phone: Dav, source: str, target: str, *, method: str = "MOVE", **headers: str) -> int:
    return phone.call(method, phone.home + source, Destination=phone.home + target, **headers).status


def in_group() -> list[str]:
    return list(Contact.objects.filter(mailing_groups__code__code="XMAS").values_list("name", flat=True))


def test_a_deleted_card_is_gone_at_the_next_sync():
    phone = writer()
    etag = put(phone, "a.vcf", vcard()).headers["ETag"]
    token = phone.sync(phone.all).token
    href = f"{phone.all}a.vcf"

    assert phone.call("DELETE", href, If_Match='"stale"').status == 412
    assert phone.call("DELETE", href, If_Match=etag).status == 204

    assert not Contact.objects.exists()
    assert phone.sync(phone.all, token).statuses() == {href: GONE}
    assert phone.call("DELETE", href).status == 404
    assert phone.call("DELETE", href, If_Match="*").status == 412


def test_in_the_book_of_a_group_a_new_card_joins_and_a_deleted_one_leaves():
    group = a_group()
    phone = writer("all", group)
    book = f"{phone.home}{group}/"

    put(phone, "a.vcf", vcard(), book=book)
    assert in_group() == ["Zoë Maes"]

    assert phone.call("DELETE", f"{book}a.vcf").status == 204
    assert (in_group(), Contact.objects.count()) == ([], 1)


def test_a_card_with_the_identifier_of_a_contact_joins_the_group_and_makes_no_second_one():
    group = a_group()
    phone, person = writer("all", group), a_person("An Maes")
    text = get(phone, f"{person.uid}.vcf").text

    assert put(phone, "an.vcf", text, book=f"{phone.home}{group}/").status == 201

    assert (in_group(), Contact.objects.count()) == (["An Maes"], 1)


def test_a_card_moves_in_its_book_and_stays_as_it_was_sent():
    phone, text = writer(), vcard("X-A:1")
    put(phone, "a.vcf", text)
    token = phone.sync(phone.all).token

    assert move(phone, "all/a.vcf", "all/b.vcf") == 201

    answer = phone.sync(phone.all, token)
    assert answer.statuses() == {f"{phone.all}a.vcf": GONE}
    assert list(answer.etags()) == [f"{phone.all}b.vcf"]
    assert get(phone, "b.vcf").text == text


def test_a_card_is_copied_into_a_group_and_moves_out_of_it():
    first, second = a_group(), books.of_group(a_code(MailingGroup, "NEWS").pk)
    phone = writer("all", first, second)
    put(phone, "a.vcf", vcard("X-A:1"))

    assert move(phone, "all/a.vcf", f"{first}/b.vcf", method="COPY") == 201
    assert move(phone, f"{first}/b.vcf", f"{second}/c.vcf") == 201

    contact = Contact.objects.get()
    assert [each.code.code for each in contact.mailing_groups.all()] == ["NEWS"]
    text = get(phone, "c.vcf", book=f"{phone.home}{second}/").text
    assert "UID:uid-1" in text
    assert "X-A:1" in text


@pytest.mark.parametrize(
    ("case", "method", "target", "headers", "status"),
    [
        ("onto another one, not to overwrite", "MOVE", "{all}b.vcf", {"Overwrite": "F"}, 412),
        ("onto itself", "MOVE", "{all}a.vcf", {}, 403),
        ("a copy in the same book", "COPY", "{all}c.vcf", {}, 409),
        ("to another host", "MOVE", "http://elsewhere.example{all}c.vcf", {}, 502),
        ("out of the tree", "MOVE", "/contacts/c.vcf", {}, 403),
        ("onto a book", "MOVE", "{all}", {}, 403),
        ("to somebody else", "COPY", "/dav/books/999/all/c.vcf", {}, 403),
        ("into no book", "COPY", "{home}none/c.vcf", {}, 409),
        ("to nowhere", "MOVE", "", {}, 400),
        ("to no address", "MOVE", "http://[::1", {}, 400),
        ("a mark that is none", "MOVE", "{all}b.vcf", {"Overwrite": "maybe"}, 400),
        ("a stale one", "MOVE", "{all}c.vcf", {"If_Match": '"stale"'}, 412),
        ("out of everybody", "MOVE", "{home}{group}/c.vcf", {}, 403),
    ],
)
def test_what_cannot_be_moved_stays(case, method, target, headers, status):
    group = a_group()
    phone = writer("all", group)
    put(phone, "a.vcf", vcard())
    put(phone, "b.vcf", vcard(uid="uid-2"))
    before = state()
    to = target.format(all=phone.all, home=phone.home, group=group)

    answer = phone.call(method, f"{phone.all}a.vcf", Destination=to, **headers)

    assert answer.status == status, case
    assert state() == before
    assert get(phone, "a.vcf").status == 200


def test_moving_onto_another_card_takes_that_away():
    phone = writer()
    put(phone, "a.vcf", vcard())
    put(phone, "b.vcf", vcard(uid="uid-2"))

    assert move(phone, "all/a.vcf", "all/b.vcf") == 204

    assert Contact.objects.count() == 1
    assert "UID:uid-1" in get(phone, "b.vcf").text


def test_who_may_not_change_contacts_cannot_do_so_at_once():
    writer()
    phone, person = dav(READER, "all"), a_person("An Maes")

    assert phone.call("DELETE", f"{phone.all}{person.uid}.vcf").status == 204

    assert Contact.objects.filter(pk=person.pk).exists()


def test_a_book_that_can_be_written_says_so_and_that_of_no_salesperson_does_not():
    phone = writer()

    told = phone.propfind(phone.home, "D:current-user-privilege-set", depth="1")

    privileges = {
        href: {each[0].tag for each in told.prop("D:current-user-privilege-set", href)}
        for href in (phone.all, phone.mine, phone.home)
    }
    assert [href for href, names in privileges.items() if "{DAV:}write-content" in names] == [phone.all]
    assert put(phone, "a.vcf", vcard(), book=phone.mine).condition == "need-privileges"


def test_what_waits_as_a_proposal_is_read_back_as_it_was_sent():
    phone, text = dav(EDITOR, "all"), vcard("X-A:1")

    answer = put(phone, "a.vcf", text)

    assert (answer.status, Contact.objects.count()) == (201, 0)
    read = get(phone, "a.vcf")
    assert (read.text, read.headers["ETag"]) == (text, answer.headers["ETag"])
    assert put(phone, "b.vcf", text).status == 409
