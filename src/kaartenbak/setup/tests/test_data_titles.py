"""Titles in a file are understood as salutations, and the levels are there in every language."""

import pytest

from kaartenbak.setup.data import LANGUAGES, levels
from kaartenbak.setup.data.titles import TITLES, salutation_for_title


@pytest.mark.parametrize(
    ("title", "language", "code"),
    [
        ("Dhr.", "NL", "M"), ("De heer", "NLB", "M"), ("Mevr.", "NL", "F"),
        ("mw.", "NLD", "F"), ("MEVROUW", "", "F"), ("M.", "FR", "M"),
        ("Mme", "FRB", "F"), ("Mlle.", "FR", "F"), ("Maître", "FR", "X"),
        ("Me", "FR", "X"), ("Herr", "DE", "M"), ("Frau", "DE", "F"),
        ("Herr Dr.", "DE", "M"), ("Frau Prof. Dr.", "DE", "F"), ("Dipl.-Ing.", "DE", "X"),
        ("Mr", "EN", "M"), ("Mrs.", "EN", "F"), ("Ms", "EN", "F"),
        ("Mx", "EN", "X"), ("Dr.", "", "X"), ("Dr. Ir.", "NL", "X"),
        ("mr.", "NLD", "X"), ("Mr.", "NLB", "X"), ("Mr.", "", "M"),
        ("Dhr. en Mevr.", "NL", "COUPLE"), ("M. et Mme", "FR", "COUPLE"), ("Mr & Mrs", "EN", "COUPLE"),
        ("Familie", "NL", "COUPLE"), ("Dhr./Mevr.", "NL", "X"), ("Firma", "DE", "COMPANY"),
        ("", "", ""), ("  ", "NL", ""), ("Kapitein", "NL", ""),
        ("...", "", ""),
    ],
)  # fmt: skip
def test_a_title_stands_for_a_salutation(title, language, code):
    assert salutation_for_title(title, language) == code


def test_a_title_stands_for_one_salutation_only():
    titles = [title for group in TITLES.values() for title in group]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_levels_are_described_from_the_top_down(language):
    found = list(levels.levels(language))

    assert [each.code for each in found] == ["CEO", "CFO", "EXEC", "HEAD", "STAFF", "ASSIST"]
    assert all(each.description for each in found)
