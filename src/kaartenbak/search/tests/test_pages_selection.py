"""What is done to the selected contacts of the list, through the pages."""

import json
import re
from typing import Any

import pytest
from django.test import Client

from kaartenbak.classification.models import (
    BusinessRelation,
    ContactMailingGroup,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
)
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Operation
from kaartenbak.setup.models import OrganizationalLevel, Territory
from kaartenbak.testing.builders import a_company, a_language, a_person, a_setup, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def codes() -> None:
    make(instance=MailingGroup(code="MOVE", description="Verhuizing"), by=SYSTEM)
    make(instance=Territory(code="S", description="Zuid"), by=SYSTEM)


def act(client: Client, action: str, step: str = "", *, headers: Any = None, **sent: Any) -> Any:
    """One step of an action; without scripts, unless `headers` say otherwise."""
    return client.post("/selection/", {"action": action, "step": step} | sent, headers=headers or {})


def previewed(answer: Any) -> list[tuple[str, int]]:
    """The lines of a preview."""
    return [(str(line.text), line.count) for line in answer.context["lines"]]


def numbers(*contacts: Contact) -> str:
    return "\n".join(contact.number for contact in contacts)


def members() -> set[str]:
    return set(ContactMailingGroup.objects.values_list("contact__name", flat=True))


def test_a_group_is_previewed_given_and_taken_back_by_one_undo():
    one, two, blocked = a_company("Alfa"), a_person("An"), a_person("Bo", privacy_blocked=True)
    client = visitor(EDITOR)
    act(client, "add-mailing-groups", "do", code="MOVE", numbers=numbers(one))
    chosen = numbers(one, two, blocked)

    seen = act(client, "add-mailing-groups", "preview", code="move", numbers=chosen)
    before = members()
    answer = act(client, "add-mailing-groups", "do", code="MOVE", numbers=chosen)

    assert previewed(seen) == [
        ("Will be added", 1),
        ("Have it already", 1),
        ("Skipped: blocked for privacy", 1),
    ]
    assert (before, members()) == ({"Alfa"}, {"Alfa", "An"})
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Verhuizing: added to 1 contact. 1 contact was skipped." in page
    (undo,) = re.findall(r'action="(/history/\d+/undo/)"', page)
    client.post(undo)
    assert members() == {"Alfa"}


def test_a_group_is_taken_away_from_those_who_have_it():
    one, two = a_company("Alfa"), a_person("An")
    client = visitor(EDITOR)
    act(client, "add-mailing-groups", "do", code="MOVE", numbers=numbers(one))

    seen = act(client, "remove-mailing-groups", "preview", code="MOVE", numbers=numbers(one, two))
    act(client, "remove-mailing-groups", "do", code="MOVE", numbers=numbers(one, two))

    assert previewed(seen) == [("Will be taken away", 1), ("Do not have it", 1)]
    assert members() == set()


@pytest.mark.parametrize(
    ("action", "model", "skipped"),
    [
        ("add-industry-groups", IndustryGroup, "Skipped: persons, since only companies can have it"),
        ("add-business-relations", BusinessRelation, "Skipped: persons, since only companies can have it"),
        ("add-job-responsibilities", JobResponsibility, "Skipped: companies, since only persons can have it"),
        (
            "change-organizational-levels",
            OrganizationalLevel,
            "Skipped: companies, since only persons can have it",
        ),
    ],
)
def test_who_cannot_have_a_code_is_skipped_and_told_why(action, model, skipped):
    code = make(instance=model(code="X"), by=SYSTEM)
    chosen = numbers(a_company("Alfa"), a_person("An"))
    client = visitor(EDITOR)

    seen = act(client, action, "preview", code=code.code, numbers=chosen)
    act(client, action, "do", code=code.code, numbers=chosen)

    assert [count for _text, count in previewed(seen)] == [1, 1]
    assert previewed(seen)[1][0] == skipped
    assert Operation.objects.latest("pk").contacts == 1


def test_a_field_is_set_for_many_and_cleared_again():
    a_language("NLB")
    chosen = numbers(a_company("Alfa", language="NLB"), a_person("An"))
    client = visitor(EDITOR)

    seen = act(client, "change-languages", "preview", code="NLB", numbers=chosen)
    act(client, "change-territories", "do", code="S", numbers=chosen)
    act(client, "change-languages", "do", code="", numbers=chosen)

    assert previewed(seen) == [("Will be changed", 1), ("Have it already", 1)]
    assert set(Contact.objects.values_list("territory__code", flat=True)) == {"S"}
    assert not Contact.objects.exclude(language=None).exists()


def test_all_that_match_the_filters_are_taken_but_those_that_were_left_out():
    for name in ("Alfa", "Beta", "Gamma"):
        a_company(name, territory="S")
    other = a_company("Zeta")
    left_out = Contact.objects.get(name="Beta")

    act(
        visitor(EDITOR),
        "add-mailing-groups",
        "do",
        code="MOVE",
        everything="yes",
        query="territory=S",
        numbers=numbers(left_out, other),
    )

    assert members() == {"Alfa", "Gamma"}


def test_without_scripts_the_boxes_are_sent_as_they_are():
    contacts = [a_company(name) for name in ("Alfa", "Beta", "Gamma")]
    client = visitor(EDITOR)
    page = client.get("/").content.decode()
    boxes = re.findall(r'form="selection" name="number" value="(\w+)"', page)

    answer = act(client, "add-mailing-groups", number=[contacts[0].number, contacts[2].number])

    assert boxes == [contact.number for contact in contacts]
    assert "2 contacts are selected." in answer.content.decode()
    everything = act(client, "add-mailing-groups", number=boxes[:1], everything="yes", query="")
    assert "3 contacts are selected." in everything.content.decode()


def test_under_htmx_the_steps_are_a_dialog_that_closes_with_a_confirmation():
    contact = a_company("Alfa")
    client = visitor(EDITOR)

    asked = act(client, "add-mailing-groups", numbers=contact.number, headers=HTMX)
    done = act(client, "add-mailing-groups", "do", code="MOVE", numbers=contact.number, headers=HTMX)

    assert 'data-combobox="/setup/choices/mailing-groups/"' in asked.content.decode()
    assert "<html" not in asked.content.decode()
    events = json.loads(done.headers["HX-Trigger"])
    assert events["kaartenbak:toasts"]["toasts"][0]["text"] == "Verhuizing: added to 1 contact."
    assert {"kaartenbak:selection-done", "contacts-changed", "kaartenbak:close-dialog"} <= events.keys()


@pytest.mark.parametrize("code", ["", "NONE", "\x00", "😀", "<script>", "x" * 5000])
@pytest.mark.parametrize("step", ["preview", "do"])
def test_a_code_that_is_none_is_refused_and_nothing_is_stored(code, step):
    contact, client = a_company("Alfa"), visitor(EDITOR)
    before = Operation.objects.count()

    answer = act(client, "add-mailing-groups", step, code=code, numbers=contact.number)

    assert answer.status_code == 422
    assert answer.context["form"].errors["code"]
    assert Operation.objects.count() == before


@pytest.mark.parametrize(
    "sent",
    [
        {"action": "add-mailing-groups"},
        {"action": "nonsense", "numbers": "CT000001"},
        {"action": "add-mailing-groups", "numbers": "\x00\n \n" + "x" * 50},
        {"action": "add-mailing-groups", "numbers": "\n".join(f"CT{n}" for n in range(10_001))},
    ],
)
def test_nothing_selected_too_much_or_no_such_action_is_said(sent):
    client = visitor(EDITOR)
    a_company("Alfa")

    answer = client.post("/selection/", sent | {"step": "do", "code": "MOVE"}, headers=HTMX)

    assert answer.status_code == 204
    assert (
        "select" in json.loads(answer.headers["HX-Trigger"])["kaartenbak:toasts"]["toasts"][0]["text"].lower()
    )
    assert members() == set()


def test_contacts_that_are_gone_change_nothing():
    contact = a_company("Alfa")
    answer = act(
        visitor(EDITOR), "add-mailing-groups", "preview", code="MOVE", numbers=f"{contact.number}\nCT9"
    )

    assert previewed(answer) == [("Will be added", 1)]


def test_a_relation_that_is_kept_for_links_is_refused():
    relation = make(instance=BusinessRelation(code="CUST"), by=SYSTEM)
    a_setup(relation_customer="CUST")
    contact = a_company("Alfa")

    answer = act(
        visitor(EDITOR), "add-business-relations", "preview", code=relation.code, numbers=contact.number
    )

    assert answer.status_code == 422
    assert "CUST" in str(answer.context["form"].errors["code"])


@pytest.mark.parametrize(("found", "offered"), [(50, False), (51, True)])
def test_all_that_match_a_search_are_offered_when_the_best_are_not_all(found, offered):
    for number in range(found):
        a_company(f"Firma {number}")
    client = visitor(EDITOR)

    page = client.get("/?q=firma").text
    asked = act(client, "add-mailing-groups", everything="yes", query="q=firma")

    assert ("data-pick-everything" in page, "The 50 best matches." in page) == (offered, offered)
    assert f"{found} contacts are selected." in asked.text


def test_a_reader_sees_no_boxes_and_may_not_act():
    contact = a_company("Alfa")
    client = visitor(READER)
    page = client.get("/").content.decode()

    answer = act(client, "add-mailing-groups", "do", code="MOVE", numbers=contact.number)

    assert "selection" not in page
    assert 'class="pick"' not in page
    assert answer.status_code == 403
    assert members() == set()


def test_the_list_with_boxes_costs_the_same_queries_for_one_contact_and_for_three():
    client = visitor(EDITOR)

    assert_same_queries(lambda: client.get("/"), a_company)


def test_a_preview_and_a_deed_cost_the_same_queries_for_one_contact_and_for_three():
    client = visitor(EDITOR)

    def preview() -> None:
        act(client, "add-mailing-groups", "preview", code="MOVE", everything="yes", query="")

    assert_same_queries(preview, a_company)
