"""Alternative addresses over REST (api.md §3), one test for each promise, against the running server."""

import pytest

from tests.conformance.calling import NAMES, a_company, a_person, made, refusal

pytestmark = pytest.mark.slow

FIELDS = {
    "code", "company_name", "company_name_2", "street", "street_2", "postcode", "city", "county", "country", "phone", "mobile",
    "fax", "extension", "email", "website",
}  # fmt: skip
SEA = {
    "street": "Zeedijk 5", "postcode": "8400", "city": "Oostende", "country": "BE", "phone": "059 70 11 99",
    "email": "zee@voorbeeld.be", "company_name": "Villa Zeezicht",
}  # fmt: skip
SUMMER = {"start": "2026-07-01", "end": "2026-08-31", "yearly": True}


def addresses(card):
    return f"/contacts/{card['number']}/addresses"


def an_address(caller, card, code="SUMMER", *periods, **fields):
    """The path of a new address with these periods."""
    made(caller, {"code": code} | fields, addresses(card))
    for period in periods:
        made(caller, period, f"{addresses(card)}/{code}/ranges")
    return f"{addresses(card)}/{code}"


def active(caller, card, on, **headers):
    answer = caller.get(f"/contacts/{card['number']}/active-address", params={"on": on}, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_an_address_is_made_read_changed_renamed_and_removed(editor):
    card = a_company(editor)
    answer = editor.post(addresses(card), json={"code": "summer"} | SEA)
    assert answer.status_code == 201
    assert set(answer.json()) == FIELDS | {"warnings"}
    assert editor.get(answer.headers["Location"].removeprefix("/api/v1")).json() == {
        **dict.fromkeys(FIELDS, ""), "county": answer.json()["county"], "code": "SUMMER", **SEA,
    }  # fmt: skip

    path = f"{addresses(card)}/SUMMER"
    assert editor.patch(path, json={"street": "Dijk 1", "phone": None}).json()["street"] == "Dijk 1"
    assert editor.patch(path, json={"code": "sea"}).json()["code"] == "SEA"
    assert editor.get(path).status_code == 404
    kept = editor.get(f"{addresses(card)}/SEA").json()
    assert (kept["phone"], kept["email"]) == ("", SEA["email"])
    assert editor.delete(f"{addresses(card)}/sea").status_code == 204
    assert editor.get(addresses(card)).json() == {"items": [], "next": None, "count": None}


def test_every_change_touches_the_card_counts_and_can_be_undone(editor, manager):
    card = a_company(editor)
    path = an_address(editor, card, "SEA", SUMMER)
    answers = [
        editor.patch(path, json={"city": "Spa"}),
        editor.patch(f"{path}/ranges/2026-07-01", json={"end": None}),
        editor.delete(f"{path}/ranges/2026-07-01"),
        editor.delete(path),
    ]

    now = editor.get(f"/contacts/{card['number']}").json()
    assert (now["version"], now["counts"]["alternative_addresses"]) == (card["version"] + 6, 0)
    for answer in reversed(answers):
        undone = manager.post(f"/operations/{answer.headers['Operation']}/undo", json={})
        assert undone.status_code == 200, undone.text
    assert editor.get(path).json()["city"] == ""
    assert editor.get(f"{path}/ranges").json()["items"] == [SUMMER]
    assert editor.get(f"/contacts/{card['number']}").json()["counts"]["alternative_addresses"] == 1


def test_a_card_as_it_was_counts_the_addresses_of_then(editor):
    card = a_company(editor)
    an_address(editor, card, "SEA")
    then = editor.get(f"/contacts/{card['number']}/history").json()["items"][0]["at"]
    an_address(editor, card, "HILL")

    was = editor.get(f"/contacts/{card['number']}", params={"as_of": then}).json()

    assert (was["counts"]["alternative_addresses"], was["version"]) == (1, 2)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"code": "SEA"}, (409, "alt_address.exists", "code")),
        ({"city": "Spa"}, (422, "value.required", "code")),
        ({"code": ""}, (422, "value.required", "code")),
        ({"code": "TWELVELETTER"}, (422, "value.too_long", "code")),
        ({"code": "A/B"}, (422, "code.signs", "code")),
        ({"code": 5}, (422, "value.type", "code")),
        ({"code": "B", "street": "x" * 101}, (422, "value.too_long", "street")),
        ({"code": "B", "phone": "bel"}, (422, "phone.letters", "phone")),
        ({"code": "B", "email": "a@b.be; c@d.be"}, (422, "email.invalid", "email")),
        ({"code": "B", "country": "XX"}, (422, "reference.unknown", "country")),
        ({"code": "B", "pager": "1"}, (422, "field.unknown", "pager")),
        ({"code": "B", "city": "a\0b"}, (422, "value.control", "city")),
    ],
)
def test_what_an_address_cannot_be_is_refused_and_nothing_is_stored(editor, body, expected):
    card = a_company(editor)
    an_address(editor, card, "SEA")

    assert refusal(editor.post(addresses(card), json=body)) == expected
    assert len(editor.get(addresses(card)).json()["items"]) == 1


def test_a_period_is_made_changed_and_removed(editor):
    path = an_address(editor, a_company(editor), "SEA") + "/ranges"

    answer = editor.post(path, json={"start": "2026-07-01"})
    assert (answer.status_code, answer.json()) == (
        201,
        {"start": "2026-07-01", "end": None, "yearly": False, "warnings": []},
    )
    assert answer.headers["Location"].endswith("/SEA/ranges/2026-07-01")
    assert editor.patch(f"{path}/2026-07-01", json={"end": "2026-07-01"}).json()["end"] == "2026-07-01"
    assert editor.patch(f"{path}/2026-07-01", json={"start": "2026-06-01"}).json()["start"] == "2026-06-01"
    assert editor.delete(f"{path}/2026-06-01").status_code == 204
    assert editor.get(path).json()["items"] == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"start": "2026-08-31", "end": "2026-07-01"}, (422, "alt_range.dates", "end")),
        ({"start": "2026-07-01"}, (422, "alt_range.start_exists", "start")),
        ({}, (422, "value.required", "start")),
        ({"start": None}, (422, "value.type", "start")),
        ({"start": "2026-02-30"}, (422, "value.date", "start")),
        ({"start": "2026-06-01", "yearly": "yes"}, (422, "value.type", "yearly")),
        ({"start": "2026-06-01", "until": "2026-06-02"}, (422, "field.unknown", "until")),
    ],
)
def test_what_a_period_cannot_be_is_refused_and_nothing_is_stored(editor, body, expected):
    card = a_company(editor)
    an_address(editor, card, "SEA", SUMMER)
    path = an_address(editor, card, "FAIR") + "/ranges"

    assert refusal(editor.post(path, json=body)) == expected
    assert editor.get(path).json()["items"] == []


@pytest.mark.parametrize(
    "path",
    [
        "addresses/NONE",
        "addresses/NONE/ranges",
        "addresses/SEA/ranges/2026-01-01",
        "addresses/SEA/ranges/july",
    ],
)
def test_what_is_not_there_is_not_found(editor, path):
    card = a_company(editor)
    an_address(editor, card, "SEA", SUMMER)
    here = f"/contacts/{card['number']}/{path}"

    assert refusal(editor.get(here) if path.endswith(("NONE", "ranges")) else editor.delete(here))[0] == 404


def test_a_yearly_period_without_an_end_is_kept_with_a_word(editor):
    path = an_address(editor, a_company(editor), "SEA") + "/ranges"

    answer = editor.post(path, json={"start": "2026-07-01", "yearly": True})

    assert answer.status_code == 201
    assert [(each["code"], each["field"]) for each in answer.json()["warnings"]] == [
        ("alt_range.all_year", "end")
    ]


def test_the_address_of_a_day_with_its_reason_lines_and_end(editor):
    card = a_company(
        editor, address={"street": "Kaai 1", "postcode": "9000", "city": "Gent", "country": "BE"}
    )
    an_address(editor, card, "SEA", SUMMER, **SEA)

    found = active(editor, card, "2031-07-15")
    assert found == {
        "code": "SEA",
        "source": "own",
        "reason": "SEA holds every year, this time from 1 July 2031 to 31 August 2031.",
        "lines": ["Villa Zeezicht", card["name"], "Zeedijk 5", "8400 Oostende"],
        "address": {**found["address"], "street": "Zeedijk 5", "postcode": "8400", "country": "BE"},
        "valid_until": "2031-08-31",
    }
    normal = active(editor, card, "2031-09-15")
    assert (normal["code"], normal["source"], normal["valid_until"]) == ("", "main", "2032-06-30")
    assert normal["lines"] == [card["name"], "Kaai 1", "9000 Gent"]
    assert normal["address"] == card["address"]


def test_an_address_abroad_has_the_layout_and_the_name_of_its_country(editor):
    card = a_company(editor)
    abroad = {"street": "10 Downing Street", "city": "London", "postcode": "SW1A 2AA", "country": "GB"}
    an_address(editor, card, "LONDON", {"start": "2026-01-01"}, **abroad)

    lines = [card["name"], "10 Downing Street", "London", "SW1A 2AA"]
    assert active(editor, card, "2026-05-01")["lines"] == [*lines, "UNITED KINGDOM"]
    dutch = {"Accept-Language": "nl"}
    assert active(editor, card, "2026-05-01", **dutch)["lines"] == [*lines, "VERENIGD KONINKRIJK"]
    assert active(editor, card, "2026-05-01", **dutch)["reason"] == "LONDON geldt vanaf 1 januari 2026."


def test_a_person_is_found_where_the_company_is_as_long_as_he_follows_its_address(editor):
    company = a_company(editor, address={"street": "Kaai 1", "postcode": "9000", "city": "Gent"})
    person = a_person(editor, company=company["number"])
    an_address(editor, company, "FAIR", {"start": "2026-07-06", "end": "2026-07-10"}, street="Hal 3")

    found = active(editor, person, "2026-07-10")
    assert (found["source"], found["code"], found["valid_until"]) == ("company", "FAIR", "2026-07-10")
    assert found["lines"] == [company["name"], person["name"], "Hal 3"]
    editor.patch(f"/contacts/{person['number']}", json={"address": {"street": "Thuis 1"}})
    assert active(editor, person, "2026-07-10")["source"] == "main"


def test_the_day_is_today_when_left_out_and_must_be_one(editor):
    card = a_company(editor)
    an_address(editor, card, "SEA", {"start": "2020-01-01"})
    here = f"/contacts/{card['number']}/active-address"

    assert editor.get(here).json()["code"] == "SEA"
    assert refusal(editor.get(here, params={"on": "2026-02-30"})) == (422, "value.date", "on")
    assert editor.get(here, params={"on": "0001-01-01"}).json()["code"] == ""
    assert editor.get(here, params={"on": "9999-12-31"}).json()["valid_until"] is None


def test_addresses_and_periods_carry_tags_and_honour_them(editor):
    path = an_address(editor, a_company(editor, name=next(NAMES)), "SEA", SUMMER)
    for where, change in ((path, {"city": "Spa"}), (f"{path}/ranges/2026-07-01", {"end": "2026-09-01"})):
        tag = editor.patch(where, json={}).headers["ETag"]
        assert editor.patch(where, json=change, headers={"If-Match": tag}).status_code == 200
        stale = editor.patch(
            where,
            json={"yearly": False} if "ranges" in where else {"city": "Gent"},
            headers={"If-Match": tag},
        )
        assert refusal(stale)[:2] == (412, "version.stale")
        assert editor.delete(where, headers={"If-Match": tag}).status_code == 412
    tag = editor.get(path).headers["ETag"]
    assert editor.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_list_of_addresses_is_paged(editor):
    card = a_company(editor)
    for code in ("C", "A", "B"):
        an_address(editor, card, code, {"start": f"2026-0{ord(code) - 60}-01"})

    first = editor.get(addresses(card), params={"limit": 2, "count": True}).json()
    assert ([each["code"] for each in first["items"]], first["count"]) == (["A", "B"], 3)
    rest = editor.get(addresses(card), params={"limit": 2, "cursor": first["next"]}).json()
    assert ([each["code"] for each in rest["items"]], rest["next"]) == (["C"], None)
    assert editor.get(addresses(card), params={"fields": "code,city"}).json()["items"][0] == {
        "code": "A",
        "city": "",
    }


def test_who_may_only_read_changes_no_address(reader, editor):
    card = a_company(editor)
    path = an_address(editor, card, "SEA", SUMMER)

    assert reader.get(path).status_code == 200
    assert active(reader, card, "2026-07-15")["code"] == "SEA"
    for answer in (
        reader.post(addresses(card), json={"code": "B"}),
        reader.patch(path, json={"city": "Spa"}),
        reader.delete(f"{path}/ranges/2026-07-01"),
    ):
        assert refusal(answer)[:2] == (403, "permission.missing")
