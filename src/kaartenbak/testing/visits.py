"""Somebody of the cast in front of a real browser."""

from django.contrib.auth.hashers import make_password
from playwright.sync_api import Page

from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.testing.builders import alter
from kaartenbak.testing.clients import user_of

PASSWORD = "a sentence nobody guesses"


def sign_in(page: Page, address: str, who: Actor) -> None:
    """Sign in on the sign-in page, as a user does."""
    user = alter(instance=user_of(who), values={"password": make_password(PASSWORD)}, by=SYSTEM)
    page.goto(f"{address}/sign-in/")
    page.fill("input[name=username]", user.username)
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)


def complaints_of(page: Page) -> list[str]:
    """What the browser has to say about the page from now on: broken scripts, a policy that was broken."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("console", lambda said: found.append(said.text) if "Policy" in said.text else None)
    return found
