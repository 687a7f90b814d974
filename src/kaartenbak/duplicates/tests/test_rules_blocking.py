"""Which cards are compared with each other, and the short cuts on the way there."""

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kaartenbak.duplicates.rules import blocking
from kaartenbak.duplicates.rules.comparing import alike
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.duplicates.rules.spelling import sounded
from kaartenbak.duplicates.tests.test_rules_scoring import ALIKE, CARDS

LETTERS = st.text("aeijkcnsxz2dthpvwgqyou", max_size=16)
JAN = Features(
    "person", "jan", "desmet", "smet", street="kerkstr", house="12", postcode="2000", city="antwerpen",
    birthday="19700203", employer_name="bakkerij janssens",
)  # fmt: skip
BAKERY = Features(
    "company",
    name="bakkerij smet",
    domains=("smet.be",),
    street="kerkstr",
    house="12",
    postcode="2000",
    city="antwerpen",
)
BARE: dict[str, Any] = dict.fromkeys(("street", "house", "postcode", "city", "birthday", "employer_name"), "")


@given(st.lists(st.one_of(CARDS, ALIKE), max_size=8))
def test_two_cards_are_compared_when_they_share_a_key_without_blanks(cards):
    def share(a: int, b: int) -> bool:
        return any(
            "" not in key
            for keys_of, _most in blocking.SORTS
            for key in set(keys_of(cards[a])) & set(keys_of(cards[b]))
        )

    wanted = [pair for pair in combinations(range(len(cards)), 2) if share(*pair)]

    assert list(blocking.pairs(cards)) == wanted


@pytest.mark.parametrize(
    ("case", "card", "other"),
    [
        ("names in one city, one without a postcode", JAN, {**BARE, "city": "antwerpen"}),
        ("first and last name in each other's field", JAN, {**BARE, "given": "desmet", "surname": "jan", "city": "antwerpen"}),
        ("a name that sounds alike in one postcode", JAN, {**BARE, "core": "smett", "postcode": "2000"}),
        ("another surname in the same house", JAN, {"surname": "peeters", "core": "peeters", "birthday": ""}),
        ("no given name, in the same house", JAN, {"given": "", "birthday": ""}),
        ("a nickname in the same house", JAN, {"given": "rik", "birthday": ""}),
        ("another surname, born on one day", JAN, {**BARE, "surname": "peeters", "core": "peeters", "birthday": "19700203"}),
        ("born in another year", JAN, {**BARE, "birthday": "19710203"}),
        ("an employer written in another order", JAN, {**BARE, "employer_name": "janssens bakkerij"}),
        ("a company's name in another order in its city", BAKERY, {"name": "smet bakkerij", "postcode": "", "domains": ()}),
        ("a company's name in its postcode", BAKERY, {"city": "anvers", "street": "", "domains": ()}),
        ("another name in a company's house", BAKERY, {"name": "slagerij peeters", "domains": ()}),
        ("a company's domain", BAKERY, {"name": "slagerij peeters", "street": "", "postcode": "", "city": ""}),
    ],
)  # fmt: skip
def test_however_many_cards_there_are_two_are_compared_that_share(case, card, other):
    shared = set(blocking.keys_of(card)) & set(blocking.keys_of(card._replace(**other)))

    assert any("" not in key for key in shared), case


def test_two_of_one_name_and_nothing_else_are_compared_only_where_it_is_rare():
    card, other = JAN, JAN._replace(**BARE)

    assert not [key for key in {*blocking.keys_of(card)} & {*blocking.keys_of(other)} if "" not in key]
    assert list(blocking.pairs([card, other])) == [(0, 1)]
    assert list(blocking.pairs([card, *[other] * blocking.LARGEST_OF_THE_RARE])) == []


def test_what_very_many_share_is_no_reason_to_compare_them():
    cards = [Features("company", domains=("desmet.be",))] * blocking.LARGEST_BLOCK

    assert len(list(blocking.pairs(cards))) == len(cards) * (len(cards) - 1) // 2
    assert list(blocking.pairs([*cards, cards[0]])) == []


@given(LETTERS, LETTERS, st.integers(0, 16))
def test_words_are_alike_by_slips_and_sounds_whatever_is_looked_at_first(a, b, at):
    near = a[:at] + b[:2] + a[at + 1 :]
    for one, other in ((a, b), (a, near)):
        longest = max(len(one), len(other))
        allowed = 1 if longest < 7 else 2 if longest < 14 else 3
        slips = OSA.distance(one, other) <= allowed

        assert alike(one, other) == (longest > 3 and (slips or sounded(one) == sounded(other)))
