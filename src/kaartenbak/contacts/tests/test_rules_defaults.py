import pytest

from kaartenbak.contacts.rules.defaults import defaults_for, fill

SETUP = {
    "salesperson": "JO",
    "territory": "",
    "country": "BE",
    "language": "NLB",
    "format_region": "nl-BE",
    "correspondence_type": "email",
    "company_salutation": "COMPANY",
    "person_salutation": "UNKNOWN",
}


@pytest.mark.parametrize(
    ("case", "given", "inherited", "default", "gets"),
    [
        ("given", "FR", "DE", "EN", "FR"),
        ("inheritance beats defaults", "", "DE", "EN", "DE"),
        ("a default", "", "", "EN", "EN"),
        ("a blank company value is none", None, "", "EN", "EN"),
        ("nothing", "", "", "", ""),
    ],
)
def test_given_goes_before_inherited_and_that_before_the_default(case, given, inherited, default, gets):
    assert fill({"language": given}, {"language": inherited}, {"language": default}) == {"language": gets}, (
        case
    )


def test_each_field_is_filled_on_its_own():
    assert fill({"name": "Jan"}, {"territory": "N"}, {"territory": "S", "country": "BE"}) == {
        "name": "Jan",
        "territory": "N",
        "country": "BE",
    }


@pytest.mark.parametrize(("kind", "salutation"), [("company", "COMPANY"), ("person", "UNKNOWN")])
def test_the_default_salutation_goes_by_the_type(kind, salutation):
    assert defaults_for(kind, SETUP) == {
        "salesperson": "JO",
        "country": "BE",
        "language": "NLB",
        "format_region": "nl-BE",
        "correspondence_type": "email",
        "salutation": salutation,
    }


def test_a_user_who_is_a_salesperson_keeps_his_new_contacts():
    assert defaults_for("company", SETUP, "AN")["salesperson"] == "AN"
