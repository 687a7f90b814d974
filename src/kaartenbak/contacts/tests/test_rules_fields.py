import pytest

from kaartenbak.contacts.rules import inheritance
from kaartenbak.contacts.rules.fields import (
    ALL,
    FIELDS,
    TABLE,
    Kind,
    Who,
    check_applies,
    check_length,
    who_is,
)
from kaartenbak.core.refusals import Refused


def test_each_field_stands_once_in_the_table():
    assert len(FIELDS) == len(TABLE)


def test_every_inherited_field_is_a_field_that_anybody_has():
    assert all(FIELDS[name].applies_to == ALL for name in inheritance.FIELDS)


def test_every_field_that_is_typed_has_a_longest_value():
    unlimited = {field.name for field in TABLE if not field.longest}

    assert unlimited == {"kind", "exclude_from_segments", "privacy_blocked", "minor", "parental_consent"}


def test_every_reference_says_where_it_points_to():
    assert {field.name for field in TABLE if field.to} == {
        field.name for field in TABLE if field.kind is Kind.REFERENCE
    }
    assert FIELDS["company"].to == "contact"


@pytest.mark.parametrize(
    ("kind", "company", "who"),
    [
        ("company", None, Who.COMPANY),
        ("company", "CT1", Who.COMPANY),
        ("person", "CT1", Who.PERSON),
        ("person", None, Who.INDEPENDENT),
        ("person", "", Who.INDEPENDENT),
    ],
)
def test_there_are_three_sorts_of_contacts(kind, company, who):
    assert who_is(kind, company) is who


@pytest.mark.parametrize(
    ("name", "longest"), [("name", 100), ("surname", 30), ("city", 30), ("website", 255)]
)
def test_a_longer_value_is_refused_and_never_cut(name, longest):
    check_length(name, "x" * longest)
    with pytest.raises(Refused) as refusal:
        check_length(name, "x" * (longest + 1))

    assert (refusal.value.key, refusal.value.field) == ("value.too_long", name)
    assert refusal.value.facts == {"field_label": FIELDS[name].title, "limit": longest, "length": longest + 1}


def test_of_several_addresses_each_may_be_as_long_as_the_field():
    check_length("email", "; ".join(["x" * 80] * 3))
    with pytest.raises(Refused) as refusal:
        check_length("email", "a@x.be;" + "x" * 81)

    assert refusal.value.facts["length"] == 81


def test_a_registration_number_has_a_refusal_of_its_own():
    with pytest.raises(Refused) as refusal:
        check_length("registration_number", "1" * 21)

    assert (refusal.value.key, refusal.value.field) == ("registration_no.too_long", "registration_number")
    assert (refusal.value.facts["limit"], refusal.value.facts["length"]) == (20, 21)


@pytest.mark.parametrize(
    ("values", "who"),
    [
        ({"currency": "EUR", "vat_number": "X", "registration_number": "1"}, Who.COMPANY),
        ({"vat_number": "X", "enterprise_number": "1", "job_title": "Translator"}, Who.INDEPENDENT),
        ({"first_name": "Jan", "birthday": "--03-31", "company": "CT1"}, Who.PERSON),
        ({"currency": "", "vat_number": None}, Who.PERSON),
        ({"unknown": "x"}, Who.PERSON),
    ],
)
def test_whoever_has_a_field_may_fill_it(values, who):
    check_applies(values, who)


@pytest.mark.parametrize(
    ("field", "who", "key"),
    [
        ("currency", Who.PERSON, "contact.must_be_company"),
        ("currency", Who.INDEPENDENT, "contact.must_be_company"),
        ("vat_number", Who.PERSON, "contact.must_be_company"),
        ("enterprise_number", Who.PERSON, "contact.must_be_company"),
        ("registration_number", Who.INDEPENDENT, "contact.must_be_company"),
        ("job_title", Who.COMPANY, "contact.must_be_person"),
        ("organizational_level", Who.COMPANY, "contact.must_be_person"),
        ("birthday", Who.COMPANY, "contact.must_be_person"),
        ("company", Who.COMPANY, "contact.must_be_person"),
    ],
)
def test_a_field_of_the_other_sort_is_refused(field, who, key):
    with pytest.raises(Refused) as refusal:
        check_applies({field: "X", "name": "De Smet"}, who)

    assert (refusal.value.key, refusal.value.field) == (key, field)
    assert refusal.value.facts == {"field_label": FIELDS[field].title, "value": "X"}
    assert refusal.value.others == ()


def test_all_misplaced_fields_are_named_at_once():
    with pytest.raises(Refused) as refusal:
        check_applies({"surname": "Peeters", "birthday": "--03-31"}, Who.COMPANY)

    assert [each.field for each in refusal.value.all] == ["surname", "birthday"]
