"""The setup for programs."""

import pytest

from kaartenbak.setup import ops, queries
from kaartenbak.setup.api import shapes
from kaartenbak.setup.models import (
    Country,
    Language,
    NumberSeries,
    Postcode,
    Salesperson,
    Salutation,
    Setup,
    Territory,
)
from kaartenbak.setup.tables import TABLES
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def a_territory(code="WEST", **values):
    return ops.create_code(model=Territory, code=code, by=MANAGER, **values)


@pytest.mark.parametrize("slug", TABLES)
def test_every_table_is_listed_added_to_read_changed_and_removed(slug):
    client, more = api(MANAGER), {"next": "X1"} if slug == "number-series" else {}

    added = client.post(f"/{slug}", {"code": "xa", "description": "One", **more})
    listed = client.get(f"/{slug}")
    changed = client.patch(f"/{slug}/xa", {"code": "XB", "description": "Two"})
    read = client.get(f"/{slug}/XB")
    removed = client.delete(f"/{slug}/XB")

    assert (added.status, added.headers["Location"]) == (201, f"/api/v1/{slug}/XA")
    assert listed.body["items"] == [{k: v for k, v in added.body.items() if k != "warnings"}]
    assert set(read.body) == set(shapes.shown(TABLES[slug]).model_fields)
    assert (changed.status, read.body["description"], read.body["contacts"]) == (200, "Two", 0)
    assert (removed.status, client.get(f"/{slug}/XB").status) == (204, 404)


@pytest.mark.parametrize("slug", TABLES)
def test_blanks_around_a_code_are_no_part_of_it(slug):
    longest = "x" * TABLES[slug].longest
    more = {"next": "X1"} if slug == "number-series" else {}

    added = api(MANAGER).post(f"/{slug}", {"code": f" {longest} ", "description": "One", **more})
    changed = api(MANAGER).patch(f"/{slug}/{longest}", {"code": " XB "})

    assert (added.status, added.body["code"]) == (201, longest.upper())
    assert (changed.status, changed.body["code"]) == (200, "XB")


def test_a_salesperson_has_a_name_and_an_address():
    body = {"code": "JVDB", "name": "Jan", "email": "jan@example.be", "privacy_blocked": True}

    answer = api(MANAGER).post("/salespeople", body)

    assert answer.status == 201
    assert {name: answer.body[name] for name in body} == body
    assert Salesperson.objects.get().email == "jan@example.be"


def test_an_editor_may_read_codes_but_not_add_one():
    assert api(EDITOR).get("/territories").status == 200
    assert api(EDITOR).post("/territories", {"code": "N"}).status == 403
    assert Territory.objects.count() == 0


@pytest.mark.parametrize(
    ("body", "status", "errors"),
    [
        ({"code": "WEST"}, 409, [("code.exists", "code")]),
        ({"code": "123456789012"}, 422, [("value.too_long", "code")]),
        ({"code": ""}, 422, [("value.required", "code")]),
        ({"code": "A/B"}, 422, [("code.signs", "code")]),
        ({"description": "x"}, 422, [("value.required", "code")]),
        ({"code": "N", "colour": "red"}, 422, [("field.unknown", "colour")]),
        ({"code": 5}, 422, [("value.type", "code")]),
    ],
)
def test_a_bad_code_is_refused_and_not_kept(body, status, errors):
    a_territory()

    answer = api(MANAGER).post("/territories", body)

    assert (answer.status, answer.errors) == (status, errors)
    assert list(Territory.objects.values_list("code", flat=True)) == ["WEST"]


def test_a_code_in_use_is_replaced_before_it_goes():
    a_territory("WEST")
    a_territory("EAST")
    client = api(MANAGER)
    client.patch("/setup", {"defaults": {"territory": "west"}})

    refused = client.delete("/territories/WEST")
    unknown = client.delete("/territories/WEST?replace_by=NORTH")
    replaced = client.delete("/territories/WEST?replace_by=east")

    assert (refused.status, refused.code, refused.body["facts"]["count"]) == (409, "code.in_use", 1)
    assert (unknown.status, unknown.errors) == (422, [("reference.unknown", "replace_by")])
    assert (replaced.status, "Operation" in replaced.headers) == (204, True)
    assert client.get("/setup").body["defaults"]["territory"] == "EAST"


def test_a_write_based_on_what_is_no_longer_there_is_refused():
    a_territory()
    client = api(MANAGER)
    tag = client.get("/territories/WEST").headers["ETag"]
    client.patch("/territories/WEST", {"description": "West"}, If_Match=tag)

    stale = client.patch("/territories/WEST", {"description": "Kust"}, If_Match=tag)
    gone = client.delete("/territories/WEST", If_Match=tag)

    assert (stale.status, stale.code, gone.status) == (412, "version.stale", 412)
    assert Territory.objects.get().description == "West"


def test_a_list_is_paged_by_key_and_searched():
    for code in ("A", "B", "C"):
        a_territory(code, description="Kust" if code == "C" else "")
    client = api(READER)

    first = client.get("/territories?limit=2&count=true")
    second = client.get(f"/territories?limit=2&cursor={first.body['next']}")

    assert [each["code"] for each in first.body["items"] + second.body["items"]] == ["A", "B", "C"]
    assert (first.body["count"], second.body["next"]) == (3, None)
    assert [each["code"] for each in client.get("/territories?q=kust").body["items"]] == ["C"]


@pytest.mark.parametrize("slug", ["territories", "salutations", "number-series"])
def test_a_list_costs_the_same_for_one_row_and_for_three(slug):
    spec, client, codes = TABLES[slug], api(READER), iter("ABC")
    more = {"next": "X1"} if spec.model is NumberSeries else {}

    assert_same_queries(
        show=lambda: client.get(f"/{slug}"),
        add_row=lambda: ops.create_code(model=spec.model, code=f"X{next(codes)}", by=MANAGER, **more),
    )


def test_greetings_are_kept_by_their_salutation():
    ops.create_code(model=Salutation, code="M", by=MANAGER)
    ops.create_code(model=Language, code="NL", by=MANAGER)
    client, path = api(MANAGER), "/salutations/m/formulas"
    greeting = {"language": "NL", "type": "formal", "text": "Geachte heer %1", "names": ["surname"]}

    added = client.post(path, greeting)
    second = client.post(path, greeting)
    gap = client.patch(f"{path}/{added.body['id']}", {"names": []})
    changed = client.patch(f"{path}/{added.body['id']}", {"language": None, "text": "Mijnheer"})
    listed = client.get(path)

    assert (added.status, {name: added.body[name] for name in greeting}) == (201, greeting)
    assert (second.status, second.code) == (409, "formula.exists")
    assert gap.errors == [("formula.gap_without_name", "names")]
    assert (changed.body["language"], changed.body["text"]) == ("", "Mijnheer")
    assert listed.body["items"] == [client.get(f"{path}/{added.body['id']}").body]
    assert client.delete(f"{path}/{added.body['id']}").status == 204
    assert client.get(f"{path}/{added.body['id']}").status == 404


def test_a_postcode_with_several_places_asks_which_one():
    for code in ("BE", "LU"):
        ops.create_code(model=Country, code=code, by=MANAGER)
    client = api(MANAGER)
    client.post("/postcodes", {"code": "9000", "city": "Gent"})
    client.post("/postcodes", {"code": "9000", "city": "Ettelbruck", "country": "LU"})

    both = client.get("/postcodes/9000")
    changed = client.patch("/postcodes/9000?country=LU", {"city": "Ettelbréck"})
    removed = client.delete("/postcodes/9000?city=gent")

    assert (both.status, both.code) == (422, "postcode.ambiguous")
    assert changed.body["city"] == "Ettelbréck"
    assert (removed.status, Postcode.objects.get().city) == (204, "Ettelbréck")
    assert client.get("/postcodes/1").status == 404


def test_the_setup_is_read_and_changed_in_groups():
    ops.create_code(model=NumberSeries, code="CONT", next="CT1", by=MANAGER)
    client = api(MANAGER)

    before = client.get("/setup")
    after = client.patch(
        "/setup",
        {
            "inheritance": {"address": False, "format_region": False},
            "defaults": {"format_region": "nl-be", "correspondence_type": "email"},
            "number_series": {"contacts": "cont"},
            "duplicates": {"maintain": False, "hit_percentage": 75},
            "name_particles": False,
        },
    )

    assert before.body["inheritance"] == dict.fromkeys(before.body["inheritance"], True)
    assert before.body["defaults"]["salesperson"] is None
    assert before.body["defaults"]["correspondence_type"] == ""
    off = {"address": False, "format_region": False}
    assert after.body["inheritance"] == before.body["inheritance"] | off
    assert (after.body["defaults"]["format_region"], after.body["defaults"]["correspondence_type"]) == (
        "nl-BE",
        "email",
    )
    assert after.body["number_series"] == {"contacts": "CONT"}
    assert after.body["duplicates"] == {"maintain": False, "automatic": False, "hit_percentage": 75}
    assert (after.body["name_particles"], after.body["home_country"]) == (False, "BE")
    assert queries.the_setup().duplicates_hit_percentage == 75


@pytest.mark.parametrize(
    ("body", "errors"),
    [
        ({"duplicates": {"hit_percentage": 0}}, [("duplicates.setup_range", "duplicates.hit_percentage")]),
        ({"defaults": {"territory": "XX"}}, [("reference.unknown", "defaults.territory")]),
        ({"home_country": "XX"}, [("setup.home_country", "home_country")]),
        ({"inheritance": {"address": "yes"}}, [("value.type", "inheritance.address")]),
        ({"inheritance": {"colour": True}}, [("field.unknown", "inheritance.colour")]),
        ({"colour": 1}, [("field.unknown", "colour")]),
    ],
)
def test_bad_setup_is_refused_with_its_field(body, errors):
    answer = api(MANAGER).patch("/setup", body)

    assert (answer.status, answer.errors) == (422, errors)
    assert Setup.objects.count() == 0
