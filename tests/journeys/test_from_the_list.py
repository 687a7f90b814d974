"""Doing something to many contacts of the list, in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.classification.models import ContactMailingGroup, MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.jobs.worker import workers
from kaartenbak.search.ops import bulk
from kaartenbak.setup.models import Territory
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import READER

pytestmark = pytest.mark.django_db(transaction=True)


def fill(count: int) -> None:
    """So many companies, and a group for an office move."""
    make(instance=MailingGroup(code="MOVE", description="Office move"), by=SYSTEM)
    make(instance=Territory(code="N", description="North"), by=SYSTEM)
    for number in range(count):
        a_company(f"Firma {number:02}")


def give(page: Page, menu: str, typed: str) -> None:
    """Choose the first action of a menu, by its name, and its code, by keyboard, up to the preview."""
    page.keyboard.press("a")
    expect(page.locator(".selection details[open] button").first).to_be_focused()
    page.locator(".selection summary", has_text=menu).press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog input[role=combobox]")).to_be_focused()
    page.keyboard.type(typed)
    expect(page.locator("#dialog [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#dialog input[role=combobox]")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog .preview")).to_be_visible()


def members() -> int:
    return ContactMailingGroup.objects.count()


def test_forty_contacts_of_two_pages_are_told_of_a_move_one_not_and_all_is_undone(visit):
    fill(70)
    page: Page = visit("/")

    page.keyboard.press("j")
    for _ in range(29):
        page.keyboard.press("Shift+ArrowDown")
    expect(page.locator(".selection .count")).to_have_text("30 selected")
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#contacts tbody .row-link").first).to_have_text("Firma 50")
    boxes = page.locator("tbody input[type=checkbox]")
    boxes.nth(2).click()
    boxes.nth(11).click(modifiers=["Shift"])
    expect(page.locator(".selection .count")).to_have_text("40 selected")
    give(page, "Add", "move")
    expect(page.locator("#dialog .preview li")).to_have_text(re.compile("Will be added.*40", re.DOTALL))
    page.keyboard.press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Office move: added to 40 contacts.")
    expect(page.locator(".selection.active")).to_have_count(0)
    assert members() == 40

    page.goto(page.url.split("?")[0] + "?mailing_group=MOVE")
    expect(page.locator(".chips li")).to_have_text(re.compile("Mailing group: Office move"))
    page.locator("tbody input[type=checkbox]").nth(5).click()
    page.locator(".selection summary", has_text="Take away").click()
    page.locator(".selection details[open] button").first.click()
    page.locator("#dialog input[role=combobox]").press_sequentially("MOVE")
    page.locator("#dialog [role=option]").click()
    page.get_by_role("button", name="Show what happens").click()
    page.get_by_role("button", name="Take away mailing group").click()
    expect(page.locator("#contacts tbody tr")).to_have_count(39)
    page.locator("#toasts").get_by_role("button", name="Undo").last.click()
    expect(page.locator("#contacts tbody tr")).to_have_count(40)

    page.goto("/".join(page.url.split("/")[:3]) + "/history/")
    page.get_by_role("link", name="Added contacts to mailing group MOVE: 40", exact=True).click()
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert members() == 0


def test_very_many_are_done_in_the_background_while_the_page_goes_on_working(visit, monkeypatch):
    monkeypatch.setattr(bulk, "AT_ONCE", 3)
    monkeypatch.setattr(bulk, "CONTACTS_PER_BLOCK", 1)
    fill(52)
    page: Page = visit("/")

    page.locator("[data-pick-all]").click()
    page.get_by_role("button", name="Select all that match").click()
    expect(page.locator(".selection .count")).to_have_text("52 selected")
    page.locator("tbody input[type=checkbox]").nth(1).click()
    expect(page.locator(".selection .count")).to_have_text("51 selected")
    give(page, "Add", "move")
    expect(page.locator("#dialog")).to_contain_text("in the background")
    page.keyboard.press("Enter")
    expect(page.locator("#work progress")).to_be_visible()
    page.get_by_role("link", name="Next page").click()
    expect(page.locator("#work")).to_contain_text("0 of 51")
    with workers(1):
        expect(page.locator("#work .notice")).to_contain_text("Done. Office move: added to 51 contacts.")

    assert members() == 51
    page.locator("#work").get_by_role("button", name="Undo").click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    assert members() == 0


def test_a_selection_outlives_searching_and_reloading_and_all_that_match_ends_with_its_filters(visit):
    fill(3)
    a_person("An Claes", territory="N")
    page: Page = visit("/")
    boxes = page.locator("tbody input[type=checkbox]")

    boxes.nth(0).click()
    page.locator("#filter-text").press_sequentially("firma 02")
    expect(boxes).to_have_count(1)
    boxes.nth(0).click()
    expect(page.locator(".selection .count")).to_have_text("2 selected")
    page.reload()
    expect(boxes.nth(0)).to_be_checked()
    page.locator("#filter-text").fill("")
    expect(boxes).to_have_count(4)
    expect(page.locator(".selection .count")).to_have_text("2 selected")
    page.get_by_role("button", name="Select none").click()
    expect(page.locator("tbody input:checked")).to_have_count(0)


def test_a_filter_is_added_and_removed_by_keyboard(visit):
    fill(2)
    a_person("An Claes", territory="N")
    page: Page = visit("/")

    page.locator("summary", has_text="Add a filter").press("Enter")
    page.get_by_role("link", name="Territory").press("Enter")
    expect(page.locator("#dialog input[role=combobox]")).to_be_focused()
    page.keyboard.type("nor")
    expect(page.locator("#dialog [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.locator("#dialog input[role=combobox]")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"\?territory=N$"))
    expect(page.locator("#contacts tbody tr")).to_have_text([re.compile("An Claes")])
    page.get_by_role("link", name="Remove the filter Territory: North").press("Enter")

    expect(page.locator("#contacts tbody tr")).to_have_count(3)


def test_without_scripts_boxes_and_steps_are_plain_pages(visit):
    fill(3)
    page: Page = visit("/", java_script_enabled=False)

    page.locator("tbody input[type=checkbox]").nth(1).check()
    page.locator(".selection summary", has_text="Add").click()
    page.locator(".selection details[open] button").first.click()
    page.get_by_label("Mailing group").fill("move")
    page.get_by_role("button", name="Show what happens").click()
    page.get_by_role("button", name="Add mailing group").click()

    expect(page.locator("#toasts")).to_contain_text("Office move: added to 1 contact.")
    assert ContactMailingGroup.objects.get().contact.name == "Firma 01"


def menus_open_inside(page: Page, width: int) -> None:
    for menu in page.locator(".selection .menu").all():
        menu.locator("summary").click()
        expect(menu.locator(".menu-panel")).to_be_visible()
        place = menu.locator(".menu-panel").bounding_box()
        assert place
        assert place["x"] >= 0
        assert place["x"] + place["width"] <= width
        menu.locator("summary").click()
        expect(menu.locator(".menu-panel")).to_be_hidden()


@pytest.mark.parametrize("width", [375, 1280])
def test_everybody_can_select_and_act(visit, width):
    fill(2)
    page: Page = visit("/", viewport={"width": width, "height": 800}, reduced_motion="reduce")

    page.locator("tbody td.pick").nth(0).click()
    expect(page.locator(".selection .count")).to_have_text("1 selected")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    menus_open_inside(page, width)
    give(page, "Add", "move")
    assert violations(page) == []


def test_a_reader_has_no_boxes(visit):
    fill(2)
    page: Page = visit("/", READER)

    expect(page.locator("#contacts tbody tr")).to_have_count(2)
    expect(page.locator("input[type=checkbox]")).to_have_count(0)
    assert Contact.objects.count() == 2


def test_on_a_telephone_the_bar_of_the_selection_stands_on_the_navigation(visit):
    fill(20)
    page: Page = visit("/", viewport={"width": 375, "height": 667}, is_mobile=True, has_touch=True)

    page.locator("tbody td.pick").nth(0).click()
    page.evaluate("scrollTo(0, 300)")

    bar, navigation = page.locator(".selection").bounding_box(), page.locator(".sidenav").bounding_box()
    assert bar
    assert navigation
    assert navigation["y"] <= bar["y"] + bar["height"] <= navigation["y"] + 4
