"""The components in a real browser: the keyboard, accessibility, the security policy."""

import pytest
from playwright.sync_api import expect

from kaartenbak.accounts.models import User
from kaartenbak.testing.accessibility import violations

# The guide shows components with samples; only the sign-in asks the database.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 375, "height": 800}


@pytest.fixture
def open_guide(new_page, live_server, client):
    """Opens the guide for an administrator; `page.complaints` collects what the browser had to say."""
    user = User.objects.create(username="claire", name="Claire Dubois", role="admin", language="en")
    client.force_login(user)
    session = client.cookies["sessionid"].value

    def go(**options):
        page = new_page(**options)
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if "Policy" in said.text else None)
        page.goto(f"{live_server.url}/style/")
        return page

    return go


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_everybody_can_use_the_components(open_guide, size, theme):
    page = open_guide(viewport=size, color_scheme=theme, reduced_motion="reduce")

    assert violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("width", [320, 375, 720, 1024, 1920])
def test_no_width_makes_the_page_scroll_sideways(open_guide, width):
    page = open_guide(viewport={"width": width, "height": 800})

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_value_is_edited_in_place_by_keyboard_alone(open_guide):
    page = open_guide(viewport=DESKTOP)
    edit = page.get_by_role("button", name="Edit Phone")
    row = page.locator("#field-phone")

    edit.press("F2")
    field = row.get_by_role("textbox", name="Phone")
    expect(field).to_be_focused()
    field.fill("")
    page.keyboard.press("Enter")
    expect(row.get_by_text("This field is required.")).to_be_visible()
    expect(field).to_be_focused()
    field.fill("+32 475 12 34 56")
    page.keyboard.press("Enter")

    expect(row.get_by_role("link", name="+32 475 12 34 56")).to_be_visible()
    expect(edit).to_be_focused()
    expect(page.locator("#toasts").get_by_role("button", name="Undo")).to_be_visible()


def test_escape_leaves_a_value_as_it_was(open_guide):
    page = open_guide(viewport=DESKTOP)
    row = page.locator("#field-phone")

    row.get_by_text("Phone").click()
    expect(row.locator("form")).to_have_count(0)
    page.get_by_role("button", name="Edit Phone").click()
    row.get_by_role("textbox", name="Phone").fill("something else")
    page.keyboard.press("Escape")

    expect(row.get_by_role("link", name="+32 9 224 11 61")).to_be_visible()
    expect(page.get_by_role("button", name="Edit Phone")).to_be_focused()


def test_a_reference_is_chosen_by_typing(open_guide):
    page = open_guide(viewport=DESKTOP)
    country = page.locator("#forms").get_by_role("combobox", name="Country")

    country.fill("lux")
    expect(page.locator("#forms [role=option]")).to_have_text(["LuxembourgLU"])
    expect(country).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")

    expect(country).to_have_value("Luxembourg")
    expect(page.locator("#forms [name=country]")).to_have_value("luxembourg")
    expect(country).to_have_attribute("aria-expanded", "false")


def test_what_was_typed_into_a_reference_is_not_lost(open_guide):
    page = open_guide(viewport=DESKTOP)
    country = page.locator("#forms").get_by_role("combobox", name="Country")

    country.fill("atlantis")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.keyboard.press("Tab")

    expect(page.locator("#forms [name=country]")).to_have_value("atlantis")


def test_a_dialog_takes_the_focus_and_gives_it_back(open_guide):
    page = open_guide(viewport=DESKTOP)
    opener = page.get_by_role("button", name="Open dialog")

    opener.click()
    dialog = page.get_by_role("dialog", name="Change the phone number")
    expect(dialog.get_by_label("Phone")).to_be_focused()
    page.keyboard.press("Escape")

    expect(dialog).to_have_count(0)
    expect(opener).to_be_focused()


def test_unsaved_input_is_asked_about_and_put_back(open_guide):
    page = open_guide(viewport=DESKTOP)
    asked = []

    def accept(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)

    page.locator("#forms").get_by_label("E-mail").fill("annelies@example.com")
    page.reload()

    expect(page.locator("#forms").get_by_label("E-mail")).to_have_value("annelies@example.com")
    expect(page.get_by_text("What you typed earlier and did not save was put back.")).to_be_visible()
    assert asked == ["beforeunload"]


def test_rows_and_search_are_reached_by_keys(open_guide):
    page = open_guide(viewport=DESKTOP)

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")

    expect(page.locator("[data-list] a.row-link").first).to_be_focused()


def test_the_theme_changes_at_once_and_stays(open_guide):
    page = open_guide(viewport=DESKTOP, color_scheme="light")

    page.locator("summary", has_text="Menu of Claire Dubois").click()
    with page.expect_response("**/theme/"):
        page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.reload()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_the_guide_is_not_for_everybody(client):
    client.force_login(User.objects.create(username="rita", role="reader"))

    assert client.get("/style/").status_code == 404


def test_a_double_click_sends_a_form_once(open_guide):
    page = open_guide(viewport=DESKTOP)
    sent = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    page.get_by_role("button", name="Edit Phone").click()

    page.locator("#field-phone").get_by_role("button", name="Save").dblclick()

    expect(page.get_by_role("button", name="Edit Phone")).to_be_visible()
    assert len(sent) == 1
