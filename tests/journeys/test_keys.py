"""Everything by keyboard: the search box, the keys themselves."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import Salesperson
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_person, a_setup, make
from kaartenbak.testing.cast import MANAGER, READER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


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


def test_an_option_that_was_walked_to_stays_marked_when_a_later_answer_has_it_as_well(visit):
    for name in ("Zeeman Aalst", "Zeeman Brugge"):
        a_company(name)
    page: Page = visit("/history/")
    held: list[Route] = []
    page.route("**/suggestions/?q=zeeman", lambda route: held.append(route))  # noqa: PLW0108 Playwright marks it
    page.keyboard.press("/")
    page.keyboard.type("zeema")
    expect(page.get_by_role("option")).to_have_count(2)

    with page.expect_request("**/suggestions/?q=zeeman"):
        page.keyboard.type("n")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    with page.expect_response("**/suggestions/?q=zeeman"):
        held[0].continue_()
    expect(page.locator(".searching")).to_have_count(0)
    page.keyboard.press("Enter")

    expect(page.locator("#card-name")).to_have_text("Zeeman Brugge")


def test_a_question_mark_shows_the_keys_and_typing_one_does_not(visit):
    page: Page = visit("/", READER)
    dialog = page.locator("#dialog")

    page.locator("#filter-text").press("?")
    expect(page.locator("#filter-text")).to_have_value("?")
    expect(dialog).not_to_be_visible()
    page.locator("#main").press("?")
    expect(dialog.get_by_role("heading", name="In a list")).to_be_visible()
    expect(dialog).to_contain_text("Search for anybody/")
    assert violations(page) == []
    page.keyboard.press("j")
    page.keyboard.press("Escape")

    expect(dialog).not_to_be_visible()


def test_the_key_that_saves_does_so_in_every_form(visit):
    a_setup()
    page: Page = visit("/contacts/new/company/")

    page.get_by_label("Name", exact=True).fill("Zeeman")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#card-name")).to_have_text("Zeeman")
    page.locator("#addresses").get_by_role("link", name="Add an address").press("Enter")
    page.get_by_label("Code", exact=True).fill("SEA")
    page.get_by_role("textbox", name="Address", exact=True).fill("Zeedijk 5")
    page.get_by_label("From", exact=True).fill("2026-07-01")
    page.get_by_label("Every year on the same days").press("Control+Enter")
    expect(page.locator("#toasts")).to_contain_text("SEA")
    page.get_by_role("textbox", name="Comment").fill("Belde\nterug")
    page.keyboard.press("Control+Enter")

    expect(page.locator("#comments")).to_contain_text("Belde")
    expect(page.locator("#toasts")).to_contain_text("comment")


def type_in_palette(page: Page, typed: str, first: str) -> None:
    """Open the palette, type, and wait for its first entry."""
    page.keyboard.press("Control+k")
    page.keyboard.type(typed)
    expect(page.locator("#palette [role=option][aria-selected=true]")).to_contain_text(first)


def test_the_palette_leads_to_contacts_and_pages_in_spite_of_typing_errors(visit):
    a_person("An Zeeman", city="Lille")
    page: Page = visit("/history/")

    type_in_palette(page, "zeemna rijs", "An Zeeman")
    page.keyboard.press("Enter")
    expect(page.locator("#card-name")).to_have_text("An Zeeman")
    type_in_palette(page, "postc", "Postcodes")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Postcodes")
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=group]").first).to_contain_text("Recent")
    expect(page.locator("#palette [role=group]").first).to_contain_text("An Zeeman")


def test_the_palette_edits_the_open_card_and_remembers_what_was_used(visit):
    make(instance=MailingGroup(code="MOVE", description="Office move"), by=SYSTEM)
    card = a_company("Zeta")
    page: Page = visit(f"/contacts/{card.number}/")

    type_in_palette(page, "phone", "Edit Phone")
    page.keyboard.press("Enter")
    expect(page.locator("#reach input[name=phone]")).to_be_focused()
    page.keyboard.type("09 224 11 61")
    page.keyboard.press("Enter")
    expect(page.locator("#reach")).to_contain_text("09 224 11 61")
    type_in_palette(page, "mailing", "Add a mailing group")
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Add a mailing group")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=group]").first).to_contain_text(
        re.compile(r"Recent\s+Add a mailing group\s+Edit Phone")
    )
    page.keyboard.press("Escape")
    expect(page.locator("#palette")).not_to_be_visible()
    expect(page.get_by_role("combobox", name="Add a mailing group")).to_be_focused()

    type_in_palette(page, "undo", "Undo: Changed")
    page.keyboard.press("Enter")
    page.wait_for_url("**/history/**")
    page.get_by_role("button", name="Undo").first.click()
    expect(page.locator("#reach")).not_to_contain_text("09 224 11 61")


def test_the_palette_makes_and_opens_dialogs(visit):
    a_setup()
    page: Page = visit("/", viewport={"width": 375, "height": 700})

    page.get_by_role("button", name="Go anywhere, do anything").click()
    page.keyboard.type("quick")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog").get_by_label("Name")).to_be_focused()
    page.keyboard.press("Escape")
    type_in_palette(page, "company", "New company")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("New company")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_palette_is_for_everybody(visit, theme):
    a_company("Zeta")
    page: Page = visit(
        "/", color_scheme=theme, reduced_motion="reduce", viewport={"width": 375, "height": 700}
    )

    page.keyboard.press("Control+k")
    expect(page.locator("#palette [role=option]").first).to_be_visible()

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375


def test_without_scripts_there_is_no_palette(visit):
    page: Page = visit("/", java_script_enabled=False)

    expect(page.locator("[data-key=palette]")).not_to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_leads_to_the_keys(visit, scripts):
    page: Page = visit("/", READER, java_script_enabled=scripts)

    page.locator("header summary").click()
    page.get_by_role("link", name="Keys").click()

    expect(page.locator(".keys").get_by_role("heading", name="On every page")).to_be_visible()
    expect(page.locator("#dialog[open]")).to_have_count(1 if scripts else 0)


def test_a_row_is_looked_at_beside_the_list_and_the_look_follows(visit):
    a_company("Alfa", phone="09 224 11 61")
    a_company("Beta")
    a_company("Gamma")
    page: Page = visit("/")
    peek = page.locator("#peek")

    page.keyboard.press("j")
    page.keyboard.press("Space")
    expect(peek.get_by_role("heading")).to_have_text("Alfa")
    expect(peek).to_contain_text("09 224 11 61")
    page.keyboard.press("ArrowDown")
    expect(peek.get_by_role("heading")).to_have_text("Beta")
    expect(page.get_by_role("link", name="Beta")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(peek.get_by_role("link", name="Open the card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(peek).to_have_count(0)
    expect(page.get_by_role("link", name="Beta")).to_be_focused()
    page.keyboard.press("p")
    expect(peek.get_by_role("heading")).to_have_text("Beta")
    page.keyboard.press("p")

    expect(peek).to_have_count(0)
    page.keyboard.press("x")
    expect(page.locator("tbody input:checked")).to_have_count(1)


def test_a_look_is_there_again_after_loading_anew_and_coming_back(visit):
    a_company("Alfa")
    a_company("Beta")
    page: Page = visit("/")
    heading = page.locator("#peek").get_by_role("heading")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("p")
    expect(heading).to_have_text("Beta")

    page.reload()
    expect(heading).to_have_text("Beta")
    page.locator("#peek").get_by_role("link", name="Open the card").click()
    expect(page.locator("#card-name")).to_have_text("Beta")
    page.go_back()
    expect(heading).to_have_text("Beta")
    page.locator("#peek").get_by_role("button", name="Close").click()
    page.reload()

    expect(page.locator("tbody .row-link")).to_have_count(2)
    expect(page.locator("#peek")).to_have_count(0)


def test_a_finger_finds_the_pencils_without_hovering(visit):
    a_company("Alfa")
    viewport = {"width": 1024, "height": 700}
    page: Page = visit("/", has_touch=True, is_mobile=True, viewport=viewport, reduced_motion="reduce")

    pencil = page.get_by_role("button", name="Edit Phone: Alfa")
    expect(pencil).to_have_css("opacity", "1")
    pencil.tap()
    expect(page.locator("tbody form input:focus")).to_have_count(1)
    assert violations(page) == []


@pytest.mark.parametrize("width", [375, 1280])
def test_a_look_is_opened_and_closed_by_buttons(visit, width):
    a_company("Alfa")
    page: Page = visit("/", READER, viewport={"width": width, "height": 700}, reduced_motion="reduce")

    page.locator("tbody tr").hover()
    page.get_by_role("button", name="Show Alfa at the side").click()
    expect(page.locator("#peek").get_by_role("heading")).to_have_text("Alfa")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#peek").get_by_role("button", name="Close").click()

    expect(page.locator("#peek")).to_have_count(0)


def test_a_cell_is_edited_where_it_stands_refused_left_and_saved(visit):
    company = a_company("Zeta")
    a_person("An Zeeman", company=company, job_title="Inkoper")
    page: Page = visit("/")
    cell = page.locator("tbody tr").nth(1).locator("td[data-column=email]")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("F2")
    expect(page.locator("input[name=job_title]")).to_have_value("Inkoper")
    page.keyboard.press("Escape")
    expect(page.locator(".cell-form")).to_have_count(0)
    expect(page.locator("tbody tr").nth(1)).to_contain_text("Inkoper")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(cell.locator("input[name=email]")).to_be_focused()
    page.keyboard.type("an@")
    page.keyboard.press("Enter")
    expect(cell.locator(".error")).to_contain_text("is not an e-mail address")
    expect(cell.locator("input[name=email]")).to_be_focused()
    page.keyboard.type("zeta.example")
    page.keyboard.press("Enter")

    expect(cell).to_have_text("an@zeta.example")
    expect(page.get_by_role("link", name="An Zeeman")).to_be_focused()
    page.locator("#toasts").get_by_role("button", name="Undo").click()
    expect(cell).to_have_text("")


def test_a_code_is_chosen_in_its_cell_by_the_pencil(visit):
    make(instance=Salesperson(code="PDW", description="Pieter De Wilde"), by=SYSTEM)
    a_company("Zeta")
    page: Page = visit("/?columns=name,salesperson", reduced_motion="reduce")

    page.locator("tbody tr").hover()
    page.get_by_role("button", name="Edit Salesperson: Zeta").click()
    expect(page.locator("td input[role=combobox]")).to_be_focused()
    page.keyboard.type("piet")
    expect(page.locator("td [role=option]")).to_contain_text(["Pieter De Wilde"])
    assert violations(page) == []
    page.keyboard.press("Enter")
    expect(page.locator("td input[role=combobox]")).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")

    expect(page.locator("td[data-column=salesperson]")).to_have_text("Pieter De Wilde")
    assert Contact.objects.get().salesperson.code == "PDW"


def test_what_somebody_else_changed_meanwhile_is_asked_about(visit):
    company = a_company("Zeta", phone="1111")
    page: Page = visit("/")

    page.keyboard.press("j")
    page.keyboard.press("F2")
    expect(page.locator("input[name=phone]")).to_be_focused()
    change_contact(contact=company, values={"phone": "2222"}, by=MANAGER)
    page.keyboard.type("3333")
    page.keyboard.press("Enter")
    dialog = page.locator("#dialog")
    expect(dialog).to_contain_text("Somebody else changed this")
    dialog.get_by_text("3333").click()
    dialog.get_by_role("button", name="Save").click()

    expect(page.locator("td[data-column=phone]")).to_have_text("3333")
    expect(dialog).not_to_be_visible()


def test_a_reader_edits_no_cells(visit):
    a_company("Zeta", phone="1111")
    page: Page = visit("/", READER)

    page.keyboard.press("j")
    page.keyboard.press("F2")
    page.locator("tbody tr").hover()

    expect(page.locator(".cell-edit")).to_have_count(0)
    expect(page.locator(".cell-form")).to_have_count(0)
