import pytest

from kaartenbak.contacts.rules.defaults import defaults_for

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
