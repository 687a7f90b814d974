"""Working in the list: a view that is shared, columns, and coming back to where one was."""

import re

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.search.models import SavedView
from kaartenbak.setup.models import Territory
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def some_contacts() -> None:
    a_code(Territory, "N", description="North")
    a_company("Alfa", city="Gent", territory="N", postcode="9000")
    a_company("Beta", city="Gent", postcode="9000")
    a_person("An Claes", city="Aalst", postcode="9300")


def rows(page: Page) -> list[str]:
    return page.locator("#contacts tbody .row-link").all_inner_texts()


def add_filter(page: Page, what: str, value: str) -> None:
    """Add a filter that is typed, by keyboard."""
    page.locator("summary", has_text="Add a filter").press("Enter")
    page.locator(".list-filters").get_by_role("link", name=what, exact=True).press("Enter")
    expect(page.locator("#dialog .dialog-body input:not([type=hidden])")).to_be_focused()
    page.keyboard.type(value)
    page.keyboard.press("Enter")
    expect(page.locator(".chips")).to_contain_text(value)


def test_a_view_is_built_shared_and_opened_by_somebody_else(visit):
    some_contacts()
    page: Page = visit("/", READER)

    add_filter(page, "City", "Gent")
    add_filter(page, "City", "Aalst")
    page.get_by_label("Order").select_option("-changed")
    expect(page).to_have_url(re.compile("sort=-changed"))
    expect(page.locator("#contacts tbody .row-link")).to_have_text(["An Claes", "Beta", "Alfa"])
    page.get_by_role("link", name="Save as a view").press("Enter")
    expect(page.locator("#dialog input[name=name]")).to_be_focused()
    page.keyboard.type("East Flanders")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/views/\d+/$"))
    expect(page.locator("h1")).to_have_text("East Flanders")

    other: Page = visit(re.sub(r"^https?://[^/]+", "", page.url), EDITOR)
    assert rows(other) == ["An Claes", "Beta", "Alfa"]
    expect(other.locator(".views [aria-current]")).to_have_text("East Flanders")
    expect(other.get_by_role("link", name="Rename, share or remove")).to_have_count(0)
    other.get_by_role("link", name="Remove the filter City: Aalst").click()
    expect(other.locator("#contacts tbody .row-link")).to_have_text(["Beta", "Alfa"])
    expect(other.get_by_role("button", name="Save the view")).to_have_count(0)
    other.get_by_role("link", name="Back to the view").click()
    expect(other.locator("#contacts tbody .row-link")).to_have_count(3)


def test_a_view_is_changed_by_its_owner_and_removed_with_a_way_back(visit):
    some_contacts()
    page: Page = visit("/?city=Gent")
    page.get_by_role("link", name="Save as a view").click()
    page.locator("#dialog input[name=name]").fill("Gent")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/views/"))

    add_filter(page, "Postcode", "9000")
    page.get_by_role("button", name="Save the view").click()
    page.wait_for_url(re.compile(r"/views/\d+/$"))
    expect(page.locator(".chips li")).to_have_count(2)
    assert SavedView.objects.get().query == "city=Gent&postcode=9000"
    page.get_by_role("link", name="Rename, share or remove").click()
    expect(page.locator("#dialog input[name=name]")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Ghent")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Ghent")
    page.get_by_role("link", name="Rename, share or remove").click()
    page.get_by_role("button", name="Remove the view").click()
    expect(page.locator("#toasts")).to_contain_text("was removed")
    assert SavedView.objects.count() == 0
    page.locator("#toasts").get_by_role("button", name="Undo").last.click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert SavedView.objects.get().name == "Ghent"


def test_columns_are_chosen_and_moved_by_keyboard(visit):
    some_contacts()
    page: Page = visit("/")

    page.get_by_role("link", name="Columns").press("Enter")
    page.get_by_label("Postcode", exact=True).check()
    page.get_by_role("button", name="Postcode: one place forward").focus()
    order = page.locator("#dialog [name=order]")
    place = order.evaluate_all("all => all.findIndex((each) => each.value === 'postcode')")
    for step in range(1, 4):
        page.keyboard.press("Enter")
        expect(order.nth(place - step)).to_have_value("postcode")
        expect(page.get_by_role("button", name="Postcode: one place forward")).to_be_focused()
    page.get_by_role("button", name="Show these").click()
    expect(page.locator("#contacts thead th").filter(has_text="Postcode")).to_be_visible()
    page.reload()

    expect(page.locator("td[data-column=postcode]").first).to_have_text("9300")


def test_a_column_is_drawn_wider_and_stays_so(visit):
    some_contacts()
    page: Page = visit("/", reduced_motion="reduce")
    heading = page.locator("thead .city-column")
    edge = heading.locator(".column-edge").bounding_box()
    assert edge is not None
    x, y = edge["x"] + edge["width"] / 2, edge["y"] + edge["height"] / 2
    before = heading.evaluate("each => each.offsetWidth")

    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 64, y, steps=4)
    with page.expect_response("**/columns/"):
        page.mouse.up()
    expect(heading).to_have_class(re.compile(r"w\d+-column"))
    page.reload()

    expect(heading).to_have_class(re.compile(r"w\d+-column"))
    assert abs(heading.evaluate("each => each.offsetWidth") - before - 64) <= 20
    assert page.url.endswith("/")
    assert violations(page) == []


def test_who_comes_back_from_row_480_is_there_again(visit):
    for number in range(1, 501):
        a_company(f"Firma {number:03}")
    page: Page = visit("/")
    for number in range(1, 10):
        page.get_by_role("link", name="Next page").click()
        expect(page.locator("#contacts tbody .row-link").first).to_have_text(f"Firma {number * 50 + 1:03}")
    row = page.get_by_role("link", name="Firma 480")

    for back in (page.go_back, lambda: page.locator(".crumbs").get_by_role("link", name="Contacts").click()):
        row.scroll_into_view_if_needed()
        top = page.evaluate("window.scrollY")
        row.click()
        expect(page.locator("h1, h2").filter(has_text="Firma 480").first).to_be_visible()
        back()

        expect(row).to_be_focused()
        expect(row).to_be_in_viewport()
        assert abs(page.evaluate("window.scrollY") - top) < 40
        assert rows(page)[29] == "Firma 480"


@pytest.mark.parametrize("width", [375, 1280])
def test_everybody_can_use_views_and_columns(visit, width):
    some_contacts()
    page: Page = visit(
        "/?city=Gent&territory=N&match=any", viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("link", name="Columns").click()
    expect(page.locator("#dialog .arranging")).to_be_visible()
    assert violations(page) == []
