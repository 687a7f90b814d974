"""App passwords: one for each device, shown once, revoked with one click."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from kaartenbak.accounts import ops
from kaartenbak.accounts.devices import device_of
from kaartenbak.accounts.models import AppPassword, Attempts
from kaartenbak.accounts.rules.slowing import ADDRESS
from kaartenbak.accounts.signing_in import user_for
from kaartenbak.carddav.views.scanning import account_address
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.testing.cast import ADMIN, EDITOR, READER
from kaartenbak.testing.clients import user_of, visitor

pytestmark = pytest.mark.django_db
NEW = "/account/devices/"
SHAPE = re.compile(r'value="((?:[a-z2-9]{4}-){4}[a-z2-9]{4})"')


def signs_in(password: str, username: str = "eddy") -> str:
    return device_of(username=username, password=password, address="192.0.2.1").device


def refused(password: str, username: str = "eddy") -> str:
    with pytest.raises(Refused) as refusal:
        signs_in(password, username)
    return refusal.value.key


def test_a_password_is_made_on_the_page_and_shown_once():
    browser = visitor(EDITOR)

    page = browser.post(NEW, {"device": "My iPhone"}).content.decode()

    password = SHAPE.findall(page)[0]
    assert signs_in(password) == "My iPhone"
    assert "data:image/svg+xml" in page
    again = browser.get("/account/books/").content.decode()
    assert ("My iPhone" in again, password in again) == (True, False)
    assert password.replace("-", "") not in str(AppPassword.objects.values())


def test_a_password_may_be_typed_without_hyphens_and_with_capitals():
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR).password

    assert signs_in(made.replace("-", " ").upper()) == signs_in(made.replace("-", "")) == "Phone"


def test_a_device_that_is_revoked_is_out_at_once():
    browser = visitor(EDITOR)
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR)

    browser.post(f"/account/devices/{made.row.pk}/revocation/")

    assert refused(made.password) == "sign_in.wrong"
    assert Operation.objects.latest("pk").kind == "accounts.revoke_app_password"


def test_the_devices_of_others_are_not_there():
    made = ops.create_app_password(user=user_of(READER), device="Rita's tablet", by=READER)

    assert visitor(EDITOR).post(f"/account/devices/{made.row.pk}/revocation/").status_code == 404
    assert "tablet" not in visitor(EDITOR).get("/account/books/").content.decode()
    with pytest.raises(Refused) as refusal:
        ops.revoke_app_password(app_password=made.row, by=EDITOR)
    assert refusal.value.key == "app_password.not_yours"
    ops.revoke_app_password(app_password=made.row, by=ADMIN)
    assert not AppPassword.objects.exists()


def test_an_administrator_sees_the_devices_of_others_and_revokes_one_that_was_lost():
    made = ops.create_app_password(user=user_of(READER), device="Rita's tablet", by=READER)
    browser = visitor(ADMIN)

    assert "tablet" in browser.get("/users/of/rita/devices/").content.decode()
    answer = browser.post(f"/account/devices/{made.row.pk}/revocation/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/users/of/rita/devices/")
    assert refused(made.password, "rita") == "sign_in.wrong"
    assert not AppPassword.objects.exists()


def test_who_manages_no_users_does_not_see_the_devices_of_others():
    user_of(READER)

    assert visitor(EDITOR).get("/users/of/rita/devices/").status_code == 403
    assert visitor(ADMIN).get("/users/of/nobody/devices/").status_code == 404


def test_a_password_holds_for_its_user_alone():
    user_of(READER)
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR)

    assert refused(made.password, "rita") == "sign_in.wrong"


def test_who_is_disabled_gets_no_new_one_and_is_not_let_in():
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR)
    ops.disable_user(user=user_of(EDITOR), by=SYSTEM)

    assert refused(made.password) == "sign_in.wrong"
    with pytest.raises(Refused):
        ops.create_app_password(user=user_of(EDITOR), device="Tablet", by=ADMIN)
    assert AppPassword.objects.count() == 1


def test_the_last_use_is_noted_once_in_some_minutes():
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR)
    signs_in(made.password)
    first = AppPassword.objects.get().last_used
    signs_in(made.password)
    assert AppPassword.objects.get().last_used == first

    long_ago = timezone.now() - timedelta(hours=1)
    AppPassword.objects.update(last_used=long_ago)
    signs_in(made.password)
    assert not AppPassword.objects.filter(last_used=long_ago).exists()


def test_a_wrong_password_in_a_phone_keeps_nobody_else_out():
    made = ops.create_app_password(user=user_of(EDITOR), device="Phone", by=EDITOR)
    ops.set_password(user=user_of(EDITOR), password="a sentence nobody guesses", by=SYSTEM)
    for _attempt in range(ADDRESS.free):
        refused("wrong")

    assert refused("wrong") == "sign_in.too_often"
    assert signs_in(made.password) == "Phone"
    assert (
        user_for(username="eddy", password="a sentence nobody guesses", address="192.0.2.1").username
        == "eddy"
    )
    assert Attempts.objects.filter(key__startswith="account:").count() == 0


@pytest.mark.parametrize("name", ["", "x" * 101, "\0", "  "])
def test_a_device_needs_a_name(name):
    assert visitor(EDITOR).post(NEW, {"device": name}).status_code == 422
    assert not AppPassword.objects.exists()


def test_the_code_is_an_address_that_programs_open():
    assert (
        account_address("https://kb.example:8443", "an@x", "a-b") == "carddavs://an%40x:a-b@kb.example:8443/"
    )
    assert account_address("http://localhost", "an", "a-b").startswith("carddav://an:")
