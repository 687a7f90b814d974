"""One contact gets codes, and loses them."""

import pytest
from django.utils.translation import override

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import (
    ContactMailingGroup,
    ContactWebSource,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    WebSource,
)
from kaartenbak.classification.ops.assign import assign, change_search_word, create_and_assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused, Stale
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform, title
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER

pytestmark = pytest.mark.django_db


def groups_of(contact):
    return list(contact.mailing_groups.order_by("code__code").values_list("code__code", flat=True))


def test_a_contact_gets_a_mailing_group_and_its_card_counts_as_changed():
    company = a_company()

    assign(contact=company, code=a_code(MailingGroup, "NEWS"), by=EDITOR)

    changed = Contact.objects.get(pk=company.pk)
    assert (groups_of(company), changed.version) == (["NEWS"], company.version + 1)
    assert changed.modified_at > company.modified_at
    with override("en"):
        assert title(Operation.objects.latest("id")) == f"Added mailing group NEWS to {company}"


def test_the_same_code_cannot_be_given_twice():
    company, group = a_company(), a_code(MailingGroup, "NEWS")
    assign(contact=company, code=group, by=EDITOR)

    with pytest.raises(Refused) as refusal:
        assign(contact=company, code=group, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == ("assignment.exists", "code")
    with override("nl"):
        assert str(refusal.value) == f"{company} heeft de mailinggroep NEWS al."
    assert groups_of(company) == ["NEWS"]


@pytest.mark.parametrize(
    ("name", "make", "key"),
    [
        ("industry_groups", a_person, "contact.must_be_company"),
        ("business_relations", a_person, "contact.must_be_company"),
        ("web_sources", a_person, "contact.must_be_company"),
        ("job_responsibilities", a_company, "contact.must_be_person"),
    ],
)
def test_who_may_have_what(name, make, key):
    contact, grouping = make(), GROUPINGS[name]

    with pytest.raises(Refused) as refusal:
        assign(contact=contact, code=a_code(grouping.codes, "X"), by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == (key, "code")
    assert grouping.assignments.objects.count() == 0


def test_a_code_is_taken_away_and_comes_back_by_undo():
    company, group = a_company(), a_code(MailingGroup, "NEWS")
    assign(contact=company, code=group, by=EDITOR)

    unassign(contact=company, code=group, by=EDITOR)
    assert groups_of(company) == []

    undo(entry=Operation.objects.latest("id"), by=EDITOR)
    assert groups_of(company) == ["NEWS"]


def test_what_a_contact_does_not_have_cannot_be_taken_away():
    with pytest.raises(NotFound) as refusal:
        unassign(contact=a_company(), code=a_code(MailingGroup, "NEWS"), by=EDITOR)

    assert refusal.value.key == "assignment.not_found"


def test_who_may_only_look_cannot_assign_and_a_stale_card_is_refused():
    company, group = a_company(), a_code(MailingGroup, "NEWS")

    with pytest.raises(NotAllowed):
        assign(contact=company, code=group, by=READER)
    with pytest.raises(Stale):
        assign(contact=company, code=group, version=company.version + 1, by=EDITOR)

    assert ContactMailingGroup.objects.count() == 0


def test_a_contact_who_is_blocked_for_privacy_gets_a_mailing_group_with_a_word_about_it():
    person = a_person(privacy_blocked=True)

    outcome = perform(assign, contact=person, code=a_code(MailingGroup, "NEWS"), by=EDITOR)

    assert [warning.code for warning in outcome.warnings] == ["assignment.privacy_blocked"]
    assert groups_of(person) == ["NEWS"]


def test_a_web_source_has_a_search_word_that_can_be_changed():
    company, source = a_company(), a_code(WebSource, "KBO")
    assign(contact=company, code=source, search_word=" 0123.456.789 ", by=EDITOR)
    given = ContactWebSource.objects.get()
    assert given.search_word == "0123.456.789"

    change_search_word(assignment=given, search_word="0987.654.321", by=EDITOR)

    assert ContactWebSource.objects.get().search_word == "0987.654.321"


@pytest.mark.parametrize(
    ("table", "word", "key"),
    [
        (WebSource, "x" * 31, "value.too_long"),
        (WebSource, "a\0b", "value.control"),
        (IndustryGroup, "x", "field.unknown"),
    ],
)
def test_a_search_word_that_does_not_fit_is_refused(table, word, key):
    with pytest.raises(Refused) as refusal:
        assign(contact=a_company(), code=a_code(table, "X"), search_word=word, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == (key, "search_word")
    assert ContactWebSource.objects.count() == 0


def test_a_new_code_is_made_and_given_at_once_by_who_may_change_the_setup():
    person = a_person()

    create_and_assign(contact=person, table=JobResponsibility, code="hr", description="Personnel", by=MANAGER)

    given = person.job_responsibilities.get()
    assert (given.code.code, given.code.description) == ("HR", "Personnel")
    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert JobResponsibility.objects.count() == person.job_responsibilities.count() == 0


def test_a_new_code_is_not_made_by_who_may_not_nor_for_a_contact_who_cannot_have_it():
    with pytest.raises(NotAllowed):
        create_and_assign(contact=a_person(), table=JobResponsibility, code="HR", by=EDITOR)
    with pytest.raises(Refused) as refusal:
        create_and_assign(contact=a_company(), table=JobResponsibility, code="HR", by=MANAGER)

    assert refusal.value.key == "contact.must_be_person"
    assert JobResponsibility.objects.count() == 0


def test_what_a_contact_has_goes_with_it_and_comes_back_with_it():
    company = a_company()
    assign(contact=company, code=a_code(MailingGroup, "NEWS"), by=EDITOR)
    assign(contact=company, code=a_code(WebSource, "KBO"), search_word="0123", by=EDITOR)

    delete_contact(contact=company, by=EDITOR)
    assert ContactMailingGroup.objects.count() == ContactWebSource.objects.count() == 0

    undo(entry=Operation.objects.latest("id"), by=EDITOR)
    assert (groups_of(company), company.web_sources.get().search_word) == (["NEWS"], "0123")
