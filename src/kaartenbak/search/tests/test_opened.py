"""What a user opened lately."""

from datetime import timedelta

import pytest

from kaartenbak.core.actor import SYSTEM
from kaartenbak.search import opened
from kaartenbak.search.models import Opened
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR, OUTSIDER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import queries_of

pytestmark = pytest.mark.django_db


def names(actor, **limit):
    return [card.name for card in opened.recently_opened(actor, **limit)]


def test_what_was_opened_last_comes_first_and_each_contact_once():
    alfa, beta = a_company("Alfa"), a_company("Beta")
    for card in (alfa, beta, alfa):
        opened.note(READER, card)

    assert names(READER) == ["Alfa", "Beta"]
    assert names(READER, limit=1) == ["Alfa"]


def test_everybody_has_his_own():
    opened.note(READER, a_company("Alfa"))
    opened.note(EDITOR, a_company("Beta"))

    assert (names(READER), names(EDITOR)) == (["Alfa"], ["Beta"])


def test_only_the_latest_fifty_are_kept():
    cards = [a_company(f"Company {place}") for place in range(opened.KEPT + 2)]
    for card in cards:
        opened.note(READER, card)

    assert Opened.objects.count() == opened.KEPT
    assert opened.opened_keys(READER) == [card.pk for card in reversed(cards[2:])]


def test_what_is_gone_or_may_not_be_seen_is_not_told():
    opened.note(READER, a_company("Alfa"))
    Opened.objects.create(
        user_id=READER.user_id or 0, contact_id=99, at=Opened.objects.get().at + timedelta(1)
    )
    opened.note(OUTSIDER, a_company("Beta"))

    assert names(READER, limit=1) == ["Alfa"]
    assert names(OUTSIDER) == []


def test_a_program_that_acts_for_nobody_opens_nothing():
    opened.note(SYSTEM, a_company())

    assert (Opened.objects.count(), opened.recently_opened(SYSTEM)) == (0, [])


def test_the_page_of_a_card_says_where_to_tell_that_it_was_opened_and_writes_nothing_itself():
    company = a_company("Alfa")
    client = visitor(READER)
    address = f"/opened/{company.number}/"

    card = queries_of(lambda: client.get(f"/contacts/{company.number}/"))
    assert [each for each in card if "search_opened" in each] == []
    assert f'data-opened="{address}"' in client.get(f"/contacts/{company.number}/").content.decode()
    assert client.post(address).status_code == 204
    assert names(READER) == ["Alfa"]


def test_a_contact_that_is_not_there_was_not_opened():
    assert visitor(READER).post("/opened/CT999999/").status_code == 404
    assert Opened.objects.count() == 0
