"""Many contacts get codes at once, and lose them: one operation, one undo."""

import pytest

from kaartenbak.classification.models import (
    BusinessRelation,
    ContactMailingGroup,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
)
from kaartenbak.classification.ops import bulk
from kaartenbak.classification.ops.assign import assign
from kaartenbak.classification.ops.bulk import assign_many, change_members, unassign_many
from kaartenbak.classification.queries import plan_assign, plan_unassign
from kaartenbak.classification.rules.plan import Plan, Removal
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.jobs.progress import heard_by
from kaartenbak.setup.ops import delete_code
from kaartenbak.testing.builders import a_code, a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def companies(number):
    return [a_company(f"Bedrijf {i}") for i in range(number)]


def keys(contacts):
    return [each.pk for each in contacts]


def test_forty_contacts_get_two_groups_and_one_undo_takes_all_of_it_back():
    codes, contacts = [a_code(MailingGroup, "MOVE"), a_code(MailingGroup, "NEWS")], companies(40)
    assign(contact=contacts[0], code=codes[0], by=EDITOR)
    former = Operation.objects.count()

    done = assign_many(contacts=keys(contacts), codes=codes, by=EDITOR)

    entry = Operation.objects.latest("id")
    assert (done.added, done.already, done.skipped, done.operation) == (79, 1, [], entry.pk)
    assert (Operation.objects.count(), entry.contacts) == (former + 1, 40)
    undo(entry=entry, by=EDITOR)
    assert list(ContactMailingGroup.objects.values_list("contact", flat=True)) == [contacts[0].pk]


def test_what_is_done_is_what_the_plan_said():
    group, blocked = a_code(MailingGroup, "NEWS"), a_person("Jan Claes", privacy_blocked=True)
    contacts = [*companies(2), a_person()]
    assign(contact=contacts[0], code=group, by=EDITOR)

    plan = plan_assign(contacts=Contact.objects.all(), codes=[group])
    done = assign_many(contacts=Contact.objects.all(), codes=[group], by=EDITOR)

    assert plan == Plan(4, 2, 1, {"contact.privacy_blocked": 1})
    assert (done.added, done.already, done.reasons) == (2, 1, {"contact.privacy_blocked": 1})
    assert done.skipped == [(blocked.pk, "contact.privacy_blocked")]
    assert blocked.mailing_groups.count() == 0


@pytest.mark.parametrize(
    ("table", "reason", "taker"),
    [
        (IndustryGroup, "contact.must_be_company", "company"),
        (JobResponsibility, "contact.must_be_person", "person"),
    ],
)
def test_who_cannot_have_a_code_is_skipped_with_the_reason(table, reason, taker):
    contacts = {"company": a_company(), "person": a_person(privacy_blocked=True)}
    code = a_code(table, "X")

    plan = plan_assign(contacts=Contact.objects.all(), codes=[code])
    done = assign_many(contacts=Contact.objects.all(), codes=[code], by=EDITOR)

    assert (plan.added, plan.skipped) == (1, {reason: 1})
    assert (done.added, done.reasons) == (1, {reason: 1})
    assert list(code.assignments.values_list("contact", flat=True)) == [contacts[taker].pk]


def test_codes_are_taken_away_from_who_has_them():
    group, contacts = a_code(MailingGroup, "NEWS"), companies(3)
    assign_many(contacts=keys(contacts[:2]), codes=[group], by=EDITOR)

    assert plan_unassign(contacts=keys(contacts), codes=[group]) == Removal(3, 2, 1)
    done = unassign_many(contacts=keys(contacts), codes=[group], by=EDITOR)

    assert (done.removed, done.absent, ContactMailingGroup.objects.count()) == (2, 1, 0)
    undo(entry=Operation.objects.latest("id"), by=EDITOR)
    assert ContactMailingGroup.objects.count() == 2


def test_some_come_and_others_go_as_one_operation():
    group, contacts = a_code(MailingGroup, "NEWS"), companies(3)
    assign(contact=contacts[0], code=group, by=EDITOR)

    done = change_members(code=group, add=keys(contacts[1:]), remove=keys(contacts[:1]), by=EDITOR)

    assert (done.added, done.removed) == (2, 1)
    assert sorted(group.assignments.values_list("contact", flat=True)) == keys(contacts[1:])
    undo(entry=Operation.objects.latest("id"), by=EDITOR)
    assert list(group.assignments.values_list("contact", flat=True)) == keys(contacts[:1])


def test_it_works_in_blocks_and_tells_how_far_it_is(monkeypatch):
    monkeypatch.setattr(bulk, "CONTACTS_PER_BLOCK", 2)
    group, contacts, heard = a_code(MailingGroup, "NEWS"), companies(5), []

    with heard_by(lambda done, total, message: heard.append((done, total))):
        done = assign_many(contacts=keys(contacts), codes=[group], by=EDITOR)

    entry = Operation.objects.latest("id")
    assert (heard, done.added, entry.contacts) == ([(2, 5), (4, 5), (5, 5)], 5, 5)
    assert entry.facts == {"table": "classification.mailinggroup", "code": "NEWS", "added": 5, "removed": 0}


def test_relations_of_many_companies_reach_their_people():
    company = a_company()
    person, relation = a_person(company=company.number), a_code(BusinessRelation, "BANK")

    done = assign_many(contacts=Contact.objects.all(), codes=[relation], by=EDITOR)
    assert (done.added, done.reasons) == (1, {"contact.must_be_company": 1})
    assert Contact.objects.get(pk=person.pk).business_relation == "other"

    unassign_many(contacts=[company.pk], codes=[relation], by=EDITOR)
    assert Contact.objects.get(pk=person.pk).business_relation == "none"


def test_a_relation_kept_for_links_no_code_and_a_code_that_is_gone_are_refused():
    company, relation, group = a_company(), a_code(BusinessRelation, "CUST"), a_code(MailingGroup, "NEWS")
    a_setup(relation_customer="CUST")
    delete_code(row=MailingGroup.objects.get(), by=MANAGER)

    for codes, key in (([relation], "relation.reserved_code"), ([], "value.required")):
        with pytest.raises(Refused) as refusal:
            assign_many(contacts=[company.pk], codes=codes, by=EDITOR)
        assert refusal.value.key == key
    with pytest.raises(NotFound):
        assign_many(contacts=[company.pk], codes=[group], by=EDITOR)

    assert company.business_relations.count() == ContactMailingGroup.objects.count() == 0


def test_who_may_only_look_assigns_nothing():
    with pytest.raises(NotAllowed):
        assign_many(contacts=[a_company().pk], codes=[a_code(MailingGroup, "NEWS")], by=READER)

    assert ContactMailingGroup.objects.count() == 0


def test_many_cost_as_many_statements_as_one():
    group, names = a_code(MailingGroup, "NEWS"), iter(range(100))

    assert_same_queries(
        lambda: change_members(
            code=group, add=Contact.objects.all(), remove=Contact.objects.all(), by=EDITOR
        ),
        lambda: a_company(f"Bedrijf {next(names)}"),
    )
