"""Cards made by the hundred are indexed from the rows that were written, unless something else happened to them."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.contacts.models import AlternativeAddress, Channel, Contact
from kaartenbak.history import store
from kaartenbak.history.operations import attempt
from kaartenbak.history.tests.cards import new_card, run
from kaartenbak.search import index
from kaartenbak.search.queries import find
from kaartenbak.search.words import COLUMNS, OF_PEOPLE, entry, forms
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = pytest.mark.django_db


def an_address(card: int, place: int) -> dict[str, object]:
    phone = f"09 22{place}"
    return {
        "contact_id": card,
        "code": f"A{place}",
        "city": "Oostende",
        "phone": phone,
        "phone_normal": phone,
    }


def made(count: int = 3) -> list[Contact]:
    """Cards with two numbers, a mailbox and other addresses each, made in the operation in progress."""
    cards = store.create_many(Contact, [new_card(name=f"Vermeulen {n}", city="Gent") for n in range(count)])
    for kind, value in (("phone", "09 225 00 11"), ("email", "info@vermeulen.example"), ("fax", "09 1234")):
        store.create_rows(
            Channel,
            [
                {"contact_id": card.pk, "kind": kind, "value": value, "normal": value.replace(" ", "")}
                for card in cards
            ],
        )
    addresses = [an_address(card.pk, place) for place in (1, 2) for card in cards]
    store.create_rows(AlternativeAddress, addresses)
    return cards


def is_right() -> bool:
    """Whether the index is what a new one would be."""
    return index.wrong() == [] and not index.is_torn()


def fail_after(body: Callable[[], object]) -> None:
    """Do something that is taken back."""
    with suppress(ZeroDivisionError), attempt():
        body()
        raise ZeroDivisionError


def test_cards_made_by_the_hundred_are_indexed_without_being_read():
    with CaptureQueriesContext(connection) as asked:
        cards = run(body=lambda: made(5), by=EDITOR)

    assert is_right()
    assert [card.pk for card in find("vermeulen oostende", by=READER)] == [card.pk for card in cards]
    statements = " ".join(each["sql"] for each in asked)
    assert 'FROM "contacts_channel"' not in statements
    assert 'FROM "contacts_alternativeaddress"' not in statements


@pytest.mark.parametrize(
    "then",
    [
        pytest.param(lambda cards: store.update(cards[0], name="Dhondt", city="Aalst"), id="changed"),
        pytest.param(
            lambda cards: store.update_each(Contact, {card.pk: {"city": "Ronse"} for card in cards[:2]}),
            id="changed in bulk",
        ),
        pytest.param(
            lambda cards: store.create(Channel(contact=cards[0], kind="email", value="a@dhondt.example")),
            id="a channel more",
        ),
        pytest.param(lambda cards: store.delete_many(cards[0].channels.all()), id="channels removed"),
        pytest.param(
            lambda cards: store.update_many(cards[0].channels.all(), value="x"), id="channels changed"
        ),
        pytest.param(lambda cards: store.update(cards[0].channels.first(), contact=cards[1]), id="moved"),
        pytest.param(lambda cards: fail_after(lambda: made(2)), id="others taken back"),
        pytest.param(
            lambda cards: fail_after(
                lambda: store.create_rows(
                    Channel,
                    [{"contact_id": cards[0].pk, "kind": "phone", "value": "1234567", "normal": "1234567"}],
                )
            ),
            id="a channel taken back",
        ),
        pytest.param(
            lambda cards: fail_after(lambda: store.update(cards[0], name="X")), id="change taken back"
        ),
    ],
)
def test_what_happens_to_them_afterwards_in_the_same_operation_counts(then):
    def body():
        cards = made()
        then(cards)

    run(body=body, by=EDITOR)

    assert is_right()


def test_cards_made_in_place_of_others_that_were_taken_back_are_indexed_as_they_are():
    def body():
        fail_after(lambda: store.create_many(Contact, [new_card(name="Claes"), new_card(name="Maes")]))
        made()

    run(body=body, by=EDITOR)

    assert is_right()


def test_more_rows_than_are_kept_at_hand_are_read(monkeypatch):
    monkeypatch.setattr("kaartenbak.history.made.MOST", 8)

    run(body=lambda: made(4), by=EDITOR)

    assert is_right()


TEXTS = some.text(max_size=70) | some.sampled_from(
    ["B-1000", "½ 3", "CT-0001", "ß" * 59, "a" * 61 + " b", "ﬁ Œuvre"]
)


@given(texts=some.fixed_dictionaries(dict.fromkeys(COLUMNS, TEXTS)), mail=TEXTS, site=TEXTS)
def test_the_words_of_a_card_are_those_of_its_fields_one_by_one(texts, mail, site):
    found = entry({"kind": "person", **texts}, [("email", mail, ""), ("website", site, "")])

    fields = [*((name, texts[name]) for name in OF_PEOPLE), ("email", mail), ("website", site)]
    words = [word for field, text in fields for word in forms(field, text) if word]
    assert found.rest == " ".join(dict.fromkeys(words))
