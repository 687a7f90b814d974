"""A contact that has what only its present type may have keeps that type (contacts.md §10, D19)."""

import pytest

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.kinds import change_kind
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "make", "to", "key"),
    [
        ("business_relations", a_company, "person", "type.has_relations"),
        ("industry_groups", a_company, "person", "type.has_industry_groups"),
        ("web_sources", a_company, "person", "type.has_web_sources"),
        ("job_responsibilities", a_person, "company", "type.has_job_responsibilities"),
    ],
)
def test_the_type_stays_while_only_it_may_have_something(name, make, to, key):
    contact, code = make(), a_code(GROUPINGS[name].codes, "X")
    assign(contact=contact, code=code, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        change_kind(contact=contact, kind=to, by=EDITOR)

    assert [each.key for each in refusal.value.all] == [key]
    assert Contact.objects.get(pk=contact.pk).kind == contact.kind
    unassign(contact=contact, code=code, by=EDITOR)
    assert change_kind(contact=contact, kind=to, by=EDITOR).kind == to


def test_a_mailing_group_stays_when_the_type_changes():
    company = a_company()
    assign(contact=company, code=a_code(GROUPINGS["mailing_groups"].codes, "NEWS"), by=EDITOR)

    change_kind(contact=company, kind="person", by=EDITOR)

    assert company.mailing_groups.count() == 1


def test_a_person_who_becomes_a_company_leaves_the_relation_of_his_employer():
    company = a_company()
    person = a_person(company=company.number)
    assign(contact=company, code=a_code(GROUPINGS["business_relations"].codes, "BANK"), by=EDITOR)

    change_kind(contact=person, kind="company", by=EDITOR)

    assert Contact.objects.get(pk=person.pk).business_relation == "none"


def test_an_undo_leaves_nobody_with_a_code_that_his_type_cannot_have():
    contact, code = a_person(), a_code(GROUPINGS["industry_groups"].codes, "PRINT")
    change_kind(contact=contact, kind="company", by=EDITOR)
    turned = Operation.objects.latest("id")
    assign(contact=Contact.objects.get(), code=code, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        undo(entry=turned, by=MANAGER)

    assert refusal.value.key == "contact.must_be_company"
    assert (Contact.objects.get().kind, contact.industry_groups.count()) == ("company", 1)


def test_a_code_does_not_come_back_to_a_contact_of_another_type_meanwhile():
    contact, code = a_person(), a_code(GROUPINGS["job_responsibilities"].codes, "BUY")
    assign(contact=contact, code=code, by=EDITOR)
    unassign(contact=contact, code=code, by=EDITOR)
    removed = Operation.objects.latest("id")
    change_kind(contact=contact, kind="company", by=EDITOR)

    with pytest.raises(Refused) as refusal:
        undo(entry=removed, by=MANAGER)

    assert refusal.value.key == "contact.must_be_person"
    assert contact.job_responsibilities.count() == 0
