"""What a query may mean."""

import pytest

from kaartenbak.search.rules.readings import Option, Reading, readings


def told(text: str) -> list[tuple[list[str], tuple[str, ...]]]:
    """The words and the fragments of each reading."""
    return [
        ([" ".join(clause[0].words) for clause in each.clauses], each.fragments) for each in readings(text)
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("De Smet, Gent", [(["de", "smet", "gent"], ())]),
        ("9000", [(["9000"], ()), ([], ("9000",))]),
        ("12", [(["12"], ())]),
        ("01067", [(["01067"], ()), ([], ("01067",)), ([], ("1067",))]),
        ("0475", [(["0475"], ()), ([], ("0475",)), ([], ("475",))]),
        ("000123", [(["000123"], ()), ([], ("000123",)), ([], ("123",))]),
        ("016 23 01 89", [([], ("16230189",))]),
        ("016/23.01.89", [(["016230189"], ()), ([], ("16230189",))]),
        ("+32 16 23 01 89", [([], ("3216230189",))]),
        ("0032 16 23 01 89", [([], ("3216230189",))]),
        ("+32 (0)16 23 01 89", [([], ("3216230189",))]),
        ("claes 0475", [(["claes", "0475"], ()), (["claes"], ("0475",)), (["claes"], ("475",))]),
        (
            "kerkstraat 12 9000 gent",
            [(["kerkstraat", "12", "9000", "gent"], ()), (["kerkstraat", "gent"], ("129000",))],
        ),
        ("BE0200068636", [(["be0200068636"], ()), ([], ("200068636",))]),
        ("00000000", [(["00000000"], ()), ([], ("00000000",))]),
        ("?!", []),
    ],
)
def test_words_and_numbers(text, meant):
    assert told(text) == meant


def test_many_words_and_long_ones_are_cut():
    long = readings("x " * 500 + "y" * 5_000)

    assert [len(each.clauses) for each in long] == [12]
    assert readings("y" * 5_000)[0].clauses[0][0].words == ("y" * 60,)


def test_several_words_that_have_another_name_are_taken_together():
    def more(phrase: tuple[str, ...]) -> list[Option]:
        return [Option(("mons",))] if phrase == ("bergen", "stad") else []

    (found,) = readings("claes bergen stad", more)

    assert [[option.words for option in clause] for clause in found.clauses] == [
        [("claes",)],
        [("bergen", "stad"), ("mons",)],
    ]


def test_whole_words_are_no_beginnings():
    assert Reading(clauses=((Option(("a",)),),)).whole().clauses == ((Option(("a",), begins=False),),)


def test_single_letters_are_left_out_beside_anything_longer():
    one, long = (Option(("a",)),), (Option(("bc",)),)

    assert Reading(clauses=(one, long)).without_letters().clauses == (long,)
    assert Reading(clauses=(one, one)).without_letters().clauses == (one, one)
    assert Reading(clauses=(one,), fragments=("1234",)).without_letters().clauses == ()
