"""Words that very many cards hold are looked for in the cards that hold the others: quicker, and the same cards."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.contacts.models import Contact
from kaartenbak.search.engines import holding, keys_holding
from kaartenbak.search.rules.readings import Reading, readings, weighed
from kaartenbak.testing.builders import a_company


class Counted:
    """Weights as a test wants them."""

    def __init__(self, cards: int, counts: dict[str, int]) -> None:
        self.cards, self.counts = cards, counts

    def weight(self, word: str, *, begins: bool) -> int:
        return self.counts.get(word, 1)


USUAL = Counted(1_000_000, {"de": 300_000, "van": 200_000, "gent": 60_000, "smet": 40})


def parted(text: str, price: int = 50) -> tuple[list[str], list[str]]:
    """The words that the index is asked for, and those that are looked for in the cards found."""
    found = weighed(readings(text)[0], USUAL, price)
    asked, checked = ([clause[0].words[0] for clause in each] for each in (found.clauses, found.checked))
    return asked, checked


@pytest.mark.parametrize(
    ("text", "asked", "checked"),
    [
        ("de smet", ["smet"], ["de"]),
        ("smet van de gent", ["smet"], ["van", "de", "gent"]),
        ("smet", ["smet"], []),
        ("de", ["de"], []),
        ("smet onbekend", ["smet", "onbekend"], []),
    ],
)
def test_usual_words_are_left_to_the_cards_that_hold_the_others(text, asked, checked):
    assert parted(text) == (asked, checked)


def test_reading_cards_that_costs_much_is_done_less():
    assert parted("de smet", price=1_000_000) == (["de", "smet"], [])


@given(some.lists(some.sampled_from(["de", "van", "gent", "smet", "peeters"]), min_size=1, max_size=5))
def test_no_word_is_lost_and_one_is_always_asked_for(words):
    reading = readings(" ".join(words))[0]
    found = weighed(reading, USUAL, 50)

    assert found.clauses
    assert sorted(map(str, found.clauses + found.checked)) == sorted(map(str, reading.clauses))


@pytest.mark.django_db
@pytest.mark.parametrize("in_names", [False, True])
@pytest.mark.parametrize("text", ["de smet", "de sm", "smet de", "van de smet", "de smet gent", "d smet"])
def test_the_same_cards_are_found_either_way(text, in_names):
    for name in ("De Smet", "Smet Deman", "Van de Smet", "Smet", "Desmet De", "Smetten, De Gouden"):
        a_company(name, city="Gent")
    reading = Reading(readings(text)[0].clauses, in_names=in_names)
    by_index = keys_holding(reading, 100, Counted(0, {}))
    by_reading = keys_holding(reading, 100, USUAL)

    assert sorted(by_index) == sorted(by_reading)
    assert set(by_index) == expected(reading)


def expected(reading: Reading) -> set[int]:
    """The keys of all cards that fit, by the index alone."""
    return set(Contact.objects.filter(pk__in=holding(reading.without_letters())).values_list("pk", flat=True))
