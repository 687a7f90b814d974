"""Comparing very many cards: the forms that are kept of them, and the work of two processes."""

from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.duplicates import matching
from kaartenbak.duplicates.matching import suspects_among
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.blocks import Entries, number_of
from kaartenbak.duplicates.rules.packing import Pack
from kaartenbak.duplicates.tests.test_rules_scoring import BLANK, CARDS

NAMES = ("Jan Peeters", "Jan Peters", "Peeters Jan", "An Maes", "Anne Maes", "Wim Vos")


def a_register(count: int) -> list[tuple[int, Card]]:
    """Persons, each of whom shares the telephone with the one before or the one behind."""
    cards = []
    for nth in range(count):
        first, _, surname = NAMES[nth % len(NAMES)].partition(" ")
        columns = BLANK | {"kind": "person", "first_name": first, "surname": surname}
        cards.append((100 + nth, Card(columns, [("mobile", f"+3247012{nth // 2:04}")])))
    return cards


@given(st.lists(CARDS, max_size=4), st.lists(CARDS, max_size=4))
def test_cards_come_out_of_a_pack_as_they_went_in(first, others):
    pack, behind = Pack(), Pack()
    for target, cards in ((pack, first), (behind, others)):
        for card in cards:
            target.add(card)
    pack.add_all(behind)

    assert [pack[place] for place in range(len(pack))] == first + others


def test_two_processes_find_what_one_finds(monkeypatch):
    cards = a_register(50)
    by_one, count = suspects_among(cards)
    monkeypatch.setattr(matching, "CARDS", 3)
    monkeypatch.setattr(matching, "AT_HAND", 20)

    assert suspects_among(cards) == (by_one, count)
    assert ((100, 101) in by_one, count) == (True, 50)


def test_of_no_cards_none_are_suspects():
    assert suspects_among([]) == ({}, 0)


def test_crowded_is_what_more_cards_have_than_may():
    entries = Entries()
    for place in range(3):
        entries.add(place, [("phone", "1"), *[("phone", "2")] * (place < 2), ("email", "")])

    assert entries.crowded(2) == {number_of(("phone", "1"))}
    assert entries.crowded(3) == set()


def test_a_number_that_very_many_have_says_little(monkeypatch):
    monkeypatch.setattr(matching, "CROWD", 1)
    found, _count = suspects_among(a_register(2))

    assert found == {}
