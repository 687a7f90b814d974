"""What phones and mail programs may change: set for everybody, for a user, and by book."""

import pytest

from kaartenbak.carddav.models import BookAccess
from kaartenbak.carddav.ops.access import set_access, set_access_of
from kaartenbak.carddav.ops.books import choose_books
from kaartenbak.carddav.queries.books import access_of, books_of
from kaartenbak.carddav.rules.access import access
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, READER
from kaartenbak.testing.clients import user_of, visitor

pytestmark = pytest.mark.django_db
EVERYTHING = ("contacts.propose", "contacts.change")


@pytest.mark.parametrize(
    ("case", "settings", "permissions", "expected"),
    [
        ("nothing is set", {}, EVERYTHING, "proposal"),
        ("set for everybody", {(False, ""): "off"}, EVERYTHING, "off"),
        ("a book before every book", {(False, ""): "off", (False, "all"): "direct"}, EVERYTHING, "direct"),
        ("another book", {(False, "mine"): "direct"}, EVERYTHING, "proposal"),
        ("a user before everybody", {(True, ""): "direct", (False, "all"): "off"}, EVERYTHING, "direct"),
        ("his book before his every book", {(True, ""): "direct", (True, "all"): "off"}, EVERYTHING, "off"),
        ("who may not change proposes", {(False, ""): "direct"}, ("contacts.propose",), "proposal"),
        ("who may not propose reads", {(False, ""): "direct"}, (), "off"),
    ],
)
def test_what_becomes_of_a_change(case, settings, permissions, expected):
    assert access(settings, "all", permissions) == expected, case


def in_books(actor: Actor) -> dict[str, str]:
    user = user_of(actor)
    return {book.key: access_of(book, user) for book in books_of(user)}


def test_a_book_says_what_is_set_for_its_user():
    for who in (EDITOR, MANAGER):
        choose_books(user=user_of(who), chosen=["all"], by=who)
    set_access(values={"": "off", "all": "direct"}, by=ADMIN)
    set_access_of(user=user_of(EDITOR), values={"all": "proposal"}, by=ADMIN)

    assert in_books(EDITOR) == {"mine": "off", "all": "proposal"}
    assert in_books(MANAGER) == {"mine": "off", "all": "direct"}


def test_the_book_of_nobodys_contacts_is_not_written():
    set_access(values={"mine": "direct"}, by=ADMIN)

    assert in_books(EDITOR) == {"mine": "off"}


def test_the_books_of_others_are_never_written():
    book = books_of(user_of(EDITOR))[0]

    assert access_of(book, user_of(READER)) == "off"


def test_only_an_administrator_sets_it():
    with pytest.raises(NotAllowed):
        set_access(values={"": "direct"}, by=MANAGER)

    assert visitor(MANAGER).post("/users/devices/access/", {"book_0": "direct"}).status_code == 403
    assert BookAccess.objects.count() == 0


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"": "perhaps"}, "value.choice"),
        ({"<script>": "off"}, "books.unknown"),
        ({"x" * 900: ""}, "books.unknown"),
    ],
)
def test_nonsense_is_not_set(values, key):
    with pytest.raises(Refused) as refusal:
        set_access(values=values, by=ADMIN)

    assert refusal.value.key == key
    assert BookAccess.objects.count() == 0


def test_the_page_sets_it_for_everybody_and_takes_it_back():
    browser = visitor(ADMIN)

    browser.post("/users/devices/access/", {"book_0": "direct", "book_1": "off", "book_2": ""})
    assert set_rows() == {(None, "", "direct"), (None, "all", "off")}
    browser.post("/users/devices/access/", {"book_0": "direct", "book_1": "", "book_2": ""})
    assert set_rows() == {(None, "", "direct")}
    assert "selected>at once" in browser.get("/users/devices/access/").content.decode()


def test_the_page_of_a_users_devices_sets_it_for_him():
    user, browser = user_of(EDITOR), visitor(ADMIN)
    page = f"/users/of/{user.username}/devices/"

    browser.post(f"{page}access/", {"book_0": "", "book_1": "direct"})

    assert set_rows() == {(user.pk, "mine", "direct")}
    assert "selected>at once" in browser.get(page).content.decode()


@pytest.mark.parametrize("sent", ["perhaps", "\0", "<script>", "x" * 9_000])
def test_the_page_refuses_nonsense(sent):
    page = visitor(ADMIN).post("/users/devices/access/", {"book_0": sent})

    assert page.status_code == 422
    assert BookAccess.objects.count() == 0


def set_rows() -> set[tuple[int | None, str, str]]:
    return set(BookAccess.objects.values_list("user", "book", "access"))
