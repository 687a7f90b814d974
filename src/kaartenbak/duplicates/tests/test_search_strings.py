"""When the reference's search strings are made anew, and what is told of it (contacts.md §16.1, §16.4, §16.7, D11)."""

import pytest

from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.contacts.ops.kinds import change_kind
from kaartenbak.core.actor import SYSTEM
from kaartenbak.duplicates import scanning
from kaartenbak.duplicates.models import SearchString, Suspect
from kaartenbak.duplicates.ops.separating import set_strings
from kaartenbak.duplicates.rules.strings import DEFAULT_ROWS
from kaartenbak.history.operations import perform
from kaartenbak.setup.ops import change_setup
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR


def strings_of(card):
    """The search strings that are kept of a card, by their rule."""
    return dict(SearchString.objects.filter(contact_id=card.pk).values_list("rule", "text"))


def test_a_register_begins_with_the_first_and_last_five_signs_of_eight_fields():
    fields = ["name", "street", "city", "phone", "vat_number", "postcode", "email", "mobile"]

    assert DEFAULT_ROWS() == [[field, part, 5] for field in fields for part in ("first", "last")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "value", "string"),
    [
        ("name", "Slagerij Peeters", "SLAGE"),
        ("name_2", "Afdeling Gent", "AFDEL"),
        ("street", "Markt 1", "MARKT"),
        ("street_2", "Gebouw B", "GEBOU"),
        ("city", "Brugge", "BRUGG"),
        ("postcode", "8000", "8000"),
        ("phone", "050 33 44 55", "05033"),
        ("enterprise_number", "0200.068.636", "02000"),
        ("email", "winkel@peeters.be", "WINKE"),
        ("mobile", "0470 12 34 56", "04701"),
    ],
)
def test_strings_are_made_anew_when_a_field_of_theirs_changes(field, value, string):
    rule = {"enterprise_number": "vat_number"}.get(field, field)
    set_strings(rows=[(rule, "first", 5)], by=SYSTEM)
    card = a_company("Bakkerij De Smet")

    change_contact(contact=card, values={field: value}, by=EDITOR)

    assert strings_of(card) == {f"{rule} first": string}


@pytest.mark.django_db
def test_who_becomes_a_company_has_strings():
    set_strings(rows=[("name", "first", 5)], by=SYSTEM)
    card = a_person("Jan Peeters")
    assert strings_of(card) == {}

    change_kind(contact=card, kind="company", by=EDITOR)

    assert strings_of(card) == {"name first": "JANPE"}


@pytest.mark.django_db
@pytest.mark.parametrize(("asked", "told"), [(True, ["duplicates.found"]), (False, [])])
def test_pairs_are_kept_whether_or_not_anybody_is_told(asked, told):
    change_setup(duplicates_hit_percentage=10, duplicates_automatic=asked, by=SYSTEM)
    a_company("Bakkerij De Smet")

    outcome = perform(create_contact, values={"kind": "company", "name": "Bakkerij De Smet"}, by=EDITOR)

    assert [each.code for each in outcome.warnings] == told
    assert Suspect.objects.get().strings == 2


@pytest.mark.django_db
def test_other_rows_count_at_the_next_search():
    set_strings(rows=[("name", "first", 5), ("city", "first", 5)], by=SYSTEM)
    card = a_company("Bakkerij De Smet", city="Gent")

    set_strings(rows=[("name", "first", 3)], by=SYSTEM)
    scanning.scan()

    assert strings_of(card) == {"name first": "BAK"}


@pytest.mark.django_db
def test_the_strings_of_a_row_that_is_deleted_go_with_it():
    set_strings(rows=[("name", "first", 5), ("city", "first", 5)], by=SYSTEM)
    card = a_company("Bakkerij De Smet", city="Gent")

    set_strings(rows=[("name", "first", 3)], by=SYSTEM)

    assert strings_of(card) == {"name first": "BAKKE"}
