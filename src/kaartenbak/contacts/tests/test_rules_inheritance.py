"""What a person takes over from his company: contacts.md §8 with the decisions D6 and D7."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.contacts.rules.inheritance import (
    BY_NAME,
    FIELDS,
    FOLLOWING,
    GROUPS,
    SWITCHES,
    changed_groups,
    follow_again,
    following,
    on_company_change,
    on_joining,
    own_after_edit,
)
from kaartenbak.core.refusals import Refused

ALL_ON = SWITCHES
ALWAYS = ("salesperson", "territory", "country", "language", "format_region")
COMMUNICATION = ("phone", "mobile", "fax", "extension", "email", "website")
GHENT = {"street": "Kouter 1", "street_2": "bus 3", "postcode": "9000", "city": "Gent", "county": "OV"}
BREDA = {"street": "Haven 9", "street_2": "", "postcode": "4811 AB", "city": "Breda", "county": ""}
IN_GHENT, IN_BREDA = {**GHENT, "country": "BE"}, {**BREDA, "country": "NL"}


def card(**values):
    return dict.fromkeys(FIELDS, "") | values


def test_the_groups_are_those_of_the_specification():
    by_switch = {switch: [group.name for group in GROUPS if group.switch == switch] for switch in SWITCHES}

    assert by_switch == {
        "salesperson": ["salesperson"],
        "territory": ["territory"],
        "country": ["country"],
        "language": ["language"],
        "format_region": ["format_region"],
        "address": ["address"],
        "communication": [*COMMUNICATION, "correspondence_type"],
    }
    assert BY_NAME["address"].fields == ("street", "street_2", "postcode", "city", "county")
    assert {group.name for group in GROUPS} - FOLLOWING == {"correspondence_type"}


@pytest.mark.parametrize(
    ("case", "person", "company", "former", "takes"),
    [
        ("territory always", {"territory": "N"}, {"territory": "S"}, {}, {"territory": "S"}),
        ("a blank never erases", {"territory": "N"}, {}, {}, {}),
        ("nothing to take", {}, {}, {}, {}),
        ("equal is no change", {"language": "NLB"}, {"language": "NLB"}, {}, {}),
        ("missing phone is filled", {}, {"phone": "2"}, {}, {"phone": "2"}),
        ("own phone stays", {"phone": "1"}, {"phone": "2"}, {}, {}),
        ("former phone is replaced", {"phone": "1"}, {"phone": "2"}, {"phone": "1"}, {"phone": "2"}),
        ("former phone stays when the new has none", {"phone": "1"}, {}, {"phone": "1"}, {}),
        (
            "each on its own",
            {"phone": "1", "email": ""},
            {"phone": "2", "email": "a@x.be"},
            {},
            {"email": "a@x.be"},
        ),
        ("letter or mail", {}, {"correspondence_type": "email"}, {}, {"correspondence_type": "email"}),
        ("missing address is filled", {}, GHENT, {}, GHENT),
        ("a county alone is no address", {"county": "A"}, GHENT, {}, GHENT),
        ("own address stays whole", {"city": "Aalst"}, GHENT, {}, {}),
        ("former address is replaced", {**GHENT, "county": "X"}, BREDA, GHENT, BREDA),
        ("one part differs from the former", {**GHENT, "city": "Aalst"}, BREDA, GHENT, {}),
        ("former address stays when there is no new one", GHENT, {}, GHENT, {}),
        (
            "never salutation or currency",
            {},
            {"salutation": "M", "currency": "EUR", "vat_number": "X"},
            {},
            {},
        ),
    ],
)
def test_joining_a_company(case, person, company, former, takes):
    taken = on_joining(card(**person), card(**company), card(**former), ALL_ON)

    assert taken.values == {
        field: value for field, value in takes.items() if value != person.get(field, "")
    }, case


def test_the_first_company_has_no_former_one():
    assert on_joining(card(), card(phone="2"), None, ALL_ON).values == {"phone": "2"}


@pytest.mark.parametrize("field", [*ALWAYS, *COMMUNICATION])
def test_what_is_copied_follows(field):
    taken = on_joining(card(), card(**{field: "C"}), None, ALL_ON)

    assert taken.values == {field: "C"}
    assert field in taken.follows


def test_with_everything_blank_everything_follows():
    assert on_joining(card(), card(), None, ALL_ON).follows == FOLLOWING


@pytest.mark.parametrize(
    ("case", "person", "company", "given", "own"),
    [
        ("own phone", {"phone": "1"}, {"phone": "2"}, (), {"phone"}),
        ("phone of his own, the company has none", {"phone": "1"}, {}, (), {"phone"}),
        ("given, and equal", {"phone": "2"}, {"phone": "2"}, ("phone",), {"phone"}),
        ("equal by chance", {"phone": "2"}, {"phone": "2"}, (), set()),
        ("given", {"territory": "N"}, {"territory": "S"}, ("territory",), {"territory"}),
        ("given blank is not given", {}, {"territory": "S"}, ("territory",), set()),
        ("kept, since the company's is blank", {"language": "FRB"}, {}, (), {"language"}),
        ("part of an address given", {"city": "Aalst"}, IN_GHENT, ("city",), {"address", "country"}),
        ("address of his own", {"city": "Aalst"}, IN_GHENT, (), {"address", "country"}),
        ("another country given", {"country": "NL"}, IN_GHENT, ("country",), {"address", "country"}),
        ("the same country given", {"country": "BE"}, IN_GHENT, ("country",), {"country"}),
    ],
)
def test_what_is_his_own_does_not_follow(case, person, company, given, own):
    assert on_joining(card(**person), card(**company), None, ALL_ON, given).follows == FOLLOWING - own, case


@pytest.mark.parametrize(
    ("case", "person", "company", "former", "given", "takes"),
    [
        ("both", {}, IN_GHENT, {}, (), IN_GHENT),
        ("both replace the former", IN_GHENT, IN_BREDA, IN_GHENT, (), IN_BREDA),
        ("an address of his own keeps its country", {"city": "Aalst"}, IN_BREDA, {}, (), {}),
        ("an address given keeps its country", BREDA, IN_GHENT, {}, ("street", "city"), {}),
        ("no address on either side", {}, {"country": "NL"}, {}, (), {"country": "NL"}),
        ("another country by hand keeps the address away", {"country": "FR"}, IN_GHENT, {}, ("country",), {}),
        ("the same country by hand", {"country": "BE"}, IN_GHENT, {}, ("country",), GHENT),
        ("a company without country leaves his", {"country": "BE"}, GHENT, {}, (), GHENT),
        ("an equal address brings its country", GHENT, IN_GHENT, {}, (), {"country": "BE"}),
    ],
)
def test_an_address_and_its_country_are_taken_both_or_neither(case, person, company, former, given, takes):
    taken = on_joining(card(**person), card(**company), card(**former), ALL_ON, given)

    assert taken.values == {
        field: value for field, value in takes.items() if value != person.get(field, "")
    }, case


@pytest.mark.parametrize(
    ("off", "takes"),
    [("country", GHENT), ("address", {"country": "BE"}), ("phone", IN_GHENT)],
)
def test_with_one_of_the_two_switches_off_the_other_goes_alone(off, takes):
    assert on_joining(card(), card(**IN_GHENT), None, ALL_ON - {off}).values == takes


@pytest.mark.parametrize("switch", sorted(SWITCHES))
def test_what_is_switched_off_is_not_taken_and_does_not_follow(switch):
    company = card(**dict.fromkeys(FIELDS, "C"))
    fields = {field for group in GROUPS if group.switch == switch for field in group.fields}
    taken = on_joining(card(), company, None, ALL_ON - {switch})

    assert taken.values.keys() == set(FIELDS) - fields
    assert not taken.follows & {group.name for group in GROUPS if group.switch == switch}


@pytest.mark.parametrize(
    ("case", "person", "before", "after", "takes"),
    [
        ("changed and equal", {"phone": "1"}, {"phone": "1"}, {"phone": "2"}, {"phone": "2"}),
        ("not changed", {"phone": "1"}, {"phone": "1"}, {"phone": "1"}, {}),
        ("differs from the old", {"phone": "9"}, {"phone": "1"}, {"phone": "2"}, {}),
        ("blank until now", {}, {}, {"phone": "2"}, {"phone": "2"}),
        ("cleared", {"phone": "1"}, {"phone": "1"}, {}, {"phone": ""}),
        (
            "salesperson",
            {"salesperson": "A"},
            {"salesperson": "A"},
            {"salesperson": "B"},
            {"salesperson": "B"},
        ),
        ("only the changed parts", GHENT, GHENT, {**GHENT, "street": "Kouter 2"}, {"street": "Kouter 2"}),
        (
            "the county goes along uncompared",
            {**GHENT, "county": "X"},
            GHENT,
            {**GHENT, "county": "Y"},
            {"county": "Y"},
        ),
        ("one part differs", {**GHENT, "city": "Aalst"}, GHENT, BREDA, {}),
        ("no later letter or mail", {}, {}, {"correspondence_type": "email"}, {}),
        ("nothing else", {}, {"currency": "EUR"}, {"currency": "USD"}, {}),
        ("address and country", IN_GHENT, IN_GHENT, IN_BREDA, IN_BREDA),
        ("another country: neither", {**GHENT, "country": "FR"}, IN_GHENT, IN_BREDA, {}),
        ("another address: neither", {**IN_GHENT, "city": "Aalst"}, IN_GHENT, IN_BREDA, {}),
        ("only the country", IN_GHENT, IN_GHENT, {**GHENT, "country": "NL"}, {"country": "NL"}),
        ("country with an address of his own", {"country": "BE", "city": "A"}, IN_GHENT, IN_BREDA, {}),
        ("a default country does not hold the address", IN_GHENT, GHENT, BREDA, BREDA),
    ],
)
def test_a_person_who_follows_when_the_company_changes(case, person, before, after, takes):
    taken = on_company_change(FOLLOWING, card(**person), card(**before), card(**after), ALL_ON)

    assert taken == {field: value for field, value in takes.items() if value != before.get(field, "")}, case


def test_a_person_who_does_not_follow_keeps_a_value_even_if_it_equals_the_old_one():
    before, after = card(phone="1", territory="N"), card(phone="2", territory="S")
    taken = on_company_change(FOLLOWING - {"phone"}, before, before, after, ALL_ON)

    assert taken == {"territory": "S"}


def test_a_change_while_the_switch_was_off_stays_away_when_it_is_on_again():
    person, first, second, third = (card(phone=phone) for phone in ("1", "1", "2", "3"))
    off = ALL_ON - {"communication"}

    assert on_company_change(FOLLOWING, person, first, second, off) == {}
    assert on_company_change(FOLLOWING, person, second, third, ALL_ON) == {}


def test_with_the_country_switched_off_an_address_moves_alone():
    taken = on_company_change(
        FOLLOWING, card(**IN_GHENT), card(**IN_GHENT), card(**IN_BREDA), ALL_ON - {"country"}
    )

    assert taken == BREDA


def test_the_groups_a_change_can_reach_are_known_beforehand():
    before, after = card(phone="1", **IN_GHENT), card(phone="2", **GHENT, country="NL", currency="EUR")

    assert [group.name for group in changed_groups(before, after, ALL_ON)] == ["country", "phone"]
    assert [group.name for group in changed_groups(before, after, {"country"})] == ["country"]


@pytest.mark.parametrize(
    ("case", "edited", "switches", "own"),
    [
        ("a phone", ["phone"], ALL_ON, {"phone"}),
        ("a part of the address, so its country too", ["city"], ALL_ON, {"address", "country"}),
        ("the country, so its address too", ["country"], ALL_ON, {"address", "country"}),
        ("the county as well", ["county"], ALL_ON, {"address", "country"}),
        ("the country switched off", ["city"], ALL_ON - {"country"}, {"address"}),
        ("the address switched off", ["country"], ALL_ON - {"address"}, {"country"}),
        ("what is never inherited", ["job_title", "currency"], ALL_ON, set()),
        ("nothing", [], ALL_ON, set()),
    ],
)
def test_what_is_edited_by_hand_is_his_own(case, edited, switches, own):
    assert own_after_edit(FOLLOWING, edited, switches) == FOLLOWING - own, case


def test_an_edit_leaves_an_address_that_follows_without_a_country():
    assert own_after_edit({"address", "phone"}, ["phone"]) == {"address"}


@pytest.mark.parametrize(
    ("case", "groups", "switches", "values", "follows"),
    [
        ("phone", ["phone"], ALL_ON, {"phone": "2"}, {"phone"}),
        ("a blank one counts, for it was asked for", ["email"], ALL_ON, {"email": ""}, {"email"}),
        ("address brings its country", ["address"], ALL_ON, IN_GHENT, {"address", "country"}),
        ("country brings its address", ["country"], ALL_ON, IN_GHENT, {"address", "country"}),
        ("address alone", ["address"], ALL_ON - {"country"}, GHENT, {"address"}),
        ("switched off", ["phone"], ALL_ON - {"communication"}, {}, set()),
        ("equal already", ["website"], ALL_ON, {}, {"website"}),
    ],
)
def test_following_again(case, groups, switches, values, follows):
    person = card(phone="1", email="own@x.be", website="x.be", **IN_BREDA)
    company = card(phone="2", website="x.be", **IN_GHENT)

    assert follow_again(groups, person, company, switches) == (values, follows), case


@pytest.mark.parametrize("group", ["salutation", "correspondence_type", "", "street"])
def test_only_groups_that_exist_can_follow(group):
    with pytest.raises(Refused) as refusal:
        follow_again(["phone", group], card(), card(), ALL_ON)

    assert (refusal.value.key, refusal.value.field) == ("follow.unknown_group", "groups")
    assert refusal.value.facts["group"] == group


@pytest.mark.parametrize(
    ("case", "person", "company", "switches", "not_reached"),
    [
        ("all", IN_GHENT, IN_GHENT, ALL_ON, set()),
        ("another value", {"phone": "1"}, {"phone": "2"}, ALL_ON, {"phone"}),
        ("switched off", {}, {}, ALL_ON - {"language"}, {"language"}),
        ("another country", {**GHENT, "country": "NL"}, IN_GHENT, ALL_ON, {"address", "country"}),
        ("another address", IN_BREDA, {**GHENT, "country": "NL"}, ALL_ON, {"address", "country"}),
    ],
)
def test_who_would_be_reached_by_a_change_is_known(case, person, company, switches, not_reached):
    assert following(FOLLOWING, card(**person), card(**company), switches) == FOLLOWING - not_reached, case


CARDS = st.fixed_dictionaries({field: st.sampled_from(["", "A", "B"]) for field in FIELDS})
SOME_SWITCHES = st.sets(st.sampled_from(sorted(SWITCHES)))


@given(CARDS, CARDS, st.none() | CARDS, SOME_SWITCHES, st.sets(st.sampled_from(FIELDS)))
def test_joining_never_erases_a_group_and_never_touches_what_was_given(
    person, company, former, switches, given
):
    taken = on_joining(person, company, former, switches, given)
    after = person | taken.values

    assert all(field not in given or not person[field] for field in taken.values)
    for group in GROUPS:
        assert any(after[field] for field in group.fields) or not any(person[field] for field in group.fields)


@given(CARDS, CARDS, CARDS, SOME_SWITCHES)
def test_who_joined_and_changed_nothing_stays_equal_in_all_that_reaches_him(person, company, later, switches):
    taken = on_joining(person, company, None, switches)
    joined = person | taken.values
    reached = following(taken.follows, joined, company, switches)
    moved = joined | on_company_change(taken.follows, joined, company, later, switches)

    for name in reached - {"address", "country"}:
        assert moved[name] == later[name]
    if {"address", "country"} <= reached:
        assert all(moved[field] == later[field] for field in (*BY_NAME["address"].judged, "country"))


@given(CARDS, CARDS, CARDS, SOME_SWITCHES)
def test_a_change_copies_only_what_changed_and_was_equal(person, before, after, switches):
    for field, value in on_company_change(FOLLOWING, person, before, after, switches).items():
        assert value == after[field] != before[field]
        assert person[field] == before[field] or field == "county"


@given(CARDS, CARDS, SOME_SWITCHES, st.sets(st.sampled_from(sorted(FOLLOWING))))
def test_who_follows_again_is_reached_by_the_next_change(person, company, switches, groups):
    taken = follow_again(groups, person, company, switches)

    assert following(taken.follows, person | taken.values, company, switches) == taken.follows
