"""A program that proposes reads what it proposed until somebody decides; everybody else reads the register."""

import pytest

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.deciding import decline
from kaartenbak.carddav.tests.proposing import proposed, proposed_new, removal_of
from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.queries import assert_same_queries
from tests.conformance.carddav.client import Dav, dav

pytestmark = pytest.mark.django_db


def href_of(phone: Dav, contact: Contact) -> str:
    return f"{phone.all}{contact.uid}.vcf"


def test_the_program_reads_what_it_proposed_and_others_read_the_register():
    person = a_person("An Maes", city="Gent")
    phone, other = dav(EDITOR, "all"), dav(MANAGER, "all")
    before = [each.sync(each.all) for each in (phone, other)]

    proposed(person, "Gent", "Aalst")

    own, others = (each.call("GET", href_of(each, person)) for each in (phone, other))
    assert "Aalst" in own.text
    assert "Gent" in others.text
    after = phone.sync(phone.all, before[0].token)
    assert after.etags() == {href_of(phone, person): own.headers["ETag"]}
    unmoved = other.sync(other.all, before[1].token)
    assert (unmoved.hrefs, unmoved.token) == ([], before[1].token)


def test_every_report_shows_what_was_proposed():
    person = a_person("An Maes", city="Gent")
    phone = dav(EDITOR, "all")
    proposed(person, "Gent", "Aalst")
    href = href_of(phone, person)

    wish = '<C:filter><C:prop-filter name="ADR"><C:text-match>Aalst</C:text-match></C:prop-filter></C:filter>'

    assert phone.query(phone.all, wish).hrefs == [href]
    assert "Aalst" in phone.multiget(phone.all, href).told("C:address-data", href)
    length = phone.propfind(href, "D:getcontentlength").told("D:getcontentlength")
    assert int(length) == len(phone.call("GET", href).content)
    in_4 = phone.call("GET", href, Accept="text/vcard; version=4.0").text
    assert "VERSION:4.0" in in_4
    assert "Aalst" in in_4


def test_after_it_was_declined_the_program_reads_the_register_again():
    person = a_person("An Maes", city="Gent")
    phone = dav(EDITOR, "all")
    proposed(person, "Gent", "Aalst")
    token = phone.sync(phone.all).token

    decline(proposal=Proposal.objects.get(), by=MANAGER)

    answer = phone.sync(phone.all, token)
    assert list(answer.etags()) == [href_of(phone, person)]
    assert "Gent" in phone.call("GET", href_of(phone, person)).text


def test_a_new_card_is_in_its_users_book_alone_until_it_is_declined():
    a_person("Bea")
    phone, other = dav(EDITOR, "all"), dav(MANAGER, "all")
    token = phone.sync(phone.all).token

    proposed_new()

    href = f"{phone.all}new.vcf"
    added = phone.sync(phone.all, token)
    assert added.hrefs == [href]
    assert href in phone.sync(phone.all).hrefs
    assert phone.call("GET", href).headers["ETag"] == added.told("D:getetag", href)
    assert len(other.sync(other.all).hrefs) == 1

    decline(proposal=Proposal.objects.get(), by=MANAGER)
    gone = phone.sync(phone.all, added.token)
    assert gone.statuses() == {href: "HTTP/1.1 404 Not Found"}
    assert phone.call("GET", href).status == 404


def test_a_card_that_is_to_go_is_gone_for_its_user_and_comes_back_when_declined():
    person = a_person("An Maes")
    phone, other = dav(EDITOR, "all"), dav(MANAGER, "all")
    token = phone.sync(phone.all).token

    removal_of(person)

    href = href_of(phone, person)
    gone = phone.sync(phone.all, token)
    assert gone.statuses() == {href: "HTTP/1.1 404 Not Found"}
    assert phone.call("GET", href).status == 404
    assert len(other.sync(other.all).hrefs) == 1

    decline(proposal=Proposal.objects.get(), by=MANAGER)
    assert list(phone.sync(phone.all, gone.token).etags()) == [href]


def test_new_cards_come_with_the_last_page_of_a_listing():
    for name in ("An", "Bea", "Cis"):
        a_person(name)
    phone = dav(EDITOR, "all")
    proposed_new("Maes", name="one.vcf")
    proposed_new("Peeters", name="two.vcf")

    first = phone.sync(phone.all, limit=2)
    second = phone.sync(phone.all, first.token, limit=2)

    listed = [each for each in first.hrefs + second.hrefs if each != phone.all]
    assert len(listed) == len(set(listed)) == 5


def test_a_book_costs_the_same_for_one_proposal_and_for_many():
    phone, names = dav(EDITOR, "all"), iter("abcdefgh")

    def another() -> None:
        proposed_new("Claes", name=f"{next(names)}.vcf")
        proposed(a_person("An", city="Gent"), "Gent", "Aalst")

    another()
    wish = '<C:filter><C:prop-filter name="FN"/></C:filter>'
    assert_same_queries(lambda: phone.query(phone.all, wish, props="<C:address-data/>"), another)
