"""Guessing is slowed, per account and per address, and nobody is kept out for good."""

from datetime import datetime, timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone

from kaartenbak.accounts import attempts, ops, signing_in
from kaartenbak.accounts.models import Attempts
from kaartenbak.accounts.rules.slowing import ACCOUNT, ADDRESS, seconds_left
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.testing.clients import Api

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.get_default_timezone())
GOOD = "correct horse battery"


@pytest.mark.parametrize(
    ("pace", "failures", "wait"),
    [
        (ACCOUNT, 4, 0),
        (ACCOUNT, 5, 1),
        (ACCOUNT, 8, 8),
        (ACCOUNT, 500, 30),
        (ADDRESS, 19, 0),
        (ADDRESS, 99, 900),
    ],
)
def test_the_wait_doubles_up_to_a_limit(pace, failures, wait):
    assert seconds_left(pace, failures, NOW, NOW) == wait


def test_the_wait_runs_out_and_a_quiet_hour_forgets_everything():
    assert seconds_left(ACCOUNT, 8, NOW, NOW + timedelta(seconds=5, milliseconds=500)) == 3
    assert seconds_left(ACCOUNT, 8, NOW, NOW + timedelta(seconds=8)) == 0
    assert seconds_left(ADDRESS, 999, NOW, NOW + timedelta(hours=1)) == 0


def sign_in(password: str, address: str = "192.0.2.1", username: str = "ann") -> str:
    try:
        return str(signing_in.user_for(username=username, password=password, address=address))
    except Refused as refusal:
        return refusal.key


@pytest.mark.django_db
def test_an_account_is_slowed_from_every_address_even_for_the_right_password():
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)

    tried = [sign_in("wrong", f"192.0.2.{number}") for number in range(6)]

    assert tried == ["sign_in.wrong"] * 5 + ["sign_in.too_often"]
    assert sign_in(GOOD) == "sign_in.too_often"


@pytest.mark.django_db
def test_a_name_that_does_not_exist_is_slowed_and_refused_just_the_same():
    tried = [sign_in("wrong", username="nobody") for _ in range(6)]

    assert tried == ["sign_in.wrong"] * 5 + ["sign_in.too_often"]


@pytest.mark.django_db
def test_an_address_that_tries_many_names_is_slowed():
    tried = [sign_in("wrong", username=f"user{number}") for number in range(21)]

    assert tried == ["sign_in.wrong"] * 20 + ["sign_in.too_often"]


@pytest.mark.django_db
def test_the_right_password_begins_anew_for_the_account_but_not_for_the_address():
    ops.create_user(username="ann", password=GOOD, by=SYSTEM)
    for _ in range(4):
        sign_in("wrong")

    assert sign_in(GOOD) == "ann"
    assert list(Attempts.objects.values_list("key", "count")) == [("address:192.0.2.1", 4)]


@pytest.mark.django_db
def test_what_is_long_past_is_forgotten_and_cleaned_away():
    Attempts.objects.create(key="account:ann", count=50, last=timezone.now() - timedelta(hours=2))

    assert sign_in("wrong") == "sign_in.wrong"
    assert Attempts.objects.get(key="account:ann").count == 1
    Attempts.objects.update(last=timezone.now() - timedelta(hours=2))
    assert attempts.forget_old() == 2


@pytest.mark.django_db
def test_guessing_keys_is_slowed_with_a_time_to_wait():
    guesser = Api({"Authorization": "Bearer kb_" + "x" * 43})

    answers = [guesser.get("/me") for _ in range(21)]

    assert [each.status for each in answers] == [401] * 20 + [429]
    assert (answers[-1].code, answers[-1].headers["Retry-After"]) == ("sign_in.too_often", "1")


@pytest.mark.django_db
def test_what_has_not_the_shape_of_a_key_is_no_guess_but_a_flood_is_slowed_too():
    lost = Api({"Authorization": "Bearer of nothing"})

    assert {lost.get("/me").status for _ in range(30)} == {401}
    Attempts.objects.update(count=1000)
    assert lost.get("/me").status == 429


@pytest.mark.parametrize(
    ("case", "remote", "forwarded", "address"),
    [
        ("straight", "192.0.2.7", "", "192.0.2.7"),
        ("by a proxy here", "127.0.0.1", "198.51.100.1, 192.0.2.9", "192.0.2.9"),
        ("a header that anybody may send", "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        ("all of one IPv6 network", "2001:db8:1:2:3::4", "", "2001:db8:1:2::/64"),
        ("nonsense", "unix:", "", "unix:"),
    ],
)
def test_where_a_request_comes_from(case, remote, forwarded, address):
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote)

    assert attempts.address_of(request) == address, case
