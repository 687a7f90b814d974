"""Which cards are compared with each other, and the short cuts on the way there."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from kaartenbak.duplicates.rules import blocking
from kaartenbak.duplicates.rules.comparing import alike
from kaartenbak.duplicates.rules.features import Features
from kaartenbak.duplicates.rules.spelling import sounded
from kaartenbak.duplicates.tests.test_rules_scoring import ALIKE, CARDS

LETTERS = st.text("aeijkcnsxz2", max_size=16)


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
