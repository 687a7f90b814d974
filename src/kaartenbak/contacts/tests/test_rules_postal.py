import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.contacts.rules.postal import country_name, lines


def address(country, street, postcode, city, county="", street_2=""):
    return locals()


@pytest.mark.parametrize(
    ("to", "printed"),
    [
        (address("BE", "Kouter 1", "9000", "Gent", "OV", "bus 3"), ["Kouter 1", "bus 3", "9000 Gent"]),
        (address("", "Kouter 1", "9000", "Gent"), ["Kouter 1", "9000 Gent"]),
        (address("NL", "Haven 9", "4811ab", "Breda"), ["Haven 9", "4811 AB Breda", "NEDERLAND"]),
        (address("FR", "Rue 1", "75008", "Paris"), ["Rue 1", "75008 Paris", "FRANKRIJK"]),
        (address("LU", "Rue 1", "L-1234", "Luxembourg"), ["Rue 1", "L-1234 Luxembourg", "LUXEMBURG"]),
        (address("LU", "Rue 1", "", "Luxembourg"), ["Rue 1", "Luxembourg", "LUXEMBURG"]),
        (
            address("GB", "1 Mall", "SW1A1AA", "London"),
            ["1 Mall", "London", "SW1A 1AA", "VERENIGD KONINKRIJK"],
        ),
        (address("US", "1 Main", "94103", "Reno", "NV"), ["1 Main", "Reno, NV 94103", "VERENIGDE STATEN"]),
        (address("US", "1 Main", "", "Reno"), ["1 Main", "Reno", "VERENIGDE STATEN"]),
        (address("JP", "1-1", "1540023", "Setagaya", "Tokyo"), ["1-1, Setagaya, Tokyo", "154-0023", "JAPAN"]),
        (address("IT", "Via 1", "00144", "Roma", "RM"), ["Via 1", "00144 Roma RM", "ITALIË"]),
        (address("QQ", "Way 1", "12", "Town"), ["Way 1", "12 Town", "QQ"]),
        (address("BE", "", "", ""), []),
    ],
)
def test_an_envelope_has_the_layout_of_its_country(to, printed):
    assert lines(["De Smet NV", "", "Jan Peeters "], to, "BE", "nl-BE") == [
        "De Smet NV",
        "Jan Peeters",
        *printed,
    ]


def test_where_the_largest_unit_comes_first_the_name_comes_last():
    almaty = address("KZ", "Abay 1", "050000", "Almaty")

    assert lines(["Aigerim"], almaty, "BE", "en") == ["050000", "Almaty", "Abay 1", "Aigerim", "KAZAKHSTAN"]


@pytest.mark.parametrize(
    ("language", "name"),
    [("nl", "België"), ("fr-BE", "Belgique"), ("de", "Belgien"), ("en", "Belgium"), ("no such", "Belgium")],
)
def test_the_country_is_named_in_the_senders_language(language, name):
    assert country_name("BE", language) == name


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2), st.sampled_from(["", "BE"]))
def test_street_city_and_postcode_are_on_the_envelope_wherever_it_goes(country, home):
    printed = " ".join(lines(["Jan"], address(country, "Street 7", "POST", "City", "", "Floor 8"), home))

    assert all(part in printed for part in ("Jan", "Street 7", "Floor 8", "POST", "City"))


@given(
    st.fixed_dictionaries(
        dict.fromkeys(["street", "street_2", "postcode", "city", "county", "country"], st.text())
    )
)
def test_no_line_is_blank_whatever_the_address(to):
    assert all(line.strip() for line in lines(["Jan"], to, "BE", "nl"))
