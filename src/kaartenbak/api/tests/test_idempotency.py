"""A POST with an Idempotency-Key is done once, however often it is sent."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from kaartenbak.api.models import Answered
from kaartenbak.history.models import Operation
from kaartenbak.testing.cast import EDITOR, MANAGER
from kaartenbak.testing.clients import Api, api


def a_change(program: Api, name: str = "Eddy E.") -> str:
    return f"/operations/{program.patch('/me', {'name': name}).headers['Operation']}/undo"


@pytest.mark.django_db
def test_the_second_time_gives_the_first_answer():
    program = api(EDITOR)
    undo = a_change(program)

    first = program.post(undo, {"keep_newer": True}, Idempotency_Key="one")
    second = program.post(undo, {"keep_newer": True}, Idempotency_Key="one")

    assert first.status == 200
    assert (second.status, second.body) == (first.status, first.body)
    assert second.headers["Operation"] == first.headers["Operation"]
    assert second.headers["Idempotency-Replayed"] == "true"
    assert Operation.objects.filter(kind="history.undo").count() == 1


@pytest.mark.django_db
def test_a_key_is_for_one_request():
    program = api(EDITOR)
    undo = a_change(program)
    program.post(undo, {"keep_newer": True}, Idempotency_Key="one")

    answer = program.post(undo, {"keep_newer": False}, Idempotency_Key="one")

    assert (answer.status, answer.code) == (409, "idempotency.other_body")


@pytest.mark.django_db
def test_a_key_is_of_one_user():
    program, other = api(EDITOR), api(MANAGER)
    undo, others = a_change(program), a_change(other, "Mia M.")

    assert program.post(undo, {}, Idempotency_Key="one").status == 200
    assert other.post(others, {}, Idempotency_Key="one").status == 200


@pytest.mark.django_db
def test_what_was_refused_keeps_no_key():
    program = api(EDITOR)
    undo = a_change(program)

    refused = program.post(undo, {"keep_newer": "yes"}, Idempotency_Key="one")
    corrected = program.post(undo, {"keep_newer": True}, Idempotency_Key="one")

    assert (refused.status, corrected.status) == (422, 200)
    assert Answered.objects.count() == 1


@pytest.mark.django_db
def test_after_a_day_a_key_is_forgotten():
    program = api(EDITOR)
    undo = a_change(program)
    program.post(undo, {}, Idempotency_Key="one")
    Answered.objects.update(at=timezone.now() - timedelta(hours=25))

    assert program.post(undo, {}, Idempotency_Key="one").code == "undo.already_undone"


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", " ", "x" * 201])
def test_a_key_has_a_length(key):
    program = api(EDITOR)

    answer = program.post(a_change(program), {}, Idempotency_Key=key)

    assert (answer.status, answer.code) == (422, "idempotency.key")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_done_once():
    program = api(EDITOR)
    undo = a_change(program)

    def send(_number: int) -> tuple[int, str | None]:
        try:
            answer = Api(program.headers).post(undo, {}, Idempotency_Key="one")
            return answer.status, answer.headers.get("Operation")
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(send, range(4)))

    assert len(answers) == 1
    assert answers.pop()[0] == 200
    assert Operation.objects.filter(kind="history.undo").count() == 1
