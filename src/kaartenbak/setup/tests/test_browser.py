"""The setup in a browser: by keyboard, accessible, and with a preview of what is being written."""

import pytest

from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup import ops
from kaartenbak.setup.models import Salutation, Territory
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.cast import MANAGER
from kaartenbak.testing.clients import visitor

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

PAGES = (
    "",
    "general/",
    "countries/?q=be",
    "countries/BE/",
    "salutations/M/",
    "postcodes/?q=9000",
    "salutations/M/formulas/",
)


@pytest.fixture
def open_setup(live_server, page):
    """Opens a page of a filled setup for somebody who may change it."""
    ops.seed(language="nl", by=SYSTEM)
    key = visitor(MANAGER).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": live_server.url}])

    def open_page(path):
        page.goto(f"{live_server.url}/setup/{path}")
        return page

    return open_page


def test_the_pages_of_the_setup_are_accessible_and_fit_a_phone(open_setup):
    found = {}
    for path in PAGES:
        page = open_setup(path)
        found[path] = violations(page)
        page.set_viewport_size({"width": 375, "height": 740})
        found[path] += ["too wide"] * (page.evaluate("document.documentElement.scrollWidth") > 375)
        page.set_viewport_size({"width": 1280, "height": 800})

    assert found == {path: [] for path in PAGES}


def test_a_territory_is_added_changed_and_removed_by_hand(open_setup):
    page = open_setup("territories/")
    page.locator("main summary").click()
    page.get_by_label("Code", exact=False).first.fill("west")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("WEST was added.").wait_for()
    page.get_by_role("link", name="WEST").click()
    page.get_by_label("Description").fill("West-Vlaanderen")
    page.keyboard.press("Enter")
    page.get_by_text("WEST was changed.").wait_for()
    described = Territory.objects.get().description

    page.get_by_role("link", name="Remove").click()
    page.locator("#dialog").get_by_role("button", name="Remove").click()
    page.get_by_text("WEST was removed.").wait_for()

    assert (described, Territory.objects.count()) == ("West-Vlaanderen", 0)


def test_a_greeting_shows_what_it_becomes_and_enter_saves_it(open_setup):
    page = open_setup("salutations/M/")
    page.locator("#formulas tbody a").nth(1).click()
    page.locator("#dialog").get_by_label("Text").fill("Dag %1")
    page.locator("#preview", has_text="Dag Annelies").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("The greeting was changed.").wait_for()

    kept = Salutation.objects.get(code="M").formulas.get(language=None, type="informal")
    assert (kept.text, kept.names) == ("Dag %1", ["first_name"])
