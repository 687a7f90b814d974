"""The pages about users in a real browser: complete by keyboard, readable for everybody, at any width."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from kaartenbak.accounts import ops
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.cast import ADMIN
from kaartenbak.testing.clients import user_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
GOOD = "correct horse battery"
PAGES = (
    "/account/",
    "/account/password/",
    "/account/tokens/",
    "/users/",
    "/users/new/",
    "/users/permissions/",
    "/users/of/adam/",
    "/users/of/adam/password/",
)


def too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))


@pytest.mark.parametrize("width", [375, 1280])
def test_the_pages_break_no_rule_of_accessibility_at_any_width(
    width: int, new_page: Callable[..., Page], live_server: Any
) -> None:
    client = Client()
    client.force_login(user_of(ADMIN))
    ops.create_token(user=user_of(ADMIN), name="Accounting", by=ADMIN)
    page = new_page(viewport={"width": width, "height": 800}, locale="en-GB")
    session = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])

    for path in PAGES:
        page.goto(live_server.url + path)
        assert violations(page) == [], path
        assert not too_wide(page), path


def test_the_first_administrator_begins_signs_out_and_in_again_by_keyboard(
    new_page: Callable[..., Page], live_server: Any
) -> None:
    page = new_page(locale="en-GB")
    page.goto(f"{live_server.url}/account/")
    assert violations(page) == []
    page.focus("[name=name]")
    for text in ("Ann Claes", "ann", GOOD, GOOD):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/welcome" not in url)

    page.context.clear_cookies()
    page.goto(f"{live_server.url}/account/tokens/")
    assert violations(page) == []
    page.keyboard.type("ann")
    page.keyboard.press("Tab")
    page.keyboard.type(GOOD)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/account/tokens/")
    assert User.objects.get().role == "admin"


def test_with_a_temporary_password_the_user_is_led_to_choose_his_own(
    new_page: Callable[..., Page], live_server: Any
) -> None:
    ops.create_user(username="bob", password=GOOD, temporary=True, by=SYSTEM)
    page = new_page(locale="en-GB")
    page.goto(f"{live_server.url}/sign-in/")
    page.fill("[name=username]", "bob")
    page.fill("[name=password]", GOOD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/account/password/")
    assert violations(page) == []

    page.fill("[name=old]", GOOD)
    page.fill("[name=new]", "another good one")
    page.fill("[name=again]", "another good one")
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/account/")
    assert not User.objects.get().password_temporary
