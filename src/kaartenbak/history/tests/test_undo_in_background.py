"""An undo of very many changes, which its reader need not wait for."""

import math
import re
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.history import background
from kaartenbak.history.models import Operation
from kaartenbak.history.tests.cards import done, make_cards, new_card
from kaartenbak.history.undo import undo
from kaartenbak.jobs import board, slips, worker
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import Cancelled, heard_by
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db
ANOTHER = replace(EDITOR, name="Anna Editor", user_id=106)
HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def three_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "AT_ONCE", 2)


def many_made(count: int = 3) -> Operation:
    """An operation of so many changes."""
    return done(make_cards, cards=[new_card() for _ in range(count)], by=EDITOR)


def ask(entry: Operation, by: Any = EDITOR, **sent: str) -> Any:
    """Ask for the undo on its page."""
    return visitor(by).post(f"/history/{entry.pk}/undo/", sent)


def work_page(job: Job, by: Any = EDITOR) -> str:
    return str(visitor(by).get(f"/history/work/{job.pk}/").content.decode())


def test_many_changes_are_taken_back_by_a_worker_and_the_page_follows_it():
    entry = many_made()

    answer = ask(entry)

    job = Job.objects.get()
    assert answer.headers["Location"] == f"/history/work/{job.pk}/"
    assert Contact.objects.count() == 3
    assert "every 1s" in work_page(job)
    worker.do_all()
    taken_back = Operation.objects.get(undoes=entry)
    assert (Contact.objects.count(), taken_back.actor_name) == (0, EDITOR.name)
    page = work_page(job)
    assert "Undone: Made 3 cards" in page
    assert f"/history/{taken_back.pk}/undo/" in page
    assert "every 1s" not in page


def test_few_changes_are_taken_back_while_the_reader_waits():
    entry = many_made(2)

    ask(entry)

    assert (Contact.objects.count(), Job.objects.count()) == (0, 0)


def test_who_asks_once_more_meanwhile_comes_to_the_same_work():
    entry = many_made()

    first, second, looking = (
        ask(entry),
        ask(entry, MANAGER),
        visitor(EDITOR).get(f"/history/{entry.pk}/undo/"),
    )

    assert Job.objects.count() == 1
    assert first.headers["Location"] == second.headers["Location"] == looking.headers["Location"]


def test_what_has_changed_since_is_told_at_the_end_and_may_be_kept():
    entry = many_made()
    first = Contact.objects.order_by("pk")[0]
    change_contact(contact=first, values={"city": "Gent"}, by=MANAGER)

    ask(entry)
    worker.do_all()

    page = work_page(Job.objects.get())
    assert re.search(r"changed since\. Nothing was undone; keep the newer values? to undo the rest", page)
    assert Contact.objects.count() == 3
    (obstacle,) = visitor(EDITOR).get(f"/history/{entry.pk}/undo/").context["obstacles"]
    assert (obstacle.card, obstacle.now) == (first.number, "Gent")
    ask(entry, keep_newer="1")
    worker.do_all()
    assert [each.city for each in Contact.objects.all()] == ["Gent"]


def test_an_undo_that_is_stopped_did_nothing():
    entry = many_made()
    ask(entry)
    job = Job.objects.get()

    answer = visitor(EDITOR).post(f"/history/work/{job.pk}/stop/", headers=HTMX)
    worker.do_all()

    assert "Nothing was undone." in answer.content.decode()
    assert Contact.objects.count() == 3


def test_the_undo_of_somebody_is_not_stopped_by_another_editor():
    ask(many_made())
    job = Job.objects.get()

    answer = visitor(ANOTHER).post(f"/history/work/{job.pk}/stop/")

    job.refresh_from_db()
    assert (answer.status_code, job.state) == (422, "queued")


@pytest.mark.parametrize("address", ["/history/work/0/", "/history/work/99999999/"])
def test_work_that_is_none_is_not_found(address):
    assert visitor(EDITOR).get(address).status_code == 404


def test_what_may_not_be_undone_is_refused_at_once():
    entry = many_made()

    assert ask(entry, READER).status_code == 403
    assert ask(done(undo, entry=entry, by=EDITOR)).status_code == 302
    ask(entry)

    assert Job.objects.filter(arguments__entry=entry.pk).count() == 0


def test_work_that_was_done_by_a_worker_who_died_then_is_done():
    entry = many_made()
    with heard_by(lambda *_: None, actor=EDITOR):
        first = background.undo_operation(entry=entry.pk, keep_newer=False)
        second = background.undo_operation(entry=entry.pk, keep_newer=False)

    assert first == second == {"operation": Operation.objects.latest("pk").pk, "conflicts": 0, "shown": []}


def test_who_listens_hears_how_far_an_undo_is():
    entry, heard = many_made(), list[tuple[int, int | None]]()

    with heard_by(lambda done, total, _message: heard.append((done, total))):
        undo(entry=entry, by=EDITOR)

    assert heard == [(0, None), (3, 3)]


def running(entry: Operation) -> Job:
    """The undo of `entry`, which a worker has in hand."""
    ask(entry)
    board.take_one("elsewhere:1:x:1")
    return Job.objects.get()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only there the undo holds everybody up")
def test_while_the_undo_holds_the_only_lock_its_page_says_how_far_it_is_and_stops_it(settings, tmp_path):
    settings.HOME = tmp_path
    job = running(many_made())
    reporter = worker.Reporter(job, threading.Event())
    reporter.written = (-math.inf, reporter.at)
    reporter(2, 3, "")

    assert "2 of 3" in work_page(job)

    visitor(EDITOR).post(f"/history/work/{job.pk}/stop/")
    assert "Stopping…" in work_page(job)
    reporter.written = (-math.inf, reporter.at)
    with pytest.raises(Cancelled):
        reporter(3, 3, "")


@pytest.mark.skipif(connection.vendor != "sqlite", reason="only there slips are written")
def test_what_is_told_of_a_job_goes_when_it_is_over(settings, tmp_path):
    settings.HOME = tmp_path
    job = running(many_made())

    with worker.Reporter(job, threading.Event()) as reporter:
        reporter.written = (-math.inf, reporter.at)
        reporter(2, 3, "")
        slips.ask_to_stop(job)
        assert len(list((tmp_path / "jobs").iterdir())) == 2

    assert list((tmp_path / "jobs").iterdir()) == []
