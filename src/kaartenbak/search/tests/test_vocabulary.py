"""The vocabulary: what is near a word, what begins and ends so, and how usual words are."""

from hypothesis import example, given
from hypothesis import strategies as some
from rapidfuzz.distance import OSA

from kaartenbak.search.vocabulary import MOST, SHORTEST_MISTYPED, Vocabulary, forgiven

# Few letters, so that words come near each other.
texts = some.text("abc", min_size=1, max_size=11)
words = some.lists(texts, max_size=12, unique=True)


def vocabulary(known: list[str]) -> Vocabulary:
    found = Vocabulary()
    found.add(enumerate(known, start=1))
    return found


def is_near(typed: str, word: str) -> bool:
    """Whether a word differs from what was typed by no more errors than the longer of the two forgives."""
    errors = OSA.distance(typed, word)
    long_enough = len(word) > len(typed) or len(typed) > SHORTEST_MISTYPED
    return long_enough and 0 < errors <= forgiven(max(len(typed), len(word)))


@given(words, texts)
@example(["abcabcab"], "bcabcabc")
@example(["accbaa"], "aaccbaaa")
@example(["accbaac"], "aaccbaab")
@example(["cabcabcabc"], "acbcabcacb")
def test_what_is_near_is_what_a_comparison_with_every_word_finds(known, typed):
    near = vocabulary(known).near(typed)

    assert {word for word, _ in near} == {word for word in known if is_near(typed, word)}
    assert all(errors == OSA.distance(typed, word) for word, errors in near)
    assert len(near) <= MOST


@given(words, some.text("abc", max_size=4))
def test_words_are_found_by_their_beginnings_and_ends(known, part):
    found = vocabulary(known)

    assert set(found.letters_after(part)) == {
        word[len(part)] for word in known if word.startswith(part) and word != part
    }
    assert sorted(found.ending(part)) == sorted(word for word in known if word.endswith(part))


@given(words, words)
def test_words_that_are_added_to_a_copy_stay_there(known, more):
    first = vocabulary(known)
    copied = first.copy()
    copied.add(enumerate(more, start=100))

    assert [word in first for word in more] == [word in known for word in more]
    assert all(word in copied for word in [*known, *more])
    assert copied.sorted == sorted({*known, *more})


def test_a_usual_word_weighs_what_it_was_counted_and_others_a_few():
    found = vocabulary(["van", "vander", "vandaele", "zee"])
    found.weigh({"van": 9_000, "vander": 400})

    assert found.weight("van", begins=False) >= 9_000
    assert found.weight("van", begins=True) >= 9_400
    assert 0 < found.weight("zee", begins=False) < 50
    assert found.weight("qqq", begins=True) == 0
