"""Finding cards in spite of typing errors, and by the names that places have elsewhere."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as some

from kaartenbak.search.queries import find
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import READER

pytestmark = pytest.mark.django_db
LETTERS = "abcdefghijklmnopqrstuvwxyz"
EXAMPLES = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def names(text: str) -> list[str]:
    return [card.name for card in find(text, by=READER)]


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("wrong letter", "drukkarij peeters"),
        ("missing letter", "drukerij peeters"),
        ("letter too many", "drukkerrij peeters"),
        ("swapped letters", "drukkerij petees gent"),
        ("two errors in a long word", "drukerjj peeters"),
        ("an error in the last word, half typed", "drukkerij paet"),
        ("first letter", "drukkerij beeters"),
        ("missing blank", "drukkerijpeeters"),
        ("blank too many", "drukk erij peeters"),
        ("inside a word", "ukkerij gent"),
        ("accents where there are none", "drükkérij"),
        ("joined and mistyped", "drukkerij peters gand"),
    ],
)
def test_typing_errors_are_forgiven(what, text):
    a_company("Drukkerij Peeters", city="Gent")
    a_company("Garage Maes", city="Aalst")

    assert names(text) == ["Drukkerij Peeters"], what


@pytest.mark.parametrize(
    "text", ["straße", "strasse", "STRASSE", "œuvre", "oeuvre", "łódź", "lodz", "smorrebrod"]
)
def test_letters_that_are_joined_or_crossed_are_found_as_they_are_typed(text):
    a_company("Straße Œuvre Łódź Smørrebrød")

    assert len(names(text)) == 1


@pytest.mark.parametrize("text", ["an", "bx", "claxx", "xlaax"])
def test_a_short_word_has_no_errors_and_a_word_of_five_letters_one(text):
    a_person("Bo Claes")

    assert names(text) == []


def test_exact_hits_come_before_those_with_an_error():
    for name in ("Maas", "Maes", "Moes"):
        a_company(name)

    assert names("maes") == ["Maes", "Maas", "Moes"]


@pytest.mark.parametrize("text", ["de smet", "desmet", "DeSmet", "de  smet", "d smet"])
@pytest.mark.parametrize("name", ["De Smet", "Desmet"])
def test_a_name_is_found_written_apart_and_together(name, text):
    if text == "d smet" and name == "Desmet":
        pytest.skip("one letter is no word to join")
    a_company(name)

    assert names(text) == [name]


@EXAMPLES
@example(word="vermeulen", place=0, letter="b", edit="wrong")
@given(
    word=some.sampled_from(["smit", "maes", "claes", "vermeulen", "timmermans", "koekelberg"]),
    place=some.integers(0, 9),
    letter=some.sampled_from(LETTERS),
    edit=some.sampled_from(["wrong", "missing", "extra", "swapped"]),
)
def test_any_single_error_in_a_word_of_four_letters_and_more_is_forgiven(word, place, letter, edit):
    if not names("smit"):
        for name in ("Smit", "Maes", "Claes", "Vermeulen", "Timmermans", "Koekelberg"):
            a_company(name)
    place %= len(word)
    before, after = word[:place], word[place + 1 :]
    typed = {
        "wrong": before + letter + after,
        "missing": before + after,
        "extra": before + letter + word[place:],
        "swapped": before + after[:1] + word[place] + after[1:],
    }[edit]

    assert word.capitalize() in names(typed)


@pytest.mark.parametrize(
    ("city", "text"),
    [
        ("Brussel", "Bruxelles"), ("Bruxelles", "brussels"), ("Bruxelles", "Brüssel"), ("Liège", "Luik"), ("Liège", "Lüttich"),
        ("Antwerpen", "Anvers"), ("Antwerpen", "antwerp"), ("Aachen", "Aken"), ("Lille", "Rijsel"), ("Mons", "Bergen"),
        ("Braine-le-Comte", "'s-Gravenbrakel"), ("Sint-Niklaas", "Saint-Nicolas"), ("Namur", "namen"), ("Köln", "Keulen"),
        ("Luik", "liege"), ("Geraardsbergen", "Grammont"), ("London", "Londen"), ("Lille", "rijs"), ("Liège", "lutich"),
    ],
)  # fmt: skip
def test_a_place_goes_by_its_names_in_other_languages(city, text):
    a_company("Bakkerij", city=city)
    a_company("Elders", city="Oostkamp")

    assert names(f"bakkerij {text}") == ["Bakkerij"]


def test_a_place_by_its_own_name_comes_first():
    a_company("In Frankrijk", city="Bergen")
    a_company("In Wallonië", city="Mons")

    assert names("mons") == ["In Wallonië", "In Frankrijk"]
