"""The rules of the setup, each as a table of cases."""

import pytest

from kaartenbak.core.refusals import Refused
from kaartenbak.setup.rules import codes, formulas, numbers, patterns, regions
from kaartenbak.setup.rules.switches import Duplicates, coupled


@pytest.mark.parametrize(
    ("number", "steps", "following"),
    [
        ("CT0001", 1, "CT0002"),
        ("CT0009", 1, "CT0010"),
        ("CT999", 1, "CT1000"),
        ("CT0990", 10, "CT1000"),
        ("7", 1, "8"),
        ("2026-099", 1, "2026-100"),
        ("A1B09", 1, "A1B10"),
    ],
)
def test_a_number_counts_on_at_its_end_and_keeps_its_zeros(number, steps, following):
    assert numbers.later(number, steps) == following


@pytest.mark.parametrize(
    ("number", "key"),
    [("CONTACT", "series.no_digits"), ("CT1A", "series.no_digits"), ("9" * 20, "series.exhausted")],
)
def test_a_number_that_cannot_count_on_is_refused(number, key):
    with pytest.raises(Refused) as refusal:
        numbers.later(number, 1)

    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["be##########"], ["BE##########"]),
        ([" BE##########", "", "BE##########"], ["BE##########"]),
        (["CHE-###.###.### MWST", "??#########"], ["CHE-###.###.### MWST", "??#########"]),
    ],
)
def test_patterns_of_vat_numbers_are_kept_in_capitals_and_once(typed, kept):
    assert patterns.checked(typed) == kept


@pytest.mark.parametrize("pattern", ["BE", "#" * 21, "BE*###", "É###"])
def test_what_cannot_be_the_form_of_a_number_is_refused(pattern):
    with pytest.raises(Refused) as refusal:
        patterns.checked([pattern])

    assert (refusal.value.key, refusal.value.field) == ("vat_format.pattern", "vat_formats")


@pytest.mark.parametrize(
    ("case", "text", "values", "greeting"),
    [
        ("all names there", "Geachte heer %1 %2", ["van den", "Berg"], "Geachte heer van den Berg"),
        (
            "a missing name takes its blank along",
            "Geachte heer %1 %2",
            ["", "Peeters"],
            "Geachte heer Peeters",
        ),
        ("a missing name at the end", "Beste %1", [""], "Beste"),
        ("no names at all", "Madame, Monsieur", [], "Madame, Monsieur"),
        ("a name that looks like a gap", "Dear %1 %2", ["%2", "X"], "Dear %2 X"),
        ("blanks are collapsed", "Dear  %1", ["Ann  Mary"], "Dear Ann Mary"),
        ("a sign for percent stays", "100 % for %1", ["you"], "100 % for you"),
        ("at most 260 characters", "%1", ["x" * 300], "x" * 260),
    ],
)
def test_composing_a_greeting(case, text, values, greeting):
    assert formulas.compose(text, values) == greeting, case


@pytest.mark.parametrize(
    ("text", "names", "key"),
    [
        ("x" * 51, [], "value.too_long"),
        ("Dear %6", [], "formula.unknown_gap"),
        ("Dear %0", [], "formula.unknown_gap"),
        ("Dear %1", [], "formula.gap_without_name"),
        ("Dear %2", ["surname", ""], "formula.gap_without_name"),
        ("Dear %1", ["nickname"], "formula.unknown_name"),
        ("Dear", ["surname"] * 6, "formula.too_many_names"),
    ],
)
def test_a_formula_that_cannot_be_filled_is_refused(text, names, key):
    with pytest.raises(Refused) as refusal:
        formulas.check(text, names)

    assert refusal.value.key == key


@pytest.mark.parametrize(
    ("case", "before", "given", "after"),
    [
        ("searching needs keeping", (False, False), {"automatic": True}, (True, True)),
        ("keeping brings searching", (False, False), {"maintain": True}, (True, True)),
        ("no keeping, no searching", (True, True), {"maintain": False}, (False, False)),
        ("keeping without searching", (True, True), {"automatic": False}, (True, False)),
        ("keep, and do not search", (False, False), {"maintain": True, "automatic": False}, (True, False)),
        ("sent back with one change", (True, True), {"maintain": False, "automatic": True}, (False, False)),
        ("nothing changes", (True, False), {"maintain": True}, (True, False)),
    ],
)
def test_the_switches_of_the_duplicates_take_each_other_along(case, before, given, after):
    assert coupled(Duplicates(*before), given) == Duplicates(*after), case


@pytest.mark.parametrize(
    ("typed", "kept"),
    [(" move ", "MOVE"), ("e-mail 2", "E-MAIL 2"), ("énergie", "ÉNERGIE"), ("12345678901", "12345678901")],
)
def test_a_code_is_kept_in_capitals(typed, kept):
    assert codes.checked(typed, 11) == kept


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("", "value.required"),
        ("   ", "value.required"),
        (None, "value.required"),
        (5, "value.type"),
        ("123456789012", "value.too_long"),
        ("A/B", "code.signs"),
        ("..", "code.signs"),
        ("A\x00B", "value.control"),
    ],
)
def test_a_code_that_cannot_be_used_is_refused(typed, key):
    with pytest.raises(Refused) as refusal:
        codes.checked(typed, 11)

    assert (refusal.value.key, refusal.value.field) == (key, "code")


@pytest.mark.parametrize(("typed", "kept"), [("NL_be", "nl-BE"), ("fr", "fr"), ("zh-hans-cn", "zh-Hans-CN")])
def test_a_format_region_gets_its_usual_spelling(typed, kept):
    assert regions.checked(typed) == kept


@pytest.mark.parametrize("typed", ["Dutch", "qq-QQ", "nl-BE-x", "nl--BE"])
def test_an_unknown_format_region_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        regions.checked(typed)

    assert refusal.value.key == "format_region.unknown"
