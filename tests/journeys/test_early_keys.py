"""A page is seen before its scripts have run: the keys of a journey wait for them."""

import pytest
from playwright.sync_api import Page, Route, expect

from kaartenbak.testing.builders import a_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_a_key_is_pressed_once_the_scripts_of_the_page_that_is_seen_have_run(visit):
    person = a_person("An Claes")
    page: Page = visit("/history/")
    seen = []

    def after_it_is_seen(route: Route) -> None:
        expect(page.locator("#card-name")).to_be_visible()
        seen.append(route.request.url)
        route.continue_()

    page.route("**/js/kaartenbak*.js", after_it_is_seen)
    page.evaluate("address => { location.assign(address); }", f"/contacts/{person.number}/")
    expect(page.locator("#card-name")).to_have_text("An Claes")
    page.keyboard.press("Control+k")

    expect(page.locator("#palette")).to_be_visible()
    assert len(seen) == 1
