"""carddav.md §5 (reading) and §9: one card."""

from datetime import date

import pytest

from kaartenbak.carddav.models import Member
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_person, an_address, make
from kaartenbak.testing.cast import EDITOR
from tests.conformance.carddav.client import dav

pytestmark = pytest.mark.django_db
SENT = "BEGIN:VCARD\r\nVERSION:4.0\r\nUID:urn:x:1\r\nX-OWN;p=1:a\\;b;c\r\nFN:An  Claes\r\nEND:VCARD\r\n"


def sent(contact, name="an.vcf", text=SENT):
    return make(
        instance=Member(
            book="all", name=name, uid="urn:x:1", contact=contact, text=text, version=contact.version + 1
        ),
        by=SYSTEM,
    )


def test_a_card_is_read_in_three_and_in_four():
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person('Zoë Claes', email='zoe@example.com').uid}.vcf"

    plain = phone.call("GET", path)
    four = phone.call("GET", path, Accept="text/vcard; version=4.0")

    assert plain.headers["Content-Type"] == "text/vcard; charset=utf-8"
    assert plain.text.splitlines()[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert "FN:Zoë Claes\r\n" in plain.text
    assert four.text.splitlines()[1] == "VERSION:4.0"
    assert "zoe@example.com" in four.text


def test_head_is_as_get_without_the_card():
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person().uid}.vcf"

    got, head = phone.call("GET", path), phone.call("HEAD", path)

    assert (head.status, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("ETag", "Content-Length", "Content-Type")} == {
        name: got.headers[name] for name in ("ETag", "Content-Length", "Content-Type")
    }


def test_a_card_that_is_known_is_not_sent_again():
    phone = dav(EDITOR, "all")
    path = f"{phone.all}{a_person().uid}.vcf"
    etag = phone.call("GET", path).headers["ETag"]

    assert phone.call("GET", path, If_None_Match=f'"other", {etag}').status == 304
    assert phone.call("GET", path, If_None_Match="*").status == 304
    assert phone.call("GET", path, If_None_Match='"other"').status == 200
    assert phone.call("GET", path, If_Match='"other"').status == 412


def test_the_etag_changes_with_the_card_and_with_nothing_else():
    phone = dav(EDITOR, "all")
    card, other = a_person(), a_person("Bea Dhont")
    path = f"{phone.all}{card.uid}.vcf"
    before = phone.call("GET", path).headers["ETag"]

    change_contact(contact=other, values={"job_title": "x"}, by=EDITOR)
    assert phone.call("GET", path).headers["ETag"] == before
    change_contact(contact=card, values={"job_title": "x"}, by=EDITOR)
    assert phone.call("GET", path).headers["ETag"] != before


def test_a_card_is_read_back_as_it_was_sent_until_it_changes():
    phone = dav(EDITOR, "all")
    card = a_person()
    sent(card)

    assert phone.call("GET", f"{phone.all}an.vcf").text == SENT
    assert phone.call("GET", f"{phone.all}{card.uid}.vcf").status == 404
    change_contact(contact=card, values={"job_title": "Boss"}, by=EDITOR)
    assert "TITLE:Boss" in phone.call("GET", f"{phone.all}an.vcf").text


def test_a_card_as_sent_is_written_anew_in_another_version():
    phone = dav(EDITOR, "all")
    sent(a_person())

    answer = phone.call("GET", f"{phone.all}an.vcf", Accept="text/vcard;version=3.0")

    assert answer.text.splitlines()[1] == "VERSION:3.0"


@pytest.mark.parametrize(
    "name", ["a b.vcf", "a@b+c:d;e,f=g&h'(i)[j]~%.vcf", "Müller", "UPPER", "a\nb.vcf", "%2F", "x" * 255]
)
def test_a_name_of_the_client_is_one_and_the_same_everywhere(name):
    phone = dav(EDITOR, "all")
    sent(a_person(), name=name)

    listed = phone.propfind(phone.all, "D:getetag", depth="1").hrefs[1]

    assert phone.call("GET", listed).text == SENT
    assert phone.multiget(phone.all, listed).hrefs == [listed]
    assert phone.sync(phone.all).hrefs == [listed]


def test_the_address_that_holds_today_is_in_the_card_and_in_its_etag():
    phone = dav(EDITOR, "all")
    card = a_person(street="Kerkstraat 1", city="Gent")
    path = f"{phone.all}{card.uid}.vcf"
    address = an_address(card, "SUMMER", street="Zeedijk 9", city="Oostende")
    before = phone.call("GET", path).headers["ETag"]

    an_address(card, "FAIR", street="Beurslaan 2", city="Brussel", starts=date(2020, 1, 1))

    answer = phone.call("GET", path)
    assert "Beurslaan 2" in answer.text
    assert answer.headers["ETag"].count("-") == before.count("-") + 1
    assert str(address.pk) not in answer.headers["ETag"].split("-")[2:]


def test_who_is_blocked_for_privacy_is_in_no_book():
    phone = dav(EDITOR, "all")
    card = a_person(privacy_blocked=True)

    assert phone.propfind(phone.all, "D:getetag", depth="1").hrefs == [phone.all]
    assert phone.call("GET", f"{phone.all}{card.uid}.vcf").status == 404
