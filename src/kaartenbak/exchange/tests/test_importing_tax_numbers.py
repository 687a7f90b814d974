"""VAT and enterprise numbers as an office has them in its sheets."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.tests.files_of import bring, kept_on, notes, outcomes, plan
from kaartenbak.testing.builders import a_company, a_country, a_setup

pytestmark = pytest.mark.django_db

NUMBER = "0403.170.701"
KNOWN = "vat.kept_as_enterprise"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()
    for country in ("BE", "NL"):
        a_country(country)


@pytest.mark.parametrize(
    ("case", "home", "row", "enterprise", "vat", "said"),
    [
        ("without a country", "BE", f"{NUMBER},,BE", f"BE {NUMBER}", "", KNOWN),
        ("of nobody's country, at home", "BE", f"{NUMBER},,", f"BE {NUMBER}", "", KNOWN),
        ("with a word", "BE", "BTW 0403170701,,BE", f"BE {NUMBER}", "", KNOWN),
        ("without its zero", "BE", "403170701,,BE", f"BE {NUMBER}", "", KNOWN),
        ("as enterprise number without its zero", "BE", ",403170701,BE", NUMBER, "", ""),
        ("twice the same", "BE", f"BE0403170701,{NUMBER},BE", NUMBER, "", ""),
        ("wrong digits", "BE", "0403.170.702,,BE", "", "", "vat.use_enterprise_no"),
        ("at home elsewhere", "NL", f"{NUMBER},,", "", "", "vat.use_enterprise_no"),
        ("of another country", "BE", f"{NUMBER},,NL", "", "", "vat.format"),
    ],
)
def test_a_belgian_number_is_known_by_its_digits(case, home, row, enterprise, vat, said):
    a_setup(home_country=home)

    record = bring(f"name,vat_number,enterprise_number,country\nMaes,{row}\n")

    card = Contact.objects.get(name="Maes")
    assert (card.enterprise_number, card.vat_number) == (enterprise, vat), case
    assert [key for _line, key, _field in notes(record)] == ([said] if said else []), case
    assert bool(kept_on(card)) == (not enterprise), case


@pytest.mark.parametrize("typed", [NUMBER, "403170701", "BE0403170701"])
def test_a_company_is_found_by_its_number_in_any_notation(typed):
    company = a_company("Maes", enterprise_number=NUMBER, city="Gent")

    record = bring(f"name,vat_number,city\nMaes,{typed},Aalst\n", mode="update", match=("vat_number",))

    company.refresh_from_db()
    assert (outcomes(record), company.city) == ({"updated": 1}, "Aalst")


def test_a_plan_tells_the_number_as_it_is_kept():
    (row,) = plan(f"name,vat_number\nMaes,{NUMBER}\n").rows

    told = {each.field: each.new for each in row.changes}
    assert told == {"name": "Maes", "enterprise_number": f"BE {NUMBER}"}


OTHER = "0200.068.636"


@pytest.mark.parametrize(
    ("case", "vat", "enterprise", "kept", "left"),
    [
        ("two numbers", f"BE{NUMBER}", OTHER, OTHER, f"BE{NUMBER}"),
        ("an enterprise number that is none", f"BE{NUMBER}", "0200", f"BE{NUMBER}", "0200"),
    ],
)
def test_of_two_numbers_neither_is_lost(case, vat, enterprise, kept, left):
    bring(f"name,vat_number,enterprise_number\nMaes,{vat},{enterprise}\n")

    card = Contact.objects.get(name="Maes")
    assert (card.enterprise_number, card.vat_number) == (kept, ""), case
    assert left in "".join(kept_on(card)), case
