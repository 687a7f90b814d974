"""The list of postcodes: looking up, keeping and loading it."""

import pytest

from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history import undo
from kaartenbak.history.models import Operation
from kaartenbak.setup import ops, queries
from kaartenbak.setup.models import Country, Postcode
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def a_country(code="BE"):
    return ops.create_code(model=Country, code=code, by=MANAGER)


def a_place(country, code, city):
    return ops.create_postcode(code=code, city=city, country=country, by=MANAGER)


def places(found):
    return [(each.code, each.city, each.country.code) for each in found]


def test_a_known_postcode_finds_its_places_however_it_is_typed():
    belgium, luxembourg = a_country("BE"), a_country("LU")
    a_place(belgium, "9000", "Gent")
    a_place(luxembourg, "9000", "Ettelbruck")

    assert places(queries.lookup_postcode("b-9000", "BE")) == [("9000", "Gent", "BE")]
    assert len(queries.lookup_postcode("9000")) == 2
    assert queries.lookup_postcode("") == []


def test_a_dutch_postcode_finds_the_place_of_its_digits():
    a_place(a_country("NL"), "9712", "Groningen")

    assert places(queries.lookup_postcode("9712ab", "NL")) == [("9712", "Groningen", "NL")]


def test_a_city_finds_its_postcodes_without_regard_to_dashes_and_case():
    a_place(a_country(), "1210", "Saint-Josse-ten-Noode")

    assert places(queries.lookup_city("saint josse ten noode", "BE")) == [
        ("1210", "Saint-Josse-ten-Noode", "BE")
    ]


def test_many_cities_are_looked_up_at_once_in_all_countries():
    for country, code in (("BE", "9000"), ("FR", "59180")):
        a_place(a_country(country), code, "Gent")

    found = queries.lookup_cities(["GENT", "gent", "Nergens", ""])

    assert {key: [(each.code, each.country) for each in places] for key, places in found.items()} == {
        "gent": [("59180", "FR"), ("9000", "BE")],
        "nergens": [],
    }


def test_a_place_is_kept_once():
    belgium = a_country()
    a_place(belgium, "9000", "Gent")
    brugge = a_place(belgium, "8000", "Brugge")

    with pytest.raises(Refused) as adding:
        a_place(belgium, "B-9000", "Gent")
    with pytest.raises(Refused) as changing:
        ops.change_postcode(row=brugge, code="9000", city="Gent", by=MANAGER)

    assert (adding.value.key, changing.value.key) == ("postcode.exists", "postcode.exists")
    assert Postcode.objects.count() == 2


def test_a_place_can_be_changed_and_removed():
    row = a_place(a_country(), "9000", "Gand")

    ops.change_postcode(row=row, city="Gent", by=MANAGER)
    found = places(queries.lookup_city("gent"))
    ops.delete_postcode(row=row, by=MANAGER)

    assert found == [("9000", "Gent", "BE")]
    assert Postcode.objects.count() == 0


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "postcodes.csv"
    found.write_text("postcode;plaats;land\n9000;Gent;BE\n1012;Amsterdam;NL\n75001;Paris;FR\n;Nergens;BE\n")
    return found


def test_a_file_adds_what_is_not_there_yet_and_says_what_it_could_not_read(path):
    a_place(a_country("BE"), "9000", "Gent")
    a_country("NL")

    loaded = ops.load_postcodes(path=path, file="postcodes.csv", by=MANAGER)

    assert (loaded.added, loaded.known, loaded.refused) == (1, 1, 2)
    assert [each.field for each in loaded.examples] == ["country", "code"]
    assert places(queries.lookup_city("amsterdam")) == [("1012", "Amsterdam", "NL")]


def test_a_loaded_file_can_be_taken_back(path):
    a_country("BE")
    a_country("NL")
    loaded = ops.load_postcodes(path=path, file="postcodes.csv", by=MANAGER)

    undo.undo(entry=Operation.objects.latest("pk"), by=MANAGER)

    assert (loaded.added, Postcode.objects.count()) == (2, 0)


def test_an_editor_may_not_load_postcodes(path):
    with pytest.raises(NotAllowed):
        ops.load_postcodes(path=path, file="postcodes.csv", by=EDITOR)

    assert Postcode.objects.count() == 0


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x81\x8d\x8f", b"9000;Gent\x00;;BE\n"])
def test_a_file_that_is_no_text_is_refused_whole(tmp_path, content):
    a_country("BE")
    file = tmp_path / "list.xlsx"
    file.write_bytes(content)

    with pytest.raises(Refused) as refusal:
        ops.load_postcodes(path=file, file="list.xlsx", by=MANAGER)

    assert (refusal.value.key, Postcode.objects.count()) == ("postcodes.file", 0)
