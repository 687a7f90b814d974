"""carddav.md §7: sync."""

from datetime import date

import pytest

from kaartenbak.carddav import epoch
from kaartenbak.carddav.models import Mark, Member
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.carddav.rules.books import of_group
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.undo import undo
from kaartenbak.setup.ops.codes import delete_code
from kaartenbak.testing.builders import a_code, a_company, a_person, alter, an_address, make
from kaartenbak.testing.cast import ADMIN, EDITOR, READER
from kaartenbak.testing.clients import user_of
from tests.conformance.carddav.client import MISSING, dav
from tests.conformance.carddav.test_books import sells

pytestmark = pytest.mark.django_db
FULL = "HTTP/1.1 507 Insufficient Storage"


def rename(card, title="x"):
    change_contact(contact=card, values={"job_title": title}, by=EDITOR)


def test_the_first_sync_gives_everything_and_the_token_of_the_book():
    phone = dav(EDITOR, "all")
    cards = [a_company(), a_person()]

    answer = phone.sync(phone.all)

    assert answer.hrefs == [f"{phone.all}{card.uid}.vcf" for card in cards]
    assert answer.token == phone.propfind(phone.all, "D:sync-token").told("D:sync-token")
    assert answer.etags()[answer.hrefs[0]] == phone.call("GET", answer.hrefs[0]).headers["ETag"]


def test_a_later_sync_gives_what_changed_and_nothing_else():
    phone = dav(EDITOR, "all")
    changed, gone, _same = a_person("An"), a_person("Bea"), a_person("Cas")
    first = phone.sync(phone.all)
    new = a_person("Dirk")
    rename(changed)
    delete_contact(contact=gone, by=EDITOR)

    answer = phone.sync(phone.all, first.token)

    assert set(answer.etags()) == {f"{phone.all}{card.uid}.vcf" for card in (new, changed)}
    assert answer.statuses() == {f"{phone.all}{gone.uid}.vcf": MISSING}
    assert phone.sync(phone.all, first.token).content == answer.content
    assert phone.sync(phone.all, answer.token).hrefs == []


def test_the_token_stays_while_no_card_of_the_book_changes():
    sells(EDITOR)
    own, other = a_person("An", salesperson="JAN"), a_person("Bea")
    phone = dav(EDITOR)
    before = phone.propfind(phone.mine, "D:sync-token", "CS:getctag")

    rename(other)
    assert phone.propfind(phone.mine, "D:sync-token", "CS:getctag").content == before.content
    rename(own)
    assert phone.propfind(phone.mine, "D:sync-token").told("D:sync-token") != before.told("D:sync-token")


def test_a_card_that_leaves_the_book_is_removed_there():
    sells(EDITOR)
    a_code(sells(READER, "PIET").__class__, "PIET")
    leaving, coming = a_person("An", salesperson="JAN"), a_person("Bea", salesperson="PIET")
    phone = dav(EDITOR)
    first = phone.sync(phone.mine)

    change_contact(contact=leaving, values={"salesperson": "PIET"}, by=EDITOR)
    change_contact(contact=coming, values={"salesperson": "JAN"}, by=EDITOR)

    answer = phone.sync(phone.mine, first.token)
    assert answer.statuses() == {f"{phone.mine}{leaving.uid}.vcf": MISSING}
    assert list(answer.etags()) == [f"{phone.mine}{coming.uid}.vcf"]


def test_a_card_that_leaves_a_group_is_removed_from_its_book():
    group, other = a_code(MailingGroup, "XMAS"), a_code(MailingGroup, "FAIR")
    card, elsewhere = a_person("An"), a_person("Bea")
    assign(contact=card, code=group, by=EDITOR)
    phone = dav(EDITOR, of_group(group.pk))
    book = f"{phone.home}group-{group.pk}/"
    first = phone.sync(book)
    assign(contact=elsewhere, code=other, by=EDITOR)
    unassign(contact=elsewhere, code=other, by=EDITOR)
    assert phone.sync(book, first.token).content == phone.sync(book, first.token).content
    assert phone.sync(book, first.token).hrefs == []

    unassign(contact=card, code=group, by=EDITOR)

    assert phone.sync(book, first.token).statuses() == {f"{book}{card.uid}.vcf": MISSING}


def test_who_is_blocked_for_privacy_is_removed_and_comes_back():
    phone = dav(EDITOR, "all")
    card = a_person()
    first = phone.sync(phone.all)
    href = f"{phone.all}{card.uid}.vcf"

    change_contact(contact=card, values={"privacy_blocked": True}, by=EDITOR)
    second = phone.sync(phone.all, first.token)
    assert second.statuses() == {href: MISSING}
    change_contact(contact=card, values={"privacy_blocked": False}, by=EDITOR)
    assert list(phone.sync(phone.all, second.token).etags()) == [href]


def test_a_deletion_that_is_undone_brings_the_card_back():
    phone = dav(EDITOR, "all")
    card = a_person()
    first = phone.sync(phone.all)
    done = perform(delete_contact, contact=card, by=EDITOR)
    second = phone.sync(phone.all, first.token)

    undo(entry=Operation.objects.get(pk=done.operation or 0), by=EDITOR)

    assert list(phone.sync(phone.all, second.token).etags()) == [f"{phone.all}{card.uid}.vcf"]


def test_what_came_and_went_between_two_syncs_is_no_card():
    phone = dav(EDITOR, "all")
    first = phone.sync(phone.all)
    delete_contact(contact=a_person(), by=EDITOR)

    assert set(phone.sync(phone.all, first.token).statuses().values()) <= {MISSING}


def test_a_card_goes_by_the_name_that_a_program_gave_it():
    phone = dav(EDITOR, "all")
    card = a_person()
    first = phone.sync(phone.all)
    member = called(card, "an.vcf")

    named = phone.sync(phone.all, first.token)
    assert list(named.etags()) == [f"{phone.all}an.vcf"]
    assert named.statuses() == {f"{phone.all}{card.uid}.vcf": MISSING}
    alter(instance=member, values={"name": "bea.vcf"}, by=SYSTEM)
    moved = phone.sync(phone.all, named.token)
    assert (list(moved.etags()), moved.statuses()) == (
        [f"{phone.all}bea.vcf"],
        {f"{phone.all}an.vcf": MISSING},
    )
    delete_contact(contact=card, by=EDITOR)
    assert phone.sync(phone.all, moved.token).statuses() == {f"{phone.all}bea.vcf": MISSING}


def called(card, name):
    return make(instance=Member(book="all", name=name, uid=name, contact=card), by=SYSTEM)


def test_two_cards_that_become_one_are_one_for_programs_too():
    phone = dav(EDITOR, "all")
    kept, other = a_person("An Claes"), a_person("An Klaas")
    called(kept, "an.vcf")
    called(other, "klaas.vcf")
    first = phone.sync(phone.all)

    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    answer = phone.sync(phone.all, first.token)
    assert list(answer.etags()) == [f"{phone.all}an.vcf"]
    assert answer.statuses() == {f"{phone.all}klaas.vcf": MISSING}


@pytest.mark.parametrize("limit", [None, 1])
def test_a_card_that_takes_over_the_name_of_another_keeps_it(limit):
    phone = dav(EDITOR, "all")
    kept, other = a_person("An Claes"), a_person("An Klaas")
    called(other, "klaas.vcf")
    known, token = phone.sync(phone.all).etags(), phone.sync(phone.all).token

    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    for _page in range(4):
        answer = phone.sync(phone.all, token, limit=limit)
        known |= answer.etags()
        known = {href: etag for href, etag in known.items() if answer.statuses().get(href) != MISSING}
        token = answer.token
    assert known == phone.propfind(phone.all, "D:getetag", depth="1").etags()
    assert list(known) == [f"{phone.all}klaas.vcf"]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_the_first_sync_comes_in_pages(limit):
    phone = dav(EDITOR, "all")
    cards = [a_person(f"Person {place}") for place in range(7)]

    found: list[str] = []
    token = ""
    while True:
        answer = phone.sync(phone.all, token, limit=limit)
        found += answer.etags()
        token = answer.token
        if answer.statuses().get(phone.all) != FULL:
            break
        assert len(answer.etags()) == limit
        rename(cards[0], str(len(found)))

    assert found == [f"{phone.all}{card.uid}.vcf" for card in cards]
    assert [*phone.sync(phone.all, token).etags()] == ([found[0]] if limit < 7 else [])


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_what_changed_comes_in_pages(limit):
    phone = dav(EDITOR, "all")
    cards = [a_person(f"Person {place}") for place in range(5)]
    token = phone.sync(phone.all).token
    found: set[str] = set()
    for card in cards:
        rename(card)
    delete_contact(contact=cards[0], by=EDITOR)

    while True:
        answer = phone.sync(phone.all, token, limit=limit)
        told = set(answer.hrefs) - {phone.all}
        assert len(told) <= limit
        found, token = found | told, answer.token
        if answer.statuses().get(phone.all) != FULL:
            break

    assert found == {f"{phone.all}{card.uid}.vcf" for card in cards}
    assert token == phone.propfind(phone.all, "D:sync-token").told("D:sync-token")


def unknown_tokens(phone):
    """Tokens that this book never gave."""
    good = phone.propfind(phone.all, "D:sync-token").told("D:sync-token")
    start, epoch_, scope, key, at, turn = good.rsplit(":", 5)
    return {
        "nonsense": "http://example.com/sync/1",
        "another book": phone.propfind(phone.mine, "D:sync-token").told("D:sync-token"),
        "another epoch": f"{start}:00000000:{scope}:{key}:{at}:{turn}",
        "the future": ":".join((start, epoch_, scope, str(int(key) + 1), at, turn)),
        "another past": f"{start}:{epoch_}:{scope}:{key}:abc:{turn}",
        "an enormous key": ":".join((start, epoch_, scope, "9" * 30, at, turn)),
        "very long": good + "1" * 5000,
    }


@pytest.mark.parametrize(
    "case",
    [
        "nonsense",
        "another book",
        "another epoch",
        "the future",
        "another past",
        "an enormous key",
        "very long",
    ],
)
def test_a_token_that_was_never_given_is_refused_so_that_clients_begin_anew(case):
    phone = dav(EDITOR, "all")
    a_person()
    token = unknown_tokens(phone)[case]

    answer = phone.sync(phone.all, token)
    thunderbird = phone.sync(
        phone.all, token, User_Agent="Mozilla/5.0 (X11) Gecko/20100101 Thunderbird/140.0"
    )

    assert (answer.status, answer.condition) == (403, "valid-sync-token")
    assert (thunderbird.status, thunderbird.condition) == (400, "valid-sync-token")


def test_after_a_restored_backup_every_token_and_etag_is_another():
    phone = dav(EDITOR, "all")
    a_person()
    before = phone.sync(phone.all)

    epoch.begin_anew()

    assert phone.sync(phone.all, before.token).condition == "valid-sync-token"
    assert set(phone.sync(phone.all).etags().values()).isdisjoint(before.etags().values())


def test_a_new_book_of_the_name_of_a_removed_one_does_not_take_the_old_token():
    former = a_code(MailingGroup, "XMAS")
    phone = dav(EDITOR, of_group(former.pk))
    token = phone.sync(f"{phone.home}{of_group(former.pk)}/").token
    delete_code(row=former, by=ADMIN)

    again = a_code(MailingGroup, "XMAS")
    choose_books(user=user_of(EDITOR), chosen=[of_group(again.pk)], by=EDITOR)

    assert phone.propfind(f"{phone.home}{of_group(former.pk)}/", "D:sync-token").status == 404
    answer = phone.sync(f"{phone.home}{of_group(again.pk)}/", token)
    assert (answer.status, answer.condition) == (403, "valid-sync-token")


def test_the_book_of_another_salesperson_does_not_take_the_old_token():
    sells(EDITOR)
    phone = dav(EDITOR)
    before = phone.sync(phone.mine)

    sells(EDITOR, "PIET")

    assert phone.sync(phone.mine, before.token).condition == "valid-sync-token"


@pytest.mark.parametrize("depth", ["0", "1", "infinity"])
def test_the_depth_of_a_sync_is_not_looked_at_and_data_may_be_asked_for(depth):
    phone = dav(EDITOR, "all")
    a_person("Zoë Claes")

    answer = phone.sync(phone.all, props="<D:getetag/><C:address-data/>", Depth=depth)

    assert "FN:Zoë Claes" in answer.told("C:address-data")


def test_the_level_of_a_sync_may_be_missing():
    phone = dav(EDITOR, "all")
    a_person()

    answer = phone.report(
        phone.all, "<D:sync-collection><D:sync-token/><D:prop><D:getetag/></D:prop></D:sync-collection>"
    )

    assert len(answer.etags()) == 1


def test_a_card_that_says_another_address_by_itself_is_told_of():
    phone = dav(EDITOR, "all")
    company = a_company(street="Kerkstraat 1", city="Gent")
    person = a_person(company=company.number)
    a_person("Bea")
    an_address(company, "FAIR", street="Beurslaan 2", city="Brussel", starts=date(2020, 5, 1))
    token = phone.sync(phone.all).token
    head, _, turn = token.rpartition(":")
    assert int(turn) == date(2020, 5, 1).toordinal()

    answer = phone.sync(phone.all, f"{head}:{int(turn) - 1}")

    assert answer.hrefs == [f"{phone.all}{card.uid}.vcf" for card in (company, person)]
    assert answer.token == token


def test_the_record_is_looked_through_once():
    phone = dav(EDITOR, "all")
    phone.sync(phone.all)
    for place in range(80):
        a_person(f"Person {place}")
    phone.propfind(phone.all, "D:sync-token")

    mark = Mark.objects.get(book="all")

    assert mark.read == mark.moved
    assert (
        len(phone.sync(phone.all, phone.propfind(phone.all, "D:sync-token").told("D:sync-token")).hrefs) == 0
    )
