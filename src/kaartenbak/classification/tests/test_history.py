"""What was given to a contact and taken away, told on its card."""

import pytest
from django.utils.translation import override

from kaartenbak.classification.models import ContactWebSource, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign, change_search_word, unassign
from kaartenbak.contacts.queries.past import happenings
from kaartenbak.setup.ops import delete_code
from kaartenbak.testing.builders import a_code, a_company
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api, visitor
from kaartenbak.testing.queries import queries_of

pytestmark = pytest.mark.django_db


def sentences(contact, language="en"):
    with override(language):
        return [each.sentence for each in happenings(contact.pk)]


def test_the_history_of_a_card_tells_its_groups_in_sentences():
    company, group = a_company(), a_code(MailingGroup, "NEWS", description="Newsletter")
    assign(contact=company, code=group, by=EDITOR)
    unassign(contact=company, code=group, by=EDITOR)

    assert sentences(company)[:2] == [
        "Eddy Editor removed mailing group NEWS (Newsletter)",
        "Eddy Editor added mailing group NEWS (Newsletter)",
    ]
    assert sentences(company, "nl")[0] == "Eddy Editor haalde mailinggroep NEWS (Newsletter) weg"


def test_the_history_tells_of_a_search_word_and_of_a_code_that_is_gone():
    company, source = a_company(), a_code(WebSource, "KBO")
    assign(contact=company, code=source, search_word="0123", by=EDITOR)
    change_search_word(assignment=ContactWebSource.objects.get(), search_word="0456", by=EDITOR)

    assert sentences(company)[:2] == [
        "Eddy Editor changed search word of web source KBO from 0123 to 0456",
        "Eddy Editor added web source KBO",
    ]
    unassign(contact=company, code=source, by=EDITOR)
    delete_code(row=WebSource.objects.get(), by=MANAGER)
    assert sentences(company)[:2] == [
        "Eddy Editor removed web source KBO",
        "Eddy Editor changed search word of web source KBO from 0123 to 0456",
    ]


def test_the_interface_tells_the_history_in_codes():
    company, group = a_company(), a_code(MailingGroup, "NEWS", description="Newsletter")
    assign(contact=company, code=group, by=EDITOR)

    item = api(READER).get(f"/contacts/{company.number}/history").body["items"][0]

    assert (item["field"], item["old"], item["new"]) == ("mailing_groups", None, "NEWS")


def test_the_pages_of_a_card_with_codes_open_today_and_as_it_was():
    company, group = a_company(), a_code(MailingGroup, "NEWS", description="Newsletter")
    assign(contact=company, code=group, by=EDITOR)
    browser = visitor(EDITOR)

    shown = browser.get(f"/contacts/{company.number}/history/lately/").content.decode()
    assert "NEWS (Newsletter)" in shown
    then = browser.get(f"/contacts/{company.number}/", {"as_of": company.created_at.isoformat()})
    assert company.name in then.content.decode()


def test_a_long_history_costs_as_many_queries_as_a_short_one():
    company = a_company()
    costs = []
    for code in ("A", "B", "C"):
        assign(contact=company, code=a_code(MailingGroup, code), by=EDITOR)
        costs.append(len(queries_of(lambda: happenings(company.pk))))

    assert costs[0] == costs[2]
