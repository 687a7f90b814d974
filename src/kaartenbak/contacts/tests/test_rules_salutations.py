import pytest

from kaartenbak.contacts.rules.salutations import names_of, render

JAN = {
    "first_name": "Jan",
    "surname": "Peeters",
    "job_title": "Chef",
    "initials": "J.",
    "company_name": "De Smet",
}


@pytest.mark.parametrize(
    ("formula", "names", "text"),
    [
        ("Geachte heer %1 %2", ["middle_name", "surname"], "Geachte heer Peeters"),
        ("Beste %1", ["first_name"], "Beste Jan"),
        ("Beste %1", ["middle_name"], "Beste"),
        (
            "%1 %2 %3 %4 %5",
            ["job_title", "initials", "middle_name", "surname", "company_name"],
            "Chef J. Peeters De Smet",
        ),
        ("Dear %2, %1", ["first_name", "surname"], "Dear Peeters, Jan"),
        ("Dear sir", [], "Dear sir"),
        ("  Dear   %1  ", ["first_name"], "Dear Jan"),
        ("%1-%2 %1", ["first_name", "middle_name"], "Jan-Jan"),
        ("Dear %1", ["vat_number"], "Dear"),
        ("", [], ""),
    ],
)
def test_a_formula_is_filled_with_the_parts_of_the_name(formula, names, text):
    assert render(formula, names_of(JAN | {"middle_name": "", "vat_number": "X"}, names)) == text


def test_what_a_name_holds_is_never_a_gap():
    assert render("Dear %1 %2", ["%2", "Jan"]) == "Dear %2 Jan"


def test_a_greeting_has_at_most_260_characters():
    assert render("%1%1%1", ["x" * 100]) == "x" * 260
