"""A change of very many contacts as its reader sees it: beside the list, to its end."""

import json
from typing import Any

import pytest
from django.test import Client

from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.core.actor import SYSTEM
from kaartenbak.jobs import worker
from kaartenbak.jobs.models import Job
from kaartenbak.search.models import BulkChange
from kaartenbak.search.ops import bulk
from kaartenbak.testing.builders import a_company, make
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import queries_of

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def four_companies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    make(instance=MailingGroup(code="MOVE", description="Verhuizing"), by=SYSTEM)
    for number in range(4):
        a_company(f"Firma {number}")


def give(client: Client, headers: Any = None) -> Any:
    """Put all contacts in the group."""
    sent = {"action": "add-mailing-groups", "step": "do", "code": "MOVE", "everything": "yes", "query": ""}
    return client.post("/selection/", sent, headers=headers or {})


def text(client: Client, address: str, **more: Any) -> str:
    return str(client.get(address, **more).content.decode())


def test_the_work_takes_its_place_beside_the_list_and_the_dialog_closes():
    answer = give(visitor(EDITOR), HTMX)

    assert (answer.headers["HX-Retarget"], answer.headers["HX-Reswap"]) == ("#work", "outerHTML")
    events = json.loads(answer.headers["HX-Trigger-After-Swap"])
    assert events.keys() == {"kaartenbak:selection-done", "kaartenbak:close-dialog"}
    assert "0 of 4" in answer.content.decode()
    assert ContactMailingGroup.objects.count() == 0


def test_every_list_shows_the_work_until_its_end_was_seen_once():
    client = visitor(EDITOR)
    give(client, HTMX)
    work = f"/selection/work/{BulkChange.objects.get().pk}/"

    waiting = text(client, "/?q=firma")
    worker.do_all()
    polled = client.get(work, headers=HTMX)
    later = text(client, "/")

    assert f'hx-get="{work}"' in waiting
    assert "Verhuizing: added to 4 contacts." in polled.content.decode()
    assert "every 1s" not in polled.content.decode()
    assert json.loads(polled.headers["HX-Trigger"]) == {"contacts-changed": True}
    assert "Verhuizing" not in later


def test_without_scripts_the_work_has_a_page():
    client = visitor(EDITOR)
    answer = give(client)

    waiting = text(client, answer.headers["Location"])
    worker.do_all()
    ended = text(client, answer.headers["Location"])

    assert "0 of 4" in waiting
    assert "Done." in ended
    assert f'action="/history/{BulkChange.objects.get().operation_id}/undo/"' in ended


def test_work_is_stopped_from_the_page():
    client = visitor(EDITOR)
    work = give(client).headers["Location"]

    answer = client.post(f"{work}stop/")
    worker.do_all()

    assert answer.headers["Location"] == work
    assert "Stopped." in text(client, work)
    assert (Job.objects.get().state, ContactMailingGroup.objects.count()) == ("cancelled", 0)


@pytest.mark.parametrize(("who", "status"), [(MANAGER, 404), (READER, 403), (ADMIN, 200)])
def test_the_work_of_others_is_for_administrators(who, status):
    work = give(visitor(EDITOR)).headers["Location"]

    assert visitor(who).get(work).status_code == status
    assert visitor(who).post(f"{work}stop/").status_code == {200: 302}.get(status, status)


def test_a_list_without_work_costs_no_query_for_it():
    client = visitor(EDITOR)
    client.get("/")
    without = len(queries_of(lambda: client.get("/")))
    give(client)

    assert len(queries_of(lambda: client.get("/"))) > without
    worker.do_all()
    client.get("/")
    assert len(queries_of(lambda: client.get("/"))) == without
