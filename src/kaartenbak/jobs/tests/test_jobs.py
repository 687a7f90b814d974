"""Background work: asked for in a transaction, done after it, with progress, and begun again when its worker was killed."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from kaartenbak.core.actor import SYSTEM
from kaartenbak.jobs import board, worker
from kaartenbak.jobs.models import Job
from kaartenbak.jobs.progress import heard_by
from kaartenbak.jobs.tests import work
from kaartenbak.testing.cast import ADMIN, EDITOR, READER

ANOTHER_WORKER = """
import threading, django
django.setup()
from kaartenbak.jobs import worker
from kaartenbak.jobs.tests import work
worker.run(threading.Event())
"""

# Numbers of processes end before it.
NO_PROCESS = 2**22 + 1

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_signs_yet():
    work.begun.clear()
    work.go_on.clear()


def now(job: Job) -> Job:
    return Job.objects.get(pk=job.pk)


def wait_until(condition: Callable[[], Any]) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_job_is_done_with_its_result_as_who_asked_for_it():
    job = work.add_up.queue(numbers=[1, 2, 3], by=EDITOR)

    assert worker.do_all() == 1

    found = now(job)
    assert (found.state, found.result) == ("done", {"sum": 6, "by": EDITOR.name})
    assert (found.done, found.total, found.message, found.attempts) == (3, 3, "at 3", 1)
    assert found.is_over


def test_a_job_is_asked_for_with_the_transaction_or_not_at_all():
    with suppress(ZeroDivisionError), transaction.atomic():
        work.add_up.queue(numbers=[1])
        raise ZeroDivisionError

    assert Job.objects.count() == 0


def test_jobs_are_done_in_the_order_in_which_they_were_asked_for():
    jobs = [work.add_up.queue(numbers=[n]) for n in range(3)]

    worker.do_all()

    assert list(Job.objects.order_by("ended_at")) == jobs


def test_a_refusal_is_told_in_the_language_of_who_asked():
    job = work.refuse.queue(by=EDITOR)

    worker.do_all()

    assert (now(job).state, now(job).message) == ("failed", "Fill in this field.")


def test_a_mistake_of_the_program_ends_the_job_and_not_the_worker(caplog):
    broken, fine = work.fail.queue(), work.add_up.queue(numbers=[1])

    worker.do_all()

    assert (now(broken).state, now(fine).state) == ("failed", "done")
    assert "ZeroDivisionError" in caplog.text


def test_a_result_that_cannot_be_kept_fails_the_job():
    job = work.give_what_cannot_be_kept.queue()

    worker.do_all()

    assert now(job).state == "failed"


def test_a_job_that_no_code_knows_fails():
    job = board.put_up("gone.away", {}, SYSTEM)

    worker.do_all()

    assert now(job).state == "failed"


def test_a_waiting_job_is_cancelled_at_once():
    job = work.add_up.queue(numbers=[1])

    board.ask_to_stop(job)

    assert (now(job).state, worker.do_all()) == ("cancelled", 0)


def test_progress_is_seen_while_a_worker_runs_and_a_running_job_can_be_cancelled():
    job = work.wait_for_sign.queue()

    with worker.workers(1):
        wait_until(lambda: now(job).message == "waiting")
        seen = now(job)
        board.ask_to_stop(job)
        wait_until(lambda: now(job).state == "cancelled")

    assert (seen.state, seen.done, seen.total) == ("running", 1, 2)


def test_a_worker_that_is_told_to_stop_leaves_its_job_to_another():
    job = work.wait_for_sign.queue()

    with worker.workers(1):
        assert work.begun.wait(60)
    left = now(job)
    work.go_on.set()
    worker.do_all()

    assert (left.state, left.attempts) == ("queued", 0)
    assert (now(job).state, now(job).result) == ("done", "done")


def test_a_worker_may_end_after_a_job_and_leaves_the_next_one():
    first, second = work.add_up.queue(numbers=[1]), work.add_up.queue(numbers=[2])

    worker.run(threading.Event(), until=lambda: True)

    assert (now(first).state, now(second).state) == ("done", "queued")


def test_a_job_tells_how_far_it_is_from_within_its_transaction():
    job = work.tell_inside_a_transaction.queue(seconds=1.5)

    worker.do_all()

    assert (now(job).state, now(job).done) == ("done", 10)


def test_several_workers_do_each_job_once():
    jobs = [work.add_up.queue(numbers=[n]) for n in range(20)]

    with worker.workers(4):
        wait_until(lambda: not Job.objects.exclude(state="done").exists())

    assert [now(job).result["sum"] for job in jobs] == list(range(20))
    assert set(Job.objects.values_list("attempts", flat=True)) == {1}


def test_two_who_reach_for_the_same_job_do_not_both_get_it():
    work.add_up.queue(numbers=[1])
    together = threading.Barrier(8)

    def reach(place: int) -> Job | None:
        try:
            together.wait(60)
            return board.take_one(f"elsewhere:{place}:x:1")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [job for job in pool.map(reach, range(8)) if job]

    assert len(taken) == 1


def in_hand(name: str, *, silent_for: timedelta = timedelta(0), attempts: int = 1) -> Job:
    job = work.add_up.queue(numbers=[1])
    values = {"worker": name, "beat": timezone.now() - silent_for, "attempts": attempts}
    Job.objects.filter(pk=job.pk).update(state="running", **values)
    return now(job)


def test_a_job_of_a_worker_elsewhere_that_gives_no_sign_is_taken_over():
    job = in_hand("elsewhere:1:x:1", silent_for=timedelta(minutes=2))

    worker.do_all()

    assert (now(job).state, now(job).attempts) == ("done", 2)


def test_a_job_of_a_worker_elsewhere_that_gives_signs_is_left_alone():
    job = in_hand("elsewhere:1:x:1")

    assert worker.do_all() == 0
    assert now(job).state == "running"


def test_a_silent_worker_of_this_machine_that_lives_keeps_its_job():
    alive = worker.process().split(":")
    job = in_hand(":".join([*alive, "1"]), silent_for=timedelta(minutes=2))

    assert worker.do_all() == 0
    assert now(job).state == "running"


def test_a_worker_that_was_forked_off_is_not_taken_for_its_parent(monkeypatch):
    parent = worker.process()

    with monkeypatch.context() as forking:
        forking.setattr(os, "getpid", lambda: NO_PROCESS)
        forked = worker.process()

    assert forked.split(":")[1:] != parent.split(":")[1:]
    assert not worker.is_alive(f"{forked}:1")


def test_a_worker_that_was_taken_for_dead_does_not_spoil_the_job_of_its_successor():
    former = in_hand("elsewhere:1:x:1", silent_for=timedelta(minutes=2))
    worker.do_all()

    board.close(former, Job.State.FAILED, message="too late")

    assert board.is_to_stop(former) is None
    assert (now(former).state, now(former).message) == ("done", "at 1")


def test_a_job_that_stops_the_program_each_time_is_given_up():
    job = in_hand("elsewhere:1:x:1", silent_for=timedelta(minutes=2), attempts=board.ATTEMPTS)

    worker.do_all()

    assert now(job).state == "failed"


def test_jobs_that_ended_long_ago_are_cleared_away():
    old, fresh = work.add_up.queue(numbers=[1]), work.add_up.queue(numbers=[1])
    worker.do_all()
    Job.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=31))

    board.clear_away()

    assert list(Job.objects.all()) == [fresh]


def test_one_sees_ones_own_jobs_and_an_administrator_all():
    job = work.add_up.queue(numbers=[1], by=EDITOR)

    assert list(board.visible_to(EDITOR)) == [job]
    assert list(board.visible_to(READER)) == []
    assert list(board.visible_to(ADMIN)) == [job]


def test_an_actor_is_the_same_after_the_wait():
    assert board.unpacked(board.packed(ADMIN)) == ADMIN
    assert board.unpacked(board.packed(SYSTEM)) == SYSTEM


def test_work_that_is_done_here_and_now_is_heard_by_who_asked():
    heard: list[tuple[int, int | None, str]] = []

    with heard_by(lambda *at: heard.append(at), actor=EDITOR):
        assert work.add_up(numbers=[5]) == {"sum": 5, "by": EDITOR.name}

    assert heard == [(1, 1, "at 5")]


@pytest.mark.slow
def test_a_job_whose_worker_was_killed_is_begun_again(tmp_path: Path):
    marker = tmp_path / "begun"
    job = work.hang_once.queue(marker=str(marker))
    process = subprocess.Popen([sys.executable, "-c", ANOTHER_WORKER], env=environment())
    try:
        wait_until(marker.exists)
    finally:
        process.kill()
        process.wait()

    assert now(job).state == "running"
    worker.do_all()
    assert (now(job).state, now(job).result, now(job).attempts) == ("done", "second time", 2)


def environment() -> dict[str, str]:
    """That of a program on the database of this test."""
    at = connection.settings_dict
    address = f"sqlite:///{at['NAME']}"
    if connection.vendor == "postgresql":
        address = f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}"
    named = {"KAARTENBAK_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "kaartenbak.config.settings"}
    return os.environ | named
