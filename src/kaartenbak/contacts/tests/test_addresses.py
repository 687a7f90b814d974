"""Alternative addresses and their periods: adding, changing, removing, and taking back."""

from datetime import date

import pytest

from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.ops.address_rows import NewAddress, create_addresses
from kaartenbak.contacts.ops.desk import Desk
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.contacts.rules.active_address import Period
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotFound, Refused, Stale
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import Outcome, operation, perform
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import Postcode
from kaartenbak.setup.queries import fingerprint
from kaartenbak.testing.builders import a_company, a_country, a_person, an_address, make
from kaartenbak.testing.cast import EDITOR, MANAGER, READER

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 31)


def version(contact: Contact) -> int:
    return Contact.objects.get(pk=contact.pk).version


def entry_of(outcome: Outcome) -> Operation:
    assert outcome.operation is not None
    return Operation.objects.get(pk=outcome.operation)


def take_back(outcome: Outcome, *, keep_newer: bool = False) -> None:
    undo(entry=entry_of(outcome), keep_newer=keep_newer, by=MANAGER)


def periods(contact: Contact) -> list[tuple[str, date, date | None, bool]]:
    rows = AddressRange.objects.filter(contact=contact).order_by("starts")
    return [(each.address.code, each.starts, each.ends, each.yearly) for each in rows]


def test_an_address_and_its_first_period_are_added_in_one_step():
    person = a_person()
    before = version(person)

    outcome = perform(
        addresses.add_address,
        contact=person,
        values={"code": " summer ", "street": "Zeedijk 5", "email": "zee@huis.be"},
        starts=JULY,
        ends=AUGUST,
        yearly=True,
        by=EDITOR,
    )

    address = AlternativeAddress.objects.get(contact=person)
    assert (outcome.result, address.code, address.street) == (address, "SUMMER", "Zeedijk 5")
    assert periods(person) == [("SUMMER", JULY, AUGUST, True)]
    assert version(person) == before + 1
    assert entry_of(outcome).facts["code"] == "SUMMER"


def test_values_are_kept_as_typed_and_as_meant():
    a_country("BE")
    address = an_address(
        a_company(), country="BE", postcode="b-9000", phone="09/225 12 12", email="Zee@Huis.be"
    )

    assert (address.postcode, address.postcode_key) == ("B-9000", "9000")
    assert (address.phone, address.phone_normal) == ("09/225 12 12", "+3292251212")
    assert (address.email, address.email_normal) == ("Zee@Huis.be", "zee@huis.be")


def test_a_known_postcode_fills_in_the_city_and_another_country_clears_the_place():
    belgium, france = a_country("BE"), a_country("FR")
    make(
        instance=Postcode(code="8400", city="Oostende", country=belgium, county="West-Vlaanderen"), by=SYSTEM
    )
    address = an_address(a_company(), postcode="8400")
    assert (address.city, address.county, address.country) == ("Oostende", "West-Vlaanderen", belgium)

    moved = addresses.change_address(address=address, values={"country": "FR"}, by=EDITOR)

    assert (moved.postcode, moved.city, moved.county, moved.country) == ("", "", "", france)


@pytest.mark.parametrize("place", [{}, {"postcode": "9000"}, {"postcode": "1234"}])
@pytest.mark.parametrize("typed", ["gent", "GENT"])
def test_a_known_city_is_written_as_the_table_has_it(place: dict[str, str], typed: str):
    for code in ("9000", "9050"):
        make(instance=Postcode(code=code, city="Gent", city_key="gent", country=a_country("BE")), by=SYSTEM)

    address = an_address(a_company(), city=typed, country="BE", **place)

    assert (address.city, address.postcode) == ("Gent", place.get("postcode", ""))


@pytest.mark.parametrize(
    ("field", "value", "key"),
    [
        ("code", "", "value.required"),
        ("code", None, "value.required"),
        ("code", "TWELVELETTER", "value.too_long"),
        ("code", "A/B", "code.signs"),
        ("code", 7, "value.type"),
        ("company_name", "x" * 101, "value.too_long"),
        ("street", "x" * 101, "value.too_long"),
        ("street_2", 5, "value.type"),
        ("city", "a\x00b", "value.control"),
        ("phone", "bel me", "phone.letters"),
        ("mobile", "0" * 31, "value.too_long"),
        ("email", "a@x.be; b@x.be", "email.invalid"),
        ("email", "niemand", "email.invalid"),
        ("country", "XX", "reference.unknown"),
        ("pager", "1", "field.unknown"),
    ],
)
def test_what_an_address_cannot_hold_is_refused_on_its_field(field, value, key):
    person = a_person()

    with pytest.raises(Refused) as refusal:
        addresses.add_address(contact=person, values={"code": "HUT"} | {field: value}, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == (key, field)
    assert not AlternativeAddress.objects.exists()


def test_everything_that_is_wrong_is_said_at_once():
    with pytest.raises(Refused) as refusal:
        addresses.add_address(contact=a_person(), values={"phone": "bel", "email": "x"}, by=EDITOR)

    assert [each.field for each in refusal.value.all] == ["code", "phone", "email"]


def test_a_code_occurs_once_on_a_card_and_again_on_another():
    person = a_person()
    an_address(person, "HUT")

    with pytest.raises(Refused) as refusal:
        addresses.add_address(contact=person, values={"code": "hut"}, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == ("alt_address.exists", "code")
    assert an_address(a_company(), "HUT").code == "HUT"


def test_an_address_is_renamed_and_its_periods_follow():
    person = a_person()
    address, other = an_address(person, "HUT", starts=JULY), an_address(person, "SEA")

    addresses.change_address(address=address, values={"code": "hill", "city": "Spa"}, by=EDITOR)

    assert periods(person) == [("HILL", JULY, None, False)]
    with pytest.raises(Refused) as refusal:
        addresses.change_address(address=other, values={"code": "HILL"}, by=EDITOR)
    assert refusal.value.key == "alt_address.exists"


def test_an_address_that_somebody_changed_meanwhile_is_not_overwritten():
    address = an_address(a_person(), "HUT")
    read = fingerprint(AlternativeAddress.objects.get(pk=address.pk))
    addresses.change_address(address=address, values={"city": "Spa"}, version=read, by=EDITOR)

    with pytest.raises(Stale):
        addresses.change_address(address=address, values={"city": "Gent"}, version=read, by=EDITOR)
    with pytest.raises(Stale):
        addresses.remove_address(address=address, version=read, by=EDITOR)

    assert AlternativeAddress.objects.get(pk=address.pk).city == "Spa"


def test_removing_an_address_takes_its_periods_along_and_undo_brings_all_of_it_back():
    person = a_person()
    address = an_address(person, "HUT", starts=JULY, ends=AUGUST)
    address_ranges.add_range(address=address, starts=date(2027, 1, 1), by=EDITOR)

    outcome = perform(addresses.remove_address, address=address, by=EDITOR)
    assert (periods(person), person.alternative_addresses.count()) == ([], 0)
    take_back(outcome)

    assert [each[1] for each in periods(person)] == [JULY, date(2027, 1, 1)]
    assert person.alternative_addresses.get().code == "HUT"


def test_adding_an_address_with_a_period_is_undone_as_one():
    person = a_person()
    outcome = perform(addresses.add_address, contact=person, values={"code": "HUT"}, starts=JULY, by=EDITOR)

    take_back(outcome)

    assert (periods(person), person.alternative_addresses.count()) == ([], 0)


@pytest.mark.parametrize(
    ("period", "key", "field"),
    [
        ({"starts": AUGUST, "ends": JULY}, "alt_range.dates", "ends"),
        ({"starts": None}, "value.required", "starts"),
        ({"starts": "2026-07-01"}, "value.date", "starts"),
        ({"starts": JULY, "ends": 5}, "value.date", "ends"),
        ({"starts": JULY, "yearly": 1}, "value.type", "yearly"),
        ({"starts": date(2026, 1, 1)}, "alt_range.start_exists", "starts"),
    ],
)
def test_a_period_that_cannot_be_is_refused(period, key, field):
    person = a_person()
    an_address(person, "BRANCH", starts=date(2026, 1, 1))
    hut = an_address(person, "HUT")

    with pytest.raises(Refused) as refusal:
        address_ranges.add_range(address=hut, by=EDITOR, **period)

    assert (refusal.value.key, refusal.value.field) == (key, field)
    assert [each[0] for each in periods(person)] == ["BRANCH"]


@pytest.mark.parametrize("period", [{"ends": AUGUST}, {"yearly": True}])
def test_an_address_whose_first_period_is_refused_is_not_added(period):
    person = a_person()

    with pytest.raises(Refused):
        addresses.add_address(contact=person, values={"code": "HUT"}, **period, by=EDITOR)

    assert not person.alternative_addresses.exists()


def test_a_period_of_one_day_and_overlaps_are_fine():
    person = a_person()
    an_address(person, "BRANCH", starts=date(2026, 1, 1))

    an_address(person, "FAIR", starts=JULY, ends=JULY)

    assert [each[0] for each in periods(person)] == ["BRANCH", "FAIR"]


@pytest.mark.parametrize(
    ("case", "ends", "warned"),
    [
        ("without an end", None, True),
        ("a whole year", date(2027, 6, 30), True),
        ("a day less", date(2027, 6, 29), False),
    ],
)
def test_a_yearly_period_that_leaves_no_day_free_is_worth_a_word(case, ends, warned):
    hut = an_address(a_person(), "HUT")

    outcome = perform(address_ranges.add_range, address=hut, starts=JULY, ends=ends, yearly=True, by=EDITOR)

    assert ("alt_range.all_year" in [each.code for each in outcome.warnings]) is warned, case


def test_a_period_is_changed_and_removed():
    person = a_person()
    hut = an_address(person, "HUT", starts=JULY, ends=AUGUST)
    before = version(person)

    address_ranges.change_range(range=hut.ranges.get(), values={"ends": None, "yearly": True}, by=EDITOR)
    assert periods(person) == [("HUT", JULY, None, True)]
    address_ranges.change_range(range=hut.ranges.get(), values={"starts": date(2026, 6, 1)}, by=EDITOR)
    assert periods(person) == [("HUT", date(2026, 6, 1), None, True)]
    address_ranges.remove_range(range=hut.ranges.get(), by=EDITOR)

    assert (periods(person), version(person)) == ([], before + 3)


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"starts": date(2026, 9, 1)}, "alt_range.dates"),
        ({"starts": date(2026, 1, 1)}, "alt_range.start_exists"),
        ({"starts": None}, "value.required"),
        ({"code": "SEA"}, "field.unknown"),
    ],
)
def test_a_change_of_a_period_keeps_to_the_same_rules(values, key):
    person = a_person()
    an_address(person, "BRANCH", starts=date(2026, 1, 1))
    hut = an_address(person, "HUT", starts=JULY, ends=AUGUST)

    with pytest.raises(Refused) as refusal:
        address_ranges.change_range(range=hut.ranges.get(), values=values, by=EDITOR)

    assert refusal.value.key == key
    assert periods(person)[1] == ("HUT", JULY, AUGUST, False)


def test_a_reader_changes_no_address():
    address = an_address(a_person(), "HUT")

    with pytest.raises(Refused) as refusal:
        addresses.change_address(address=address, values={"city": "Spa"}, by=READER)

    assert refusal.value.key == "permission.missing"


def test_what_is_gone_is_not_found():
    address = an_address(a_person(), "HUT")
    addresses.remove_address(address=address, by=EDITOR)

    with pytest.raises(NotFound):
        address_ranges.add_range(address=address, starts=JULY, by=EDITOR)


def test_addresses_go_with_the_card_and_come_back_with_it():
    company = a_company()
    person = a_person(company=company)
    an_address(company, "FAIR", starts=JULY)
    an_address(person, "HUT", starts=JULY)

    outcome = perform(delete_contact, contact=company, by=MANAGER)
    assert not AlternativeAddress.objects.exists()
    assert not AddressRange.objects.exists()
    take_back(outcome)

    assert [each[0] for each in [*periods(company), *periods(person)]] == ["FAIR", "HUT"]


def test_an_undo_that_keeps_newer_values_leaves_the_normal_forms_right():
    a_country("BE"), a_country("FR")
    address = an_address(a_person(), "HUT", country="FR", phone="01 22 33 44 55")
    outcome = perform(
        addresses.change_address, address=address, values={"country": "BE", "city": "Gent"}, by=EDITOR
    )
    addresses.change_address(address=address, values={"city": "Aalst", "phone": "01 44 55 66 77"}, by=EDITOR)

    take_back(outcome, keep_newer=True)

    found = AlternativeAddress.objects.get(pk=address.pk)
    assert (found.country and found.country.code, found.city, found.phone) == (
        "FR",
        "Aalst",
        "01 44 55 66 77",
    )
    assert found.phone_normal == "+33144556677"


@operation(needs="contacts.change", title="Made many addresses in a test")
def make_many(*, wanted, by):
    return create_addresses(wanted, Desk(by))


def test_many_addresses_with_their_calendars_are_made_in_a_few_statements(django_assert_max_num_queries):
    cards = [a_person(f"An {n}") for n in range(40)]
    summer = Period("", JULY, AUGUST, yearly=True)
    wanted = [
        NewAddress(card, {"code": "HUT", "postcode": "4900", "city": "Spa"}, [summer]) for card in cards
    ]

    with django_assert_max_num_queries(25):
        keys = make_many(wanted=wanted, by=EDITOR)

    assert len(keys) == 40
    assert {tuple(periods(card)[0]) for card in cards} == {("HUT", JULY, AUGUST, True)}


@pytest.mark.parametrize(
    ("second", "key"),
    [
        ({"code": "hut"}, "alt_address.exists"),
        ({"code": "SEA"}, "alt_range.start_exists"),
        ({}, "value.required"),
    ],
)
def test_many_addresses_keep_to_the_same_rules(second, key):
    card = a_person()
    july = [Period("", JULY)]

    with pytest.raises(Refused) as refusal:
        make_many(wanted=[NewAddress(card, {"code": "HUT"}, july), NewAddress(card, second, july)], by=EDITOR)

    assert refusal.value.key == key
    assert not AlternativeAddress.objects.exists()
