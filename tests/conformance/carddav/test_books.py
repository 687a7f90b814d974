"""carddav.md §4 (as far as clients read) and §8: which books there are, and who sees what."""

import pytest

from kaartenbak.accounts.rules import roles
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.carddav.rules.books import of_group
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.setup.models import Salesperson
from kaartenbak.testing.builders import a_code, a_person, alter
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import user_of
from tests.conformance.carddav.client import DECLARED, dav

pytestmark = pytest.mark.django_db
METHODS = ["OPTIONS", "GET", "HEAD", "PROPFIND", "PROPPATCH", "REPORT", "MKCOL"]


def sells(actor, code="JAN"):
    person = a_code(Salesperson, code)
    alter(instance=user_of(actor), values={"salesperson": person}, by=SYSTEM)
    return person


def test_mine_holds_the_contacts_of_ones_own_salesperson():
    sells(EDITOR)
    a_code(Salesperson, "PIET")
    own = a_person("An Claes", salesperson="JAN")
    a_person("Bea Dhont", salesperson="PIET")
    a_person("Cas Ernst")

    phone = dav(EDITOR)

    assert phone.propfind(phone.mine, "D:getetag", depth="1").hrefs == [
        phone.mine,
        f"{phone.mine}{own.uid}.vcf",
    ]


def test_who_has_no_salesperson_has_an_empty_book():
    a_person()
    phone = dav(EDITOR)

    assert phone.propfind(phone.mine, "D:getetag", depth="1").hrefs == [phone.mine]


def test_a_mailing_group_that_is_chosen_is_a_book():
    group = a_code(MailingGroup, "XMAS", description="Christmas cards")
    inside = a_person("An Claes")
    a_person("Bea Dhont")
    assign(contact=inside, code=group, by=EDITOR)
    phone = dav(EDITOR, of_group(group.pk))
    book = f"{phone.home}group-{group.pk}/"

    assert (
        phone.propfind(phone.home, "D:displayname", depth="1").told("D:displayname", book)
        == "Christmas cards"
    )
    assert phone.propfind(book, "D:getetag", depth="1").hrefs == [book, f"{book}{inside.uid}.vcf"]


def test_a_book_that_was_not_chosen_is_not_there():
    a_person()
    phone = dav(EDITOR)

    assert phone.propfind(phone.all, "D:getetag", depth="1").status == 404


def test_a_group_that_is_gone_is_no_book_any_more():
    phone = dav(EDITOR, "group-77", "group-0", "nonsense")

    assert phone.propfind(phone.home, "D:displayname", depth="1").hrefs == [phone.home, phone.mine]


@pytest.mark.parametrize("path", ["", "mine/", "all/", "mine/a.vcf", "nothing/"])
@pytest.mark.parametrize("method", METHODS)
def test_what_is_of_others_is_as_if_it_were_not_there(method, path):
    dav(READER, "all")
    a_person()
    phone = dav(EDITOR)

    theirs = phone.call(method, f"/dav/books/{READER.user_id}/{path}", Depth="1")
    nobodys = phone.call(method, f"/dav/books/999/{path}", Depth="1")

    assert (theirs.status, theirs.content) == (nobodys.status, nobodys.content)
    assert theirs.status in ({200} if method == "OPTIONS" else {403, 404, 405})


def test_others_are_in_no_listing():
    dav(READER)
    phone = dav(EDITOR)

    for path in ("/dav/principals/", "/dav/books/"):
        assert all(
            str(READER.user_id) not in href for href in phone.propfind(path, "D:displayname", depth="1").hrefs
        )


def test_who_may_not_see_contacts_finds_none(monkeypatch):
    a_person()
    phone = dav(EDITOR, "all")
    monkeypatch.setitem(roles.PERMISSIONS, "contacts.view", frozenset())
    from kaartenbak.accounts.queries import permissions_of

    permissions_of.cache_clear()
    try:
        assert phone.propfind(phone.all, "D:getetag", depth="1").hrefs == [phone.all]
        assert phone.sync(phone.all).hrefs == []
    finally:
        permissions_of.cache_clear()


def test_a_book_that_can_only_be_read_says_so():
    phone = dav(EDITOR, "all")

    answer = phone.propfind(phone.all, "D:current-user-privilege-set")

    assert "{DAV:}read" in {each[0].tag for each in answer.prop("D:current-user-privilege-set")}


@pytest.mark.parametrize(
    ("case", "path", "status"),
    [
        ("a new book", "new/", 403),
        ("one that is there", "mine/", 405),
        ("the home", "", 405),
        ("in a book", "mine/inner/", 403),
        ("in a book that is not there", "none/inner/", 409),
        ("deeper still", "none/inner/more/", 404),
    ],
)
def test_books_are_not_made_by_clients(case, path, status):
    phone = dav(EDITOR)

    assert phone.call("MKCOL", phone.home + path).status == status, case
    assert phone.propfind(phone.home, "D:displayname", depth="1").hrefs == [phone.home, phone.mine]


def test_a_collection_of_another_kind_is_refused_by_its_kind():
    phone = dav(EDITOR)
    kind = "<D:resourcetype><D:collection/><D:calendar/></D:resourcetype>"
    body = f"<D:mkcol {DECLARED}><D:set><D:prop>{kind}</D:prop></D:set></D:mkcol>"

    assert phone.call("MKCOL", f"{phone.home}new/", body).condition == "valid-resourcetype"


def test_nobody_chooses_the_books_of_another():
    with pytest.raises(Refused) as refusal:
        choose_books(user=user_of(READER), chosen=["all"], by=EDITOR)

    assert refusal.value.key == "books.not_yours"
    assert not user_of(READER).books.exists()
