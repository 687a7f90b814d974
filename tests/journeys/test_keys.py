"""Everything by keyboard: the search box, the keys themselves."""

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import READER

pytestmark = pytest.mark.django_db(transaction=True)


def marked(page: Page) -> str:
    """The option that the search box has marked, as a screen reader is told; blank for none."""
    return str(
        page.evaluate(
            """() => document.getElementById(
                document.getElementById("site-search").getAttribute("aria-activedescendant"))?.textContent ?? "" """
        )
    )


def test_the_search_box_is_walked_through_and_left_by_keyboard(visit):
    for name in ("Zeeman Aalst", "Zeeman Brugge", "Zeeman Chimay"):
        a_company(name)
    page: Page = visit("/history/")
    box, options = page.locator("#site-search"), page.get_by_role("option")

    page.keyboard.press("/")
    page.keyboard.type("zeeman")
    expect(options).to_have_count(3)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    assert marked(page) == "Zeeman Chimay"
    page.keyboard.press("Home")
    assert marked(page) == "Zeeman Aalst"
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    assert marked(page) == ""
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("zeeman")
    page.keyboard.press("Enter")

    expect(page.locator("#contacts tbody tr")).to_have_count(3)


def test_what_was_typed_is_there_again_for_whoever_comes_back(visit):
    a_person("An Zeeman")
    page: Page = visit("/history/")

    page.keyboard.press("/")
    page.keyboard.type("zeem")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#card-name")).to_have_text("An Zeeman")
    page.go_back()

    expect(page.locator("#site-search")).to_have_value("zeem")


def test_an_answer_that_was_overtaken_is_not_shown(visit):
    a_person("An Zeeman")
    a_person("Bo Claes")
    page: Page = visit("/history/")
    waiting: list[str] = []
    page.route("**/suggestions/?q=zeem", lambda route: waiting.append(route.request.url))

    page.keyboard.press("/")
    with page.expect_request("**/suggestions/?q=zeem"):
        page.keyboard.type("zeem")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("q=zeem")):
        page.locator("#site-search").fill("claes")

    expect(page.get_by_role("option")).to_contain_text(["Bo Claes"])
    assert len(waiting) == 1


def test_a_question_mark_shows_the_keys_and_typing_one_does_not(visit):
    page: Page = visit("/", READER)
    dialog = page.locator("#dialog")

    page.locator("#filter-text").press("?")
    expect(page.locator("#filter-text")).to_have_value("?")
    expect(dialog).not_to_be_visible()
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(dialog.get_by_role("heading", name="In a list")).to_be_visible()
    expect(dialog).to_contain_text("Search for anybody/")
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Escape")

    expect(dialog).not_to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_leads_to_the_keys(visit, scripts):
    page: Page = visit("/", READER, java_script_enabled=scripts)

    page.locator("header summary").click()
    page.get_by_role("link", name="Keys").click()

    expect(page.locator(".keys").get_by_role("heading", name="On every page")).to_be_visible()
    expect(page.locator("#dialog[open]")).to_have_count(1 if scripts else 0)
