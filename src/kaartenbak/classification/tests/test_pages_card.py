"""The codes of a contact on its card."""

import pytest
from django.test import Client

from kaartenbak.classification import models
from kaartenbak.classification.models import MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign, create_and_assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Change, Operation
from kaartenbak.testing.builders import a_company, a_person, a_setup, make
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api, visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}


def code(table: type, name: str, **values: str):
    return make(instance=table(code=name, **values), by=SYSTEM)


def page_of(contact: Contact, client: Client, **query: str) -> str:
    return client.get(f"/contacts/{contact.number}/", query).content.decode()


def give(client: Client, contact: Contact, slug: str, typed: str, **more: str):
    return client.post(f"/contacts/{contact.number}/codes/{slug}/", {"code": typed, **more}, headers=PART)


def section(page: str, slug: str) -> str:
    """The part of a page that shows one grouping."""
    return page.split(f'<div class="facet-shown" id="{slug}">')[1].split("</div>\n</div>", maxsplit=1)[0]


def test_each_code_shows_with_its_description_and_their_number():
    company = a_company()
    assign(contact=company, code=code(MailingGroup, "MOVE", description="Verhuisbericht"), by=EDITOR)
    assign(contact=company, code=code(MailingGroup, "LONG", description="x" * 100), by=EDITOR)

    shown = section(page_of(company, visitor(READER)), "mailing-groups")

    assert 'Mailing groups <span class="count">2</span>' in shown
    assert "x" * 100 in shown
    assert shown.index("LONG") < shown.index("MOVE")


@pytest.mark.parametrize(
    ("make_contact", "offered"),
    [
        (a_company, {"mailing_groups", "industry_groups", "business_relations", "web_sources"}),
        (a_person, {"mailing_groups", "job_responsibilities"}),
    ],
)
def test_the_card_offers_what_contacts_of_its_type_can_have(make_contact, offered):
    page = page_of(make_contact(), visitor(EDITOR))

    assert {name for name in models_of() if f'id="{name.replace("_", "-")}-add"' in page} == offered


def models_of() -> tuple[str, ...]:
    return ("mailing_groups", "industry_groups", "business_relations", "job_responsibilities", "web_sources")


def test_a_person_shows_the_industry_and_relations_of_the_employer():
    company = a_company("Zeta")
    assign(contact=company, code=code(models.IndustryGroup, "PRINT", description="Drukkerijen"), by=EDITOR)

    shown = section(page_of(a_person(company=company), visitor(EDITOR)), "industry-groups")

    assert 'Industry groups <span class="count">1</span>' in shown
    assert "Drukkerijen" in shown
    assert ">Zeta</a>" in shown
    assert "data-remove" not in shown


def test_a_reader_sees_no_way_to_change_the_codes():
    company = a_company()
    assign(contact=company, code=code(MailingGroup, "MOVE"), by=EDITOR)
    client = visitor(READER)

    assert "hx-post" not in page_of(company, client)
    assert give(client, company, "mailing-groups", "MOVE").status_code == 403


def test_a_code_is_given_and_can_be_taken_back():
    company, client = a_company(), visitor(EDITOR)
    code(MailingGroup, "MOVE", description="Verhuisbericht")

    answer = give(client, company, "mailing-groups", "move")
    shown = answer.content.decode()

    assert shown.startswith('<form class="facet-add"')
    assert 'hx-swap-oob="true" id="mailing-groups"' in shown
    assert "Mailing group MOVE was added." in answer.headers["HX-Trigger"]
    client.post(f"/history/{Operation.objects.latest('id').pk}/undo/")
    assert company.mailing_groups.count() == 0


def test_a_description_says_as_well_which_code_is_meant():
    company = a_company()
    code(MailingGroup, "MOVE", description="Verhuisbericht")

    give(visitor(EDITOR), company, "mailing-groups", "verhuisbericht")

    assert [each.code.code for each in company.mailing_groups.all()] == ["MOVE"]


def test_what_a_contact_has_already_is_refused_where_it_was_typed():
    company, client = a_company(), visitor(EDITOR)
    assign(contact=company, code=code(MailingGroup, "MOVE"), by=MANAGER)

    answer = give(client, company, "mailing-groups", "MOVE")

    assert answer.status_code == 422
    assert "already has the mailing group MOVE" in answer.content.decode()
    assert 'hx-swap-oob="true" id="mailing-groups"' in answer.content.decode()
    assert company.mailing_groups.count() == 1


def test_without_scripts_the_forms_lead_back_to_the_card():
    company, client = a_company(), visitor(EDITOR)
    code(MailingGroup, "MOVE")
    address = f"/contacts/{company.number}/codes/mailing-groups/"

    assert client.post(address, {"code": "MOVE"})["Location"] == f"/contacts/{company.number}/"
    assert client.post(address, {"remove": "MOVE"})["Location"] == f"/contacts/{company.number}/"
    assert company.mailing_groups.count() == 0
    asked = client.post(address, {"code": "NOPE"})
    assert (asked.status_code, "<h1>Add a mailing group</h1>" in asked.content.decode()) == (422, True)


def test_the_forms_carry_what_guards_them_against_forgery():
    company = a_company()
    code(MailingGroup, "MOVE")
    client = Client(enforce_csrf_checks=True)
    client.cookies = visitor(EDITOR).cookies
    page = page_of(company, client)
    token = page.split('id="mailing-groups-add"')[1].split('csrfmiddlewaretoken" value="')[1].split('"')[0]
    address = f"/contacts/{company.number}/codes/mailing-groups/"

    client.post(address, {"code": "MOVE", "csrfmiddlewaretoken": token})

    assert company.mailing_groups.count() == 1


def test_a_code_that_somebody_else_took_away_is_shown_so():
    company, client = a_company(), visitor(EDITOR)
    group = code(MailingGroup, "MOVE")
    assign(contact=company, code=group, by=MANAGER)
    unassign(contact=company, code=group, by=MANAGER)

    answer = client.post(
        f"/contacts/{company.number}/codes/mailing-groups/", {"remove": "MOVE"}, headers=PART
    )

    assert answer.status_code == 200
    assert "does not have the mailing group MOVE" in answer.headers["HX-Trigger"]
    assert 'hx-swap-oob="true" id="mailing-groups"' in answer.content.decode()


def test_the_options_show_what_the_contact_has_and_offer_a_new_code_to_whoever_may_make_it():
    company = a_company()
    assign(contact=company, code=code(MailingGroup, "MOVE", description="Verhuisbericht"), by=EDITOR)
    code(MailingGroup, "MOVIE", description="Film")
    address = f"/contacts/{company.number}/codes/mailing-groups/choices/?q=mov"

    options = visitor(MANAGER).get(address).content.decode()

    assert 'class="taken" aria-disabled="true" data-value="MOVE"' in options
    assert '<li role="option" data-value="MOVIE"' in options
    assert "Add “mov” as a new mailing group" in options
    assert "as a new" not in visitor(EDITOR).get(address).content.decode()


def test_a_relation_that_comes_by_linking_is_not_offered():
    a_setup(relation_customer="CUST")
    company = a_company()
    code(models.BusinessRelation, "CUST")

    options = visitor(EDITOR).get(f"/contacts/{company.number}/codes/business-relations/choices/").content

    assert options.strip() == b""


def test_a_new_code_is_asked_about_and_made_together_with_its_assignment():
    company, client = a_company(), visitor(MANAGER)

    asked = give(client, company, "mailing-groups", "xmas").content.decode()
    give(client, company, "mailing-groups", "xmas", new="1", description="Kerstkaarten")

    assert 'name="code" value="XMAS"' in asked
    assert [each.code.description for each in company.mailing_groups.all()] == ["Kerstkaarten"]
    entry = Operation.objects.latest("id")
    assert entry.kind == "classification.create_and_assign"
    client.post(f"/history/{entry.pk}/undo/")
    assert (MailingGroup.objects.count(), company.mailing_groups.count()) == (0, 0)


@pytest.mark.parametrize("typed", ["Kerstkaarten 2026 voor iedereen", "a/b", "é" * 40])
def test_what_cannot_be_a_code_becomes_the_description_of_a_new_one(typed):
    asked = give(visitor(MANAGER), a_company(), "mailing-groups", typed).content.decode()

    assert f'name="description" value="{typed}"' in asked


@pytest.mark.parametrize("typed", ["\0", "x" * 5000, "<script>alert(1)</script>", "🎄", "../.."])
def test_bad_input_is_answered_and_stores_nothing(typed):
    company, client = a_company(), visitor(EDITOR)

    answer = give(client, company, "mailing-groups", typed)
    removal = client.post(
        f"/contacts/{company.number}/codes/mailing-groups/", {"remove": typed}, headers=PART
    )
    options = client.get(f"/contacts/{company.number}/codes/mailing-groups/choices/", {"q": typed})

    assert (answer.status_code, removal.status_code, options.status_code) == (422, 200, 200)
    assert "<script>alert" not in answer.content.decode() + removal.content.decode()
    assert company.mailing_groups.count() == 0


def test_an_address_that_names_no_grouping_is_not_found():
    assert give(visitor(EDITOR), a_company(), "nonsense", "X").status_code == 404


def test_a_web_source_opens_with_the_search_word_and_nothing_else_opens():
    company, client = a_company("De Smet & Zn"), visitor(EDITOR)
    code(WebSource, "WEB", url="https://example.com/?q=%1")
    code(WebSource, "NONE")
    make(instance=WebSource(code="BAD", url="javascript:alert(%1)"), by=SYSTEM)
    for each in ("WEB", "NONE", "BAD"):
        give(client, company, "web-sources", each)

    shown = page_of(company, client)

    assert (
        'href="https://example.com/?q=De%20Smet%20%26%20Zn" target="_blank" rel="noopener noreferrer"'
        in shown
    )
    assert "javascript:" not in shown
    assert [each.search_word for each in company.web_sources.all()] == ["De Smet & Zn"] * 3


def test_a_search_word_is_edited_in_place():
    company, client = a_company("Zeta"), visitor(EDITOR)
    code(WebSource, "WEB", url="https://example.com/?q=%1")
    give(client, company, "web-sources", "WEB")
    address = f"/contacts/{company.number}/codes/web-sources/WEB/search-word/"

    form = client.get(address, headers=PART).content.decode()
    refused = client.post(address, {"search_word": "x" * 31}, headers=PART)
    answer = client.post(address, {"search_word": "Zeta België"}, headers=PART).content.decode()

    assert 'value="Zeta"' in form
    assert refused.status_code == 422
    assert "Zeta%20Belgi%C3%AB" in answer
    assert "<h1>WEB</h1>" in client.get(address).content.decode()


def test_the_history_of_the_card_tells_of_its_codes():
    company, client = a_company(), visitor(EDITOR)
    code(WebSource, "WEB", url="https://example.com/?q=%1")
    give(client, company, "web-sources", "WEB")
    client.post(f"/contacts/{company.number}/codes/web-sources/WEB/search-word/", {"search_word": "Zeta"})
    client.post(f"/contacts/{company.number}/codes/web-sources/", {"remove": "WEB"})

    page = client.get(f"/contacts/{company.number}/history/lately/").content.decode()
    fields = [each["field"] for each in api(READER).get(f"/contacts/{company.number}/history").body["items"]]

    assert "Eddy Editor added web source WEB" in page
    assert f"Eddy Editor changed search word of web source WEB from {company.name} to Zeta" in page
    assert "Eddy Editor removed web source WEB" in page
    assert fields[:3] == ["web_sources", "web_sources.search_word", "web_sources"]


def test_the_card_as_it_was_shows_the_codes_of_then():
    company = a_company()
    person = a_person(company=company)
    group, industry = code(MailingGroup, "MOVE"), code(models.IndustryGroup, "PRINT")
    assign(contact=person, code=group, by=EDITOR)
    assign(contact=company, code=industry, by=EDITOR)
    then = Change.objects.latest("id").at.isoformat()
    unassign(contact=person, code=group, by=EDITOR)
    unassign(contact=company, code=industry, by=EDITOR)
    client = visitor(EDITOR)

    was, now = page_of(person, client, as_of=then), page_of(person, client)

    assert "MOVE" in section(was, "mailing-groups")
    assert "PRINT" in section(was, "industry-groups")
    assert "hx-post" not in was
    assert "MOVE" not in section(now, "mailing-groups")


def test_the_card_costs_the_same_queries_for_one_code_and_for_three():
    company, client = a_company(), visitor(EDITOR)

    def add() -> None:
        name = f"C{MailingGroup.objects.count()}"
        create_and_assign(contact=company, table=MailingGroup, code=name, by=MANAGER)

    assert_same_queries(lambda: client.get(f"/contacts/{company.number}/"), add)


def test_of_very_many_codes_the_first_are_shown_and_the_rest_on_demand():
    company, client = a_company(), visitor(EDITOR)
    for number in range(13):
        create_and_assign(contact=company, table=MailingGroup, code=f"C{number:02}", by=MANAGER)

    few = section(page_of(company, client), "mailing-groups")
    every = section(page_of(company, client, all=""), "mailing-groups")

    assert (few.count("data-remove"), '<span class="count">13</span>' in few) == (10, True)
    assert f'href="/contacts/{company.number}/?all=#mailing-groups"' in few
    assert ">3 more</a>" in few
    assert (every.count("data-remove"), "data-more" in every) == (13, False)


def test_a_code_that_was_just_given_is_seen_however_many_there_are():
    company, client = a_company(), visitor(EDITOR)
    for number in range(12):
        create_and_assign(contact=company, table=MailingGroup, code=f"C{number:02}", by=MANAGER)
    code(MailingGroup, "XMAS")

    shown = give(client, company, "mailing-groups", "xmas").content.decode()

    assert shown.count("data-remove") == 13
