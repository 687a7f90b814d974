"""The postcodes that come along, and those that a user brings in a file."""

import pytest

from kaartenbak.setup.data import postcodes
from kaartenbak.setup.data.postcodes import Place
from kaartenbak.setup.data.postcodes.own_file import Unreadable, places_among, places_in

GHENT = Place("9000", "Gent", "", "BE")
NAMUR = Place("5000", "Namur", "Namur", "BE")


def cities(country: str, code: str, language: str = "", *, in_other_languages: bool = False) -> list[str]:
    found = postcodes.places(country, language=language, in_other_languages=in_other_languages)
    return [place.city for place in found if place.code == code]


@pytest.mark.parametrize(
    ("case", "country", "code", "language", "others", "expected"),
    [
        ("a Flemish city", "BE", "9000", "", False, ["Gent"]),
        ("its name in the other language", "BE", "9000", "fr", True, ["Gent", "Gand"]),
        ("a Walloon city", "BE", "7000", "", False, ["Mons"]),
        ("a German-speaking town", "BE", "4700", "", False, ["Eupen"]),
        ("its French name", "BE", "4720", "", True, ["Kelmis", "La Calamine"]),
        ("Brussels", "BE", "1000", "", False, ["Brussel", "Bruxelles"]),
        ("Brussels for a French speaker", "BE", "1000", "fr", False, ["Bruxelles", "Brussel"]),
        (
            "the smaller municipality first",
            "BE",
            "1050",
            "nl",
            False,
            ["Elsene", "Brussel", "Ixelles", "Bruxelles"],
        ),
        ("a Dutch city", "NL", "5211", "", False, ["'s-Hertogenbosch"]),
        ("a town in Luxembourg", "LU", "5211", "", False, ["Sandweiler"]),
        ("unknown", "BE", "0001", "", False, []),
    ],
)
def test_the_cities_of_a_postcode(case, country, code, language, others, expected):
    assert cities(country, code, language, in_other_languages=others) == expected, case


@pytest.mark.parametrize(("country", "codes"), [("BE", 1149), ("NL", 4072), ("LU", 4271)])
def test_the_lists_are_whole_and_fit_the_fields(country, codes):
    places = list(postcodes.places(country, in_other_languages=True))

    assert len({place.code for place in places}) == codes
    assert len(set(places)) == len(places)
    assert [place for place in places if len(place.code) != 4 or not 1 <= len(place.city) <= 30] == []


@pytest.mark.parametrize(
    ("case", "lines", "expected"),
    [
        ("tabs, no header", ["9000\tGent\t\tBE"], [GHENT]),
        ("semicolons", ["5000;Namur;Namur;BE"], [NAMUR]),
        ("commas and quotes", ['5000,"Namur","Namur",be'], [NAMUR]),
        ("two columns, at home", ["9000;Gent"], [GHENT]),
        ("header in Dutch", ["Plaats;Postcode\n", "Gent;9000\n"], [GHENT]),
        ("header in French", ["Code postal,Ville,Province,Pays\n", "5000,Namur,Namur,BE\n"], [NAMUR]),
        ("header in German", ["PLZ\tOrt\tLand\n", "9000\tGent\tBE\n"], [GHENT]),
        ("columns that mean nothing", ["id,zip,city\n", "1,9000,Gent\n"], [GHENT]),
        ("GeoNames", ["BE\t5000\tNamur\tNamur\tWAL\t\t\t\t\t50.4\t4.8\t6\n"], [NAMUR]),
        ("empty lines", ["\n", "9000\tGent\n", " \n"], [GHENT]),
        ("no city", ["9000;\n", "9000;Gent\n"], [Unreadable(1, "city", "9000"), GHENT]),
        ("no code", [";Gent"], [Unreadable(1, "code", "Gent")]),
        ("city too long", ["9000;" + "x" * 31], [Unreadable(1, "city", "9000 " + "x" * 31)]),
        ("no such country", ["9000;Gent;;Belgium"], [Unreadable(1, "country", "9000 Gent  Belgium")]),
        ("an empty line before everything", ["\n", "9000;Gent\n"], [GHENT]),
        ("nothing at all", [], []),
    ],
)
def test_a_list_that_the_user_brings(case, lines, expected):
    assert list(places_among(lines, home_country="BE")) == expected, case


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_may_come_from_a_spreadsheet(encoding, tmp_path):
    file = tmp_path / "postcodes.csv"
    file.write_bytes("postcode;plaats\r\n4000;Liège\r\n".encode(encoding))

    assert list(places_in(file, home_country="BE")) == [Place("4000", "Liège", "", "BE")]


def test_a_line_that_is_no_table_is_reported_and_passed_over():
    lines = ["9000;Gent\n", "9000;" + "x" * 200_000 + "\n", "5000;Namur;Namur\n"]

    first, second, third = places_among(lines, home_country="BE")

    assert (first, third) == (GHENT, NAMUR)
    assert isinstance(second, Unreadable)
    assert (second.line, second.field) == (2, "")
