import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal.names import (
    LONGEST_PART,
    Parts,
    company_sort_key,
    compose,
    search_name_after,
    sort_key,
    split,
)


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("", ("", "", "")),
        ("Jan", ("Jan", "", "")),
        ("Jan Peeters", ("Jan", "", "Peeters")),
        ("Jan Piet Peeters", ("Jan", "Piet", "Peeters")),
        ("Jan Piet Klaas Peeters", ("Jan Piet", "Klaas", "Peeters")),
        ("  Jan   Peeters ", ("Jan", "", "Peeters")),
        ("Annelies van den Berg", ("Annelies van", "den", "Berg")),
        ("van Damme", ("van", "", "Damme")),
    ],
)
def test_without_particles_the_last_word_is_the_surname_and_the_one_before_it_the_middle_name(name, parts):
    assert split(name, particles=False) == parts


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("", ("", "", "")),
        ("Jan", ("Jan", "", "")),
        ("Jan Piet Klaas Peeters", ("Jan Piet", "Klaas", "Peeters")),
        ("Annelies van den Berg", ("Annelies", "", "van den Berg")),
        ("Jan Willem van den Berg", ("Jan", "Willem", "van den Berg")),
        ("Jean-Claude Van Damme", ("Jean-Claude", "", "Van Damme")),
        ("van Damme", ("", "", "van Damme")),
        ("De Smet", ("", "", "De Smet")),
        ("Annelies van den Berg-de Vries", ("Annelies", "", "van den Berg-de Vries")),
        ("Jacobus van 't Hoff", ("Jacobus", "", "van 't Hoff")),
        ("Sophie in ’t Veld", ("Sophie", "", "in ’t Veld")),
        ("Johan Op de Beeck", ("Johan", "", "Op de Beeck")),
        ("Karl von und zu Stein", ("Karl", "", "von und zu Stein")),
        ("Charles de la Tour", ("Charles", "", "de la Tour")),
        ("Mohamed El Amrani", ("Mohamed", "", "El Amrani")),
        ("Ben Peeters", ("Ben", "", "Peeters")),
        ("Al Gore", ("Al", "", "Gore")),
        ("Peter van Dam Jr", ("Peter van", "Dam", "Jr")),
    ],
)
def test_with_particles_those_before_the_last_word_belong_to_the_surname(name, parts):
    assert split(name) == parts


def test_each_part_is_cut_to_thirty_characters():
    assert split("A" * 40 + " " + "B" * 40) == Parts("A" * 30, "", "B" * 30)


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("Jan", "Piet", "Peeters"), "Jan Piet Peeters"),
        (("Jan", "", "Peeters"), "Jan Peeters"),
        (("", "", "van Damme"), "van Damme"),
        ((" Jan ", " ", ""), "Jan"),
        (("", "", ""), ""),
    ],
)
def test_the_name_is_composed_of_the_parts_that_are_there(parts, name):
    assert compose(*parts) == name


@pytest.mark.parametrize(
    ("case", "old", "new", "chosen", "after"),
    [
        ("blank is filled", "", "Straße", "", "STRASSE"),
        ("the old name goes along", "De Smet", "Peeters", "DE SMET", "PEETERS"),
        ("whatever its case", "De Smet", "Peeters", "de smet", "PEETERS"),
        ("a chosen one stays, in upper case", "De Smet", "Peeters", "bakker", "BAKKER"),
        ("never longer than the field", "", "ß" * 100, "", "S" * 100),
    ],
)
def test_the_search_name_follows_the_name_until_somebody_chooses_one(case, old, new, chosen, after):
    assert search_name_after(old, new, chosen) == after, case


@pytest.mark.parametrize(
    ("country", "parts", "key"),
    [
        ("NL", ("Annelies", "", "van den Berg"), "berg annelies van den"),
        ("NL", ("Annelies", "van den", "Berg"), "berg annelies van den"),
        ("NL", ("Johan", "", "op de Beeck"), "beeck johan op de"),
        ("BE", ("Annelies", "", "van den Berg"), "vandenberg annelies"),
        ("BE", ("Annelies", "van den", "Berg"), "vandenberg annelies"),
        ("BE", ("Jan", "", "Vandenberg"), "vandenberg jan"),
        ("DE", ("Otto", "", "von der Heide"), "heide otto von der"),
        ("DE", ("Anna", "", "Vom Ende"), "vom ende anna"),
        ("FR", ("Jean", "", "de La Fontaine"), "la fontaine jean de"),
        ("FR", ("Agrippa", "", "d'Aubigné"), "aubigne agrippa d"),
        ("FR", ("Luc", "", "Du Bois"), "du bois luc"),
        ("ES", ("Ana", "", "de la Cruz"), "cruz ana de la"),
        ("BR", ("Ana", "", "dos Santos"), "santos ana dos"),
        ("IT", ("Paolo", "", "De Rossi"), "de rossi paolo"),
        ("GB", ("Ludwig", "", "van Beethoven"), "van beethoven ludwig"),
        ("", ("Zoë", "Marie", "Łukasz"), "lukasz zoe marie"),
        ("NL", ("Jan", "", ""), "jan"),
        ("NL", ("", "", "van"), "van"),
        ("NL", ("", "", ""), ""),
    ],
)
def test_people_are_sorted_by_the_custom_of_their_country(country, parts, key):
    first, middle, surname = parts
    assert sort_key(first, middle, surname, country) == key


def test_in_the_netherlands_van_den_berg_comes_before_de_boer_and_in_belgium_after():
    def keys(country):
        return sort_key("Annelies", "", "van den Berg", country), sort_key("Zeger", "", "de Boer", country)

    assert keys("NL") == ("berg annelies van den", "boer zeger de")
    assert keys("BE") == ("vandenberg annelies", "deboer zeger")


def test_companies_are_sorted_by_their_name_without_marks():
    assert company_sort_key("Établissements D'Haene & Cie") == "etablissements d haene cie"


@given(
    st.lists(st.sampled_from(["Jan", "van", "de", "Berg", "'t", "El", "Ben", "A-de", "d'H"]), max_size=6),
    st.booleans(),
)
def test_the_parts_hold_every_word_of_the_name_in_order(words, particles):
    assert compose(*split(" ".join(words), particles=particles)) == " ".join(words)


@given(st.text(), st.booleans())
def test_no_part_is_longer_than_its_field(name, particles):
    assert all(len(part) <= LONGEST_PART for part in split(name, particles=particles))


@given(st.text(), st.text(), st.text(), st.sampled_from(["NL", "BE", "DE", "FR", "ES", "XX", ""]))
def test_every_name_has_a_sort_key_without_capitals_or_marks_at_its_ends(first, middle, surname, country):
    key = sort_key(first, middle, surname, country)
    assert key == key.strip()
    assert "  " not in key
