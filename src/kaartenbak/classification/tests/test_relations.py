"""The summary of business relations on the card, kept in step with the relations."""

import pytest

from kaartenbak.classification.models import BusinessRelation
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.classification.rules.summary import summary
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def word(contact):
    return Contact.objects.get(pk=contact.pk).business_relation


def relate(company, *codes):
    for code in codes:
        assign(contact=company, code=a_code(BusinessRelation, code), by=EDITOR)
    return Operation.objects.latest("id")


@pytest.mark.parametrize(
    ("case", "relations", "expected"),
    [
        ("nothing", [], "none"),
        ("one plain", [""], "other"),
        ("two plain", ["", ""], "multiple"),
        ("one linked", ["customer"], "customer"),
        ("linked and plain", ["customer", ""], "multiple"),
        ("two linked", ["customer", "vendor"], "multiple"),
    ],
)
def test_the_word_for_relations(case, relations, expected):
    assert summary(relations) == expected, case


def test_a_company_and_its_people_are_to_us_what_its_relations_say():
    company, stranger = a_company(), a_company("Bakkerij")
    person = a_person(company=company.number)

    relate(company, "BANK")
    assert (word(company), word(person), word(stranger)) == ("other", "other", "none")
    relate(company, "PRESS")
    assert (word(company), word(person)) == ("multiple", "multiple")
    unassign(contact=company, code=BusinessRelation.objects.get(code="BANK"), by=EDITOR)
    assert (word(company), word(person)) == ("other", "other")


def test_who_joins_a_company_has_its_relation_and_who_leaves_it_has_none():
    company, other = a_company(), a_company("Bakkerij")
    relate(company, "BANK")
    relate(other, "BANK", "PRESS")

    person = create_contact(values={"name": "An Claes", "company": company.number}, by=EDITOR)
    assert word(person) == "other"
    change_contact(contact=person, values={"company": other.number}, by=EDITOR)
    assert word(person) == "multiple"
    change_contact(contact=person, values={"company": ""}, by=EDITOR)
    assert word(person) == "none"


def test_people_who_stay_when_their_company_goes_have_no_relation():
    company = a_company()
    person = a_person(company=company.number)
    relate(company, "BANK")

    delete_contact(contact=company, people="keep", by=EDITOR)
    assert word(person) == "none"

    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert (word(company), word(person)) == ("other", "other")


def test_an_older_relation_is_undone_although_a_newer_one_changed_the_summary():
    company = a_company()
    person = a_person(company=company.number)
    first = relate(company, "BANK")
    relate(company, "PRESS")

    undo(entry=first, by=EDITOR)

    assert list(company.business_relations.values_list("code__code", flat=True)) == ["PRESS"]
    assert (word(company), word(person)) == ("other", "other")


def test_who_joined_meanwhile_loses_the_relation_that_is_undone():
    company = a_company()
    first = relate(company, "BANK")
    person = a_person(company=company.number)

    undo(entry=first, by=EDITOR)

    assert (word(company), word(person)) == ("none", "none")


def test_a_change_of_company_that_is_undone_gives_the_former_relation_back_as_it_is_now():
    company, other = a_company(), a_company("Bakkerij")
    person = a_person(company=company.number)
    change_contact(contact=person, values={"company": other.number}, by=EDITOR)
    moved = Operation.objects.latest("id")
    relate(company, "BANK", "PRESS")

    undo(entry=moved, by=MANAGER)

    assert word(person) == "multiple"


def test_a_card_whose_company_got_a_relation_can_still_be_undone():
    company = a_company()
    made = create_contact(values={"name": "An Claes", "company": company.number}, by=EDITOR)
    creation = Operation.objects.latest("id")
    relate(company, "BANK")

    undo(entry=creation, by=EDITOR)

    assert not Contact.objects.filter(pk=made.pk).exists()
