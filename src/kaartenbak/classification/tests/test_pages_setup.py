"""The code tables of the classification on the pages of the setup."""

import pytest

from kaartenbak.classification.models import MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_company, make
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

ADDRESS = "https://example.com/?q=%1"


def test_a_web_source_shows_its_address_in_the_list_and_has_a_field_for_it():
    make(instance=WebSource(code="WEB", url=ADDRESS), by=SYSTEM)
    client = visitor(MANAGER)

    assert f'<td class="clip">{ADDRESS}</td>' in client.get("/setup/web-sources/").content.decode()
    assert f'name="url" value="{ADDRESS}"' in client.get("/setup/web-sources/WEB/").content.decode()


def test_a_web_source_with_an_address_that_is_not_safe_is_refused_on_its_field():
    answer = visitor(MANAGER).post("/setup/web-sources/", {"code": "BAD", "url": "javascript:alert(%1)"})

    assert answer.status_code == 422
    assert "is not an address on the web" in answer.content.decode()
    assert not WebSource.objects.exists()


def test_a_group_that_is_renamed_on_its_page_keeps_those_in_it():
    company, client = a_company("Zeta"), visitor(MANAGER)
    assign(contact=company, code=make(instance=MailingGroup(code="MOVE"), by=SYSTEM), by=EDITOR)

    client.post("/setup/mailing-groups/MOVE/", {"code": "VERHUIS", "description": "Verhuisbericht"})

    assert [row.name for row in client.get("/groups/mailing-groups/VERHUIS/").context["page"].rows] == [
        "Zeta"
    ]
    assert client.get("/groups/mailing-groups/MOVE/").status_code == 404


def test_a_group_that_is_replaced_hands_those_in_it_over_each_once():
    both, one, client = a_company("Beide"), a_company("Een"), visitor(MANAGER)
    old, new = (make(instance=MailingGroup(code=code), by=SYSTEM) for code in ("OLD", "NEW"))
    for contact, code in ((both, old), (both, new), (one, old)):
        assign(contact=contact, code=code, by=EDITOR)

    page = client.get("/setup/mailing-groups/OLD/removal/").content.decode()
    client.post("/setup/mailing-groups/OLD/removal/", {"replace_by": "NEW"})

    assert "2 × contacts" in page
    assert [row.name for row in client.get("/groups/mailing-groups/NEW/").context["page"].rows] == [
        "Beide",
        "Een",
    ]
    assert not MailingGroup.objects.filter(code="OLD").exists()


def test_the_overview_of_the_setup_names_the_tables():
    page = visitor(MANAGER).get("/setup/").content.decode()

    for title in (
        "Mailing groups",
        "Industry groups",
        "Business relations",
        "Job responsibilities",
        "Web sources",
    ):
        assert title in page
