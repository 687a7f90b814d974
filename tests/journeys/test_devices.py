"""A telephone is let in by a password of its own, and out again when it is lost."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect

from kaartenbak.core.actor import Actor
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import user_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def status_of(server: str, who: Actor, password: str) -> int:
    """What a telephone is answered that asks for its address books."""
    auth = (user_of(who).username, password)
    return httpx.request(
        "PROPFIND", f"{server}/dav/", auth=auth, headers={"Depth": "0"}, timeout=60
    ).status_code


def test_a_telephone_is_let_in_by_the_password_shown_and_revoked_with_one_key(visit: Any, live_server: Any):
    page: Page = visit("/account/books/")

    page.get_by_role("textbox", name="Device").fill("Eddy's phone")
    page.keyboard.press("Enter")
    shown = page.get_by_label("The app password")
    expect(shown).to_be_visible()
    password = shown.input_value()
    code = page.get_by_role("img", name="Code that sets up the account")
    expect(code).to_have_js_property("complete", True)
    assert code.evaluate("code => code.naturalWidth") > 100
    assert status_of(live_server.url, EDITOR, password) == 207

    page.goto(f"{live_server.url}/account/books/")
    row = page.locator("tr", has_text="Eddy's phone")
    expect(row).not_to_contain_text("never")
    expect(page.locator("body")).not_to_contain_text(password)
    row.get_by_role("button", name="Revoke").press("Enter")

    expect(page.locator("#toasts")).to_contain_text("Eddy's phone is let in no more")
    expect(row).to_have_count(0)
    assert status_of(live_server.url, EDITOR, password) == 401


def test_loading_the_page_again_makes_no_second_password(visit: Any):
    page: Page = visit("/account/books/")
    device, rows = page.get_by_role("textbox", name="Device"), page.locator("tr", has_text="Eddy's phone")

    device.fill("x" * 300)
    page.keyboard.press("Enter")
    expect(page.locator(".error")).to_be_visible()
    page.reload()
    expect(device).to_have_value("")
    device.fill("Eddy's phone")
    page.keyboard.press("Enter")
    password = page.get_by_label("The app password").input_value()
    page.reload()

    expect(rows).to_have_count(1)
    expect(page.locator("body")).not_to_contain_text(password)
    assert page.url.endswith("/account/books/")
