"""Finding cards by what somebody remembers of them."""

import pytest

from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.search.queries import find
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, OUTSIDER, READER

pytestmark = pytest.mark.django_db


def names(text: str) -> list[str]:
    return [card.name for card in find(text, by=READER)]


@pytest.mark.parametrize(
    "text",
    [
        "drukkerij de smet", "smet druk", "DESMET", "dé smêt", "drukkerijdesmet", "CT000001", "gent smet", "9000", "korenmarkt",
        "info@desmet.be", "desmet.be", "+32 9 223 44 55", "092234455", "09/223.44", "2234455", "0200068636", "0200.068.636",
        "d s",
    ],
)  # fmt: skip
def test_a_company_is_found_by_words_in_any_order_numbers_and_addresses(text):
    a_company(
        "Drukkerij De Smet", street="Korenmarkt 1", postcode="9000", city="Gent",
        email="info@desmet.be", phone="09 223 44 55", enterprise_number="0200.068.636",
    )  # fmt: skip
    a_company("Iets anders", number="X1", city="Aalst")

    assert names(text) == ["Drukkerij De Smet"]


@pytest.mark.parametrize(
    "text", ["016 23 01 89", "016/23.01.89", "0032 16 23 01 89", "+32 16 23 01 89", "230189"]
)
def test_a_number_with_country_code_is_found_as_it_is_dialled_at_home(text):
    a_company("Brouwerij Maes", phone="+32 16 23 01 89")

    assert names(text) == ["Brouwerij Maes"]


@pytest.mark.parametrize("text", ["0475", "0475 1", "0032475", "1122", "2233"])
def test_a_number_is_found_from_four_figures_on(text):
    a_person("An Claes", mobile="+32 475 11 22 33")

    assert names(text) == ["An Claes"]


def test_a_number_with_zeros_comes_before_one_that_holds_the_rest():
    a_company("Holds", phone="+32 9 123 44 55")
    a_company("Named", number="K000123")

    assert names("000123") == ["Named", "Holds"]


@pytest.mark.parametrize("text", ["01067", "00000000"])
def test_zeros_that_are_no_prefix_are_looked_for(text):
    a_company("Elbe GmbH", postcode="01067", external_id="00000000")
    a_company("Anders", postcode="1067", external_id="1")

    assert names(text) == ["Elbe GmbH"]


def test_whole_words_come_before_beginnings_and_the_name_before_the_rest():
    a_company("Gentiaan")
    a_company("Bakkerij", city="Gent")
    a_company("Gent")

    assert names("gent") == ["Gent", "Gentiaan", "Bakkerij"]


def test_a_single_letter_finds_what_begins_so():
    a_person("An Claes")
    a_company("Bakkerij Aerts")
    a_company("Caves")

    assert names("a") == ["Bakkerij Aerts", "An Claes"]
    assert names("v") == []
    assert names("b") == ["Bakkerij Aerts"]


def test_a_near_hit_is_shown_when_no_card_holds_every_word():
    a_company("De Smet", city="Berchem")

    assert names("desmet gent") == ["De Smet"]


def test_a_person_is_found_by_his_company():
    company = a_company("Drukkerij De Smet")
    a_person("An Claes", company=company)

    assert "An Claes" in names("claes desmet")


def test_the_index_follows_changes_deletions_and_undo():
    company = a_company("Oud")
    change_contact(contact=company, values={"name": "Nieuw"}, by=EDITOR)
    assert (names("oud"), names("nieuw")) == (["Nieuw"], ["Nieuw"])

    delete_contact(contact=company, by=EDITOR)
    assert names("nieuw") == []

    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert names("nieuw") == ["Nieuw"]


def test_who_may_not_see_a_card_does_not_find_it():
    a_company("Geheim")

    assert find("geheim", by=OUTSIDER) == []


@pytest.mark.parametrize(
    "text",
    [
        "", "   ", '"', "'; --", "%", "_", "*", "a" * 10_000, "\\", "NOT AND", "🐘", "col:x", "(", "\U0010ffff", "\x00", "!?;",
        'a* OR NEAR(b, "c"', "{names} : x", "~m1", "=x", "&", "x:*", "' | 'x", "1" * 10_000, "x " * 5_000, "\ud800",
    ],
)  # fmt: skip
def test_odd_queries_find_nothing_and_break_nothing(text):
    a_company("Zaak")

    assert names(text) == []
