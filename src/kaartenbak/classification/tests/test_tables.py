"""The code tables of the classification: the machinery of the setup with rows of assignments."""

import pytest

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import BusinessRelation, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.setup.ops import change_code, delete_code
from kaartenbak.setup.queries import the_setup
from kaartenbak.testing.builders import a_code, a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.clients import api, visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def who_can_have(grouping):
    return a_person() if grouping.rule.only_for == "person" else a_company()


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
def test_a_code_in_use_is_counted_and_stays_until_another_takes_its_place(grouping):
    contact, row = who_can_have(grouping), a_code(grouping.codes, "OLD")
    assign(contact=contact, code=row, by=EDITOR)
    heir, program = a_code(grouping.codes, "NEW"), api(MANAGER)

    refused = program.delete(f"/{grouping.slug}/OLD")
    assert (refused.status, refused.code) == (409, "code.in_use")
    assert program.get(f"/{grouping.slug}/OLD").body["contacts"] == 1

    assert program.delete(f"/{grouping.slug}/OLD?replace_by=NEW").status == 204
    assert list(grouping.assignments.objects.values_list("contact", "code")) == [(contact.pk, heir.pk)]


def test_who_has_both_codes_has_the_heir_once():
    company, other = a_company(), a_company("Bakkerij")
    old, new = a_code(MailingGroup, "OLD"), a_code(MailingGroup, "NEW")
    for contact, group in ((company, old), (company, new), (other, old)):
        assign(contact=contact, code=group, by=EDITOR)

    delete_code(row=old, replace_by=new, by=MANAGER)

    assert sorted(new.assignments.values_list("contact", flat=True)) == [company.pk, other.pk]
    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert (old.assignments.count(), new.assignments.count()) == (2, 1)


def test_a_renamed_relation_is_renamed_in_the_setup_and_cannot_go_while_the_setup_names_it():
    relation = a_code(BusinessRelation, "CUST")
    a_setup(relation_customer="CUST")

    change_code(row=relation, code="KLANT", by=MANAGER)
    assert the_setup().relation_customer == "KLANT"

    with pytest.raises(Refused) as refusal:
        delete_code(row=BusinessRelation.objects.get(), by=MANAGER)
    assert refusal.value.key == "code.in_use"


def test_a_relation_that_the_setup_keeps_for_links_is_not_given_by_hand():
    company, relation = a_company(), a_code(BusinessRelation, "CUST")
    a_setup(relation_customer="CUST")

    with pytest.raises(Refused) as refusal:
        assign(contact=company, code=relation, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == ("relation.reserved_code", "code")


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
def test_each_table_has_a_page_that_counts_its_contacts(grouping):
    assign(contact=who_can_have(grouping), code=a_code(grouping.codes, "ZQ1"), by=EDITOR)

    shown = visitor(MANAGER).get(f"/setup/{grouping.slug}/").content.decode()

    listed = "/?web_source=ZQ1" if grouping.takes_search_word else f"/groups/{grouping.slug}/ZQ1/"
    assert f'<a href="{listed}">1</a>' in shown


def test_the_page_of_codes_costs_the_same_for_many():
    browser, contact = visitor(MANAGER), a_company()
    codes = iter(range(100, 200))

    def add():
        assign(contact=contact, code=a_code(MailingGroup, f"G{next(codes)}"), by=EDITOR)

    assert_same_queries(lambda: browser.get("/setup/mailing-groups/"), add)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "ftp://kbo.example", "data:text/html,x", "//kbo.example", "kbo.example", "https://", "http://[",
        "https://kbo .example/", "%1", "mailto:an@example.com", "https:\\\\kbo.example", "JAVASCRIPT://x/%0Aalert(1)",
    ],
)  # fmt: skip
def test_a_web_source_opens_pages_of_the_web_only(url):
    answer = api(MANAGER).post("/web-sources", {"code": "X", "url": url})

    assert (answer.status, answer.errors) == (422, [("web_source.address", "url")])
    assert WebSource.objects.count() == 0
