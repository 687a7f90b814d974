"""The salutations and formulas that a new installation starts with."""

import re

import pytest

from kaartenbak.setup.data import LANGUAGES, cldr
from kaartenbak.setup.data import salutations as data

NAME_PARTS = {"job_title", "first_name", "middle_name", "surname", "initials", "company_name"}


def formula(salutation: str, language: str, kind: str) -> tuple[str, tuple[str, ...]]:
    [found] = [
        each
        for each in data.formulas()
        if (each.salutation, each.language, each.type) == (salutation, language, kind)
    ]
    return found.text, found.names


@pytest.mark.parametrize(
    ("case", "salutation", "language", "kind", "text", "names"),
    [
        ("Dutch", "M", "NL", "formal", "Geachte heer %1 %2", ("middle_name", "surname")),
        ("Dutch in Belgium", "F", "NLB", "formal", "Geachte mevrouw %1 %2", ("middle_name", "surname")),
        ("no language", "M", "", "formal", "Geachte heer %1 %2", ("middle_name", "surname")),
        ("French needs no name", "M", "FRB", "formal", "Monsieur", ()),
        ("German", "M", "DE", "formal", "Sehr geehrter Herr %1", ("surname",)),
        ("English", "F", "ENG", "formal", "Dear Ms %1", ("surname",)),
        ("informal", "F", "FR", "informal", "Chère %1", ("first_name",)),
        ("a company", "COMPANY", "DE", "formal", "Sehr geehrte Damen und Herren", ()),
    ],
)
def test_a_formula(case, salutation, language, kind, text, names):
    assert formula(salutation, language, kind) == (text, names), case


def test_every_language_with_greetings_greets_everybody_in_both_ways():
    per_language: dict[str, set[tuple[str, str]]] = {}
    for each in data.formulas():
        per_language.setdefault(each.language, set()).add((each.salutation, each.type))

    everybody = {(code, kind) for code in data.DESCRIPTIONS for kind in ("formal", "informal")}
    assert [language for language, found in per_language.items() if found != everybody] == []
    assert {"", "NL", "NLB", "NLD", "FR", "FRB", "DE", "DEU", "EN", "ENG", "ENU"} <= set(per_language)


def test_a_formula_exists_once_and_fits():
    formulas = list(data.formulas())

    assert len({(each.salutation, each.language, each.type) for each in formulas}) == len(formulas)
    assert [each for each in formulas if len(each.text) > 50 or len(each.names) > 5] == []
    assert {name for each in formulas for name in each.names} <= NAME_PARTS


def test_a_formula_has_a_placeholder_for_each_of_its_names():
    for each in data.formulas():
        placeholders = re.findall(r"%(\d)", each.text)

        assert placeholders == [str(place) for place in range(1, len(each.names) + 1)], each


def test_formulas_are_in_languages_that_are_seeded():
    seeded = {"", *(each.code for each in cldr.languages("en"))}

    assert {each.language for each in data.formulas()} <= seeded


@pytest.mark.parametrize("language", LANGUAGES)
def test_salutations_are_described_in_every_language(language):
    found = list(data.salutations(language))

    assert [each.code for each in found] == ["M", "F", "X", "COUPLE", "COMPANY"]
    assert all(each.description for each in found)
