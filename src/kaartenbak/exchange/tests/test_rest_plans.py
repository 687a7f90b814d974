"""The plan of an import, worked on by programs: cells mended, choices made."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.models import Import
from kaartenbak.exchange.ops import planning
from kaartenbak.exchange.tests.test_rest import sent
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import Answer, api

pytestmark = pytest.mark.django_db

FILE = "Naam,Plaats,E-mail\nMaes,Gent,info@maes.be\n,Aalst,\n"


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


@pytest.fixture
def plan() -> str:
    """The address of the rows of a plan."""
    number = sent(api(EDITOR), FILE, dry_run="true").body["id"]
    do_all()
    return f"/imports/{number}/rows"


def test_contacts_as_json_are_planned_mended_and_brought_in():
    program = api(EDITOR)
    plan = sent(program, '[{"name": "Maes", "city": "Gnet"}, 7]', name="contacts.json", dry_run="true").body
    do_all()

    program.patch(f"/imports/{plan['id']}/rows/2", {"cells": {"city": "Gent"}})
    program.post(f"/imports/{plan['id']}/apply", {})
    do_all()

    shown = program.get(f"/imports/{plan['id']}").body
    assert (shown["format"], shown["created"], shown["rejected"]) == ("json", 1, 1)
    assert Contact.objects.get().city == "Gent"


def told(answer: Answer) -> tuple[int, str, dict[str, str]]:
    return answer.status, answer.body["outcome"], answer.body["cells"]


def test_a_row_is_told_with_its_cells_by_their_columns(plan):
    answer = api(EDITOR).get(f"{plan}/3")

    assert told(answer) == (200, "rejected", {"Naam": "", "Plaats": "Aalst", "E-mail": ""})


def test_cells_are_mended_and_the_answer_says_what_would_happen_now(plan):
    program = api(EDITOR)

    answer = program.patch(f"{plan}/3", {"cells": {"Naam": "Smet"}})

    assert told(answer) == (200, "created", {"Naam": "Smet", "Plaats": "Aalst", "E-mail": ""})
    program.post(f"{plan.removesuffix('rows')}apply")
    do_all()
    assert sorted(Contact.objects.values_list("name", "city")) == [("Maes", "Gent"), ("Smet", "Aalst")]


def test_cells_and_a_choice_are_changed_together(plan):
    there = a_company("Maes & Co", city="Brugge")

    body = {"cells": {"Plaats": "Lier"}, "choice": "update", "contact": there.number}
    answer = api(EDITOR).patch(f"{plan}/2", body)

    assert (*told(answer)[:2], answer.body["choice"]) == (200, "updated", "update")
    again = api(EDITOR).patch(f"{plan}/2", {"choice": ""})
    assert told(again) == (200, "created", {"Naam": "Maes", "Plaats": "Lier", "E-mail": "info@maes.be"})


@pytest.mark.parametrize(
    ("line", "body", "status", "code"),
    [
        ("3", {"cells": {"Schoenmaat": "43"}}, 422, "import.no_column"),
        ("3", {"cells": {"Naam": 3}}, 422, "value.type"),
        ("3", {"cells": {"Naam": "a\0b"}}, 422, "value.control"),
        ("3", {"cells": {"Naam": "x" * 10_001}}, 422, "value.too_long"),
        ("3", {"cells": {"Naam": "Smet"}, "choice": "update"}, 422, "value.required"),
        ("3", {"cells": {"Naam": "Smet"}, "choice": "eat"}, 422, "value.choice"),
        ("3", {"choice": "update", "contact": "CT9"}, 404, "contact.not_found"),
        ("9", {"cells": {"Naam": "Smet"}}, 404, "import.no_row"),
        ("x", {"cells": {"Naam": "Smet"}}, 404, "import.no_row"),
    ],
)
def test_what_cannot_be_is_refused_and_the_plan_stays(plan, line, body, status, code):
    answer = api(EDITOR).patch(f"{plan}/{line}", body)

    assert (answer.status, answer.code if status == 404 else answer.errors[0][0]) == (status, code)
    record = Import.objects.get()
    assert (record.layout, record.decided, record.rejected) == ({}, {}, 1)


def test_a_plan_that_is_done_or_somebody_elses_is_not_changed(plan):
    program = api(EDITOR)
    assert api(MANAGER).patch(f"{plan}/3", {"cells": {"Naam": "Smet"}}).code == "import.not_found"
    assert api(READER).patch(f"{plan}/3", {"cells": {"Naam": "Smet"}}).status == 403

    program.post(f"{plan.removesuffix('rows')}apply")
    do_all()

    assert program.patch(f"{plan}/3", {"cells": {"Naam": "Smet"}}).code == "import.done"
    assert Contact.objects.count() == 1


def test_rows_of_two_programs_are_both_mended(plan):
    record, stale = Import.objects.get(), Import.objects.get()
    planning.mend_cells(record=record, line=2, cells={"Naam": "Claes"}, by=EDITOR)
    planning.mend_cells(record=stale, line=3, cells={"Naam": "Smet"}, by=EDITOR)

    assert Import.objects.get().layout["mended"] == {"2": {"Naam": "Claes"}, "3": {"Naam": "Smet"}}
    assert (stale.created, stale.rejected) == (2, 0)


def test_a_row_leads_to_its_contact_once_it_is_there():
    program = api(EDITOR)
    number = sent(program, "name,vat_number\nMaes,0403.170.701\n").body["id"]
    do_all()

    (row,) = program.get(f"/imports/{number}/rows").body["items"]

    assert row["contact"] == Contact.objects.get().number
