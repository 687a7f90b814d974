"""Tokens: keys of programs, shown once, kept as a digest."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kaartenbak.accounts import ops, queries
from kaartenbak.accounts.models import Token
from kaartenbak.accounts.rules import keys
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.testing.cast import ADMIN, EDITOR, READER
from kaartenbak.testing.clients import Api, api, user_of

pytestmark = pytest.mark.django_db


def caller(key: str) -> Api:
    return Api({"Authorization": f"Bearer {key}"})


def test_a_key_is_long_and_only_its_digest_is_kept():
    made = ops.create_token(user=user_of(EDITOR), name="Accounting", by=EDITOR)

    assert made.key.startswith("kb_")
    assert len(made.key) == 46
    assert made.key not in str(Token.objects.values())
    assert made.token.digest == keys.digest(made.key)


def test_a_program_acts_for_the_user_of_its_token():
    key = ops.create_token(user=user_of(EDITOR), by=EDITOR).key

    answer = caller(key).get("/me")

    assert (answer.status, answer.body["name"], answer.body["role"]) == (200, "Eddy Editor", "editor")
    assert Token.objects.get().last_used == timezone.localdate()


def test_without_a_token_nobody_comes_in():
    answer = Api().get("/me")

    assert (answer.status, answer.code) == (401, "auth.required")
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="Kaartenbak"'


@pytest.mark.parametrize("key", ["kb_nothing", "kb_" + "x" * 43, "no key at all", "kb_" + "é" * 43])
def test_a_key_that_does_not_exist_is_refused(key):
    answer = Api({"Authorization": f"Bearer {key}"}).get("/me")

    assert (answer.status, answer.code) == (401, "auth.invalid")


def test_a_token_works_on_its_last_day_and_not_after_it():
    today = timezone.localdate()
    token = ops.create_token(user=user_of(EDITOR), expires=today, by=EDITOR).token

    assert queries.token_by_digest(token.digest, today=today) == token
    assert queries.token_by_digest(token.digest, today=today + timedelta(days=1)) is None


def test_a_token_that_would_never_work_is_not_made():
    with pytest.raises(Refused) as refusal:
        ops.create_token(user=user_of(EDITOR), expires=timezone.localdate() - timedelta(days=1), by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == ("token.expired_already", "expires")
    assert not Token.objects.exists()


def test_a_token_that_may_only_read_writes_nothing():
    program = api(EDITOR, read_only=True)

    answer = program.patch("/me", {"name": "Somebody else"})

    assert (answer.status, answer.code) == (403, "auth.read_only")
    assert program.get("/me").body["name"] == "Eddy Editor"


def test_a_revoked_token_and_that_of_a_disabled_user_work_no_more():
    user_of(ADMIN)
    first = ops.create_token(user=user_of(EDITOR), by=EDITOR)
    second = ops.create_token(user=user_of(READER), by=READER)

    ops.revoke_token(token=first.token, by=EDITOR)
    ops.disable_user(user=user_of(READER), by=ADMIN)

    assert [caller(made.key).get("/me").status for made in (first, second)] == [401, 401]


def test_only_administrators_make_and_revoke_the_tokens_of_others():
    token = ops.create_token(user=user_of(READER), by=ADMIN).token

    for attempt in (
        lambda: ops.create_token(user=user_of(READER), by=EDITOR),
        lambda: ops.revoke_token(token=token, by=EDITOR),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.key == "token.not_yours"

    assert list(Token.objects.all()) == [token]


def test_nobody_makes_a_token_for_a_disabled_user():
    user_of(ADMIN)
    user = ops.disable_user(user=user_of(READER), by=ADMIN)

    with pytest.raises(Refused) as refusal:
        ops.create_token(user=user, by=SYSTEM)

    assert refusal.value.key == "user.disabled"
