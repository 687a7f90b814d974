"""The page of a group: who is in it, and how one comes in and goes."""

import html
import re

import pytest
from django.test import Client

from kaartenbak.classification.models import (
    BusinessRelation,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    WebSource,
)
from kaartenbak.classification.ops.assign import assign, unassign
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Operation
from kaartenbak.search.models import SavedView
from kaartenbak.setup.models import OrganizationalLevel
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

PART = {"HX-Request": "true"}
MOVE = "/groups/mailing-groups/MOVE/"


def code(table: type, name: str, **values: str):
    return make(instance=table(code=name, **values), by=SYSTEM)


def a_group(*contacts: Contact) -> MailingGroup:
    group: MailingGroup = code(MailingGroup, "MOVE", description="Verhuisbericht")
    for contact in contacts:
        assign(contact=contact, code=group, by=EDITOR)
    return group


def names(client: Client, address: str = MOVE, **query: str) -> list[str]:
    return [row.name for row in client.get(address, query).context["page"].rows]


def add(client: Client, contact: str, address: str = MOVE):
    return client.post(f"{address}members/", {"contact": contact}, headers=PART)


def take_out(client: Client, contact: Contact, address: str = MOVE):
    return client.post(f"{address}members/", {"remove": contact.number}, headers=PART)


def test_a_group_lists_those_in_it_under_its_name_and_their_number():
    a_group(a_company("Zeta"), a_person("An Claes"))
    a_company("Andere")
    client = visitor(READER)

    page = client.get(MOVE).content.decode()

    assert names(client) == ["An Claes", "Zeta"]
    assert "<h1>Verhuisbericht</h1>" in page
    assert ">2 contacts</span>" in page
    assert 'id="member"' not in page


def test_the_list_of_a_group_is_narrowed_by_the_same_filters():
    a_group(a_company("Zeta", city="Gent"), a_company("Bakkerij", city="Aalst"), a_person("An Claes"))
    a_company("Andere", city="Gent")

    assert names(visitor(READER), city="Gent") == ["Zeta"]
    assert names(visitor(READER), q="bakkerij") == ["Bakkerij"]
    assert names(visitor(READER), kind="person") == ["An Claes"]


@pytest.mark.parametrize(
    ("slug", "table", "member"),
    [
        ("industry-groups", IndustryGroup, a_company),
        ("business-relations", BusinessRelation, a_company),
        ("job-responsibilities", JobResponsibility, a_person),
        ("organizational-levels", OrganizationalLevel, a_person),
    ],
)
def test_every_such_table_has_groups_that_contacts_come_into_and_leave(slug, table, member):
    code(table, "A")
    contact, client, address = member(), visitor(EDITOR), f"/groups/{slug}/A/"

    add(client, contact.number, address)
    inside = names(client, address)
    take_out(client, contact, address)

    assert (inside, names(client, address)) == ([contact.name], [])


def test_the_counts_of_the_setup_and_the_tags_of_the_card_lead_to_the_group():
    company = a_company()
    a_group(company)
    client = visitor(READER)

    assert f'<a href="{MOVE}">1</a>' in client.get("/setup/mailing-groups/").content.decode()
    assert f'href="{MOVE}"' in client.get(f"/contacts/{company.number}/").content.decode()


def test_a_contact_is_added_by_its_number_or_name_and_it_can_be_undone():
    a_group()
    company, client = a_company("Zeta"), visitor(EDITOR)

    answer = add(client, "zeta")

    assert "Zeta was added to Verhuisbericht." in answer.headers["HX-Trigger"]
    assert "contacts-changed" in answer.headers["HX-Trigger"]
    assert 'id="members" role="status" hx-swap-oob="true">1 contact</span>' in answer.content.decode()
    client.post(f"/history/{Operation.objects.latest('id').pk}/undo/")
    assert company.mailing_groups.count() == 0


def test_the_list_of_a_group_is_saved_as_a_view():
    a_group(a_company("Zeta", city="Gent"), a_person("An Claes", city="Aalst"))
    a_company("Andere", city="Gent")
    client = visitor(READER)
    (address,) = re.findall(r'href="(/views/new/[^"]+)"', client.get(f"{MOVE}?city=Gent").text)

    begun = client.get(html.unescape(address)).context["form"].initial
    client.post("/views/new/", begun | {"name": "Move in Ghent"})

    assert names(client, f"/views/{SavedView.objects.get().pk}/") == ["Zeta"]
    assert "/views/new/" not in client.get(f"{MOVE}?city=Gent&has_email=false&match=any").text


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("nobody", "no contact"),
        ("Zeta", "already has"),
        ("Beta", "may mean several"),
        ("\0", "Null"),
        ("x" * 300, "at most 200"),
    ],
)
def test_who_cannot_be_added_is_refused_where_it_was_typed(typed, told):
    a_group(a_company("Zeta"))
    a_company("Een Beta", city="Gent")
    a_company("Twee Beta", city="Aalst")

    answer = add(visitor(EDITOR), typed)

    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert Contact.objects.filter(mailing_groups__isnull=False).count() == 1


def test_a_person_does_not_come_into_an_industry():
    code(IndustryGroup, "A")
    person = a_person()

    answer = add(visitor(EDITOR), person.number, "/groups/industry-groups/A/")

    assert answer.status_code == 422
    assert person.industry_groups.count() == 0


def test_whom_somebody_else_took_out_already_is_shown_so():
    company = a_company("Zeta")
    group = a_group(company)
    unassign(contact=company, code=group, by=MANAGER)

    answer = take_out(visitor(EDITOR), company)

    assert answer.status_code == 200
    assert "does not have the mailing group MOVE" in answer.headers["HX-Trigger"]
    assert "contacts-changed" in answer.headers["HX-Trigger"]


def test_without_scripts_adding_leads_back_to_the_group():
    a_group()
    a_company("Zeta")
    client = visitor(EDITOR)

    assert client.post(f"{MOVE}members/", {"contact": "Zeta"})["Location"] == MOVE
    refused = client.post(f"{MOVE}members/", {"contact": "Nobody"})
    assert (refused.status_code, "<h1>Verhuisbericht</h1>" in refused.content.decode()) == (422, True)


def test_the_options_are_those_who_can_come_in_and_show_who_is_in():
    code(IndustryGroup, "A")
    inside, outside = a_company("Zeta Binnen"), a_company("Zeta Buiten", city="Gent")
    a_person("Zeta Persoon")
    assign(contact=inside, code=IndustryGroup.objects.get(), by=EDITOR)

    options = visitor(EDITOR).get("/groups/industry-groups/A/members/choices/?q=zeta").content.decode()

    assert f'class="taken" aria-disabled="true" data-value="{inside.number}"' in options
    assert f'<li role="option" data-value="{outside.number}"' in options
    assert "Persoon" not in options


def test_a_reader_changes_no_group():
    company = a_company()
    a_group(company)

    assert add(visitor(READER), company.number).status_code == 403
    assert take_out(visitor(READER), company).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/groups/nonsense/A/",
        "/groups/web-sources/A/",
        "/groups/mailing-groups/NOPE/",
        "/groups/territories/N/",
    ],
)
def test_what_is_no_group_is_not_found(address):
    code(WebSource, "A")

    assert visitor(READER).get(address).status_code == 404


def test_the_page_of_a_group_costs_the_same_queries_for_one_and_for_three():
    group, client = a_group(), visitor(EDITOR)

    def another() -> None:
        assign(contact=a_company(f"Zeta {Contact.objects.count()}"), code=group, by=EDITOR)

    assert_same_queries(lambda: client.get(MOVE), another)


def test_the_options_cost_the_same_queries_for_one_and_for_three():
    a_group()
    client = visitor(EDITOR)

    assert_same_queries(lambda: client.get(f"{MOVE}members/choices/?q=zeta"), lambda: a_company("Zeta"))
