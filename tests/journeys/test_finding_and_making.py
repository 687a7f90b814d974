"""Finding a contact and making one, in the browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_list_follows_what_is_typed_and_the_address_keeps_it(visit):
    a_company("Alfa")
    a_person("An Zeeman", company=a_company("Zeta"))
    page: Page = visit("/")
    rows = page.locator("#contacts tbody tr")
    expect(rows).to_have_count(3)

    page.locator("#filter-text").press_sequentially("zeem")
    expect(rows).to_have_count(1)
    expect(page).to_have_url(re.compile(r"q=zeem"))
    page.reload()

    expect(rows).to_have_text([re.compile("An Zeeman")])


def test_the_list_shows_persons_only_when_asked(visit):
    a_person("An Zeeman", company=a_company("Zeta"))
    page: Page = visit("/")

    page.locator("#filter").get_by_text("Persons", exact=True).click()

    expect(page.locator("#contacts tbody tr")).to_have_text([re.compile("An Zeeman")])


def test_the_list_is_walked_through_by_keyboard(visit):
    a_company("Alfa")
    a_company("Beta")
    page: Page = visit("/")

    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    expect(page.locator("#card-name")).to_have_text("Beta")


def test_the_search_box_leads_to_a_card_from_anywhere(visit):
    a_person("An Zeeman", company=a_company("Zeta"))
    page: Page = visit("/history/")

    page.keyboard.press("/")
    page.keyboard.type("zeem")
    expect(page.get_by_role("option", name="An Zeeman")).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#card-name")).to_have_text("An Zeeman")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("zeeamn rijs", "An Zeeman"),
        ("11223", "Mobile: +32 475 111 223"),
        ("rijsel", "Lille"),
        ("peeters", "Name, formerly: An Peeters"),
    ],
)
def test_a_card_is_found_in_spite_of_what_was_typed_and_says_why(visit, typed, shown):
    person = a_person("An Peeters", city="Lille", mobile="+32 475 111 223")
    change_contact(contact=person, values={"name": "An Zeeman"}, by=EDITOR)
    page: Page = visit("/history/")

    page.keyboard.press("/")
    page.keyboard.type(typed)
    option = page.get_by_role("option")
    expect(option).to_contain_text("An Zeeman")
    expect(option).to_contain_text(shown)
    expect(option.locator("mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#card-name")).to_have_text("An Zeeman")


def test_a_card_is_made_from_two_fields(visit):
    a_setup()
    page: Page = visit("/")

    page.get_by_role("button", name="Quick entry").click()
    page.locator("#dialog").get_by_label("Name").fill("An Claes")
    page.locator("#dialog").get_by_label("Phone or e-mail").fill("an@")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog .error")).to_contain_text("is not an e-mail address")
    page.locator("#dialog").get_by_label("Phone or e-mail").fill("an@example.com")
    page.keyboard.press("Enter")

    expect(page.locator("#card-name")).to_have_text("An Claes")
    expect(page.locator("#reach")).to_contain_text("an@example.com")


def test_who_comes_back_to_a_refused_form_finds_what_was_typed(visit):
    a_setup()
    page: Page = visit("/contacts/new/company/")

    page.get_by_label("E-mail").press_sequentially("an@")
    page.keyboard.press("Enter")
    expect(page.locator(".error").first).to_contain_text("is not an e-mail address")
    page.goto(page.url.split("/contacts/")[0] + "/history/")
    page.go_back()

    expect(page.get_by_label("E-mail")).to_have_value("an@")
    expect(page.locator(".error")).to_have_count(0)


def test_a_company_is_deleted_after_a_preview_and_comes_back(visit):
    company = a_company("Zeta")
    a_person("An Claes", company=company)
    page: Page = visit(f"/contacts/{company.number}/")

    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("link", name="Delete…").click()
    expect(page.locator("#dialog")).to_contain_text("1 person")
    page.locator("#dialog").get_by_role("button", name="Delete").click()
    expect(page.locator("#contacts")).to_contain_text("No contacts yet")
    page.locator("#toasts").get_by_role("button", name="Undo").click()

    expect(page.locator("#contacts tbody tr")).to_have_count(2)
    assert Contact.objects.count() == 2


def test_a_card_changes_its_type_after_saying_what_is_lost(visit):
    person = a_person("An Claes", job_title="Inkoper")
    page: Page = visit(f"/contacts/{person.number}/")

    page.locator("summary[aria-label='More actions']").click()
    page.get_by_role("link", name="Change to company…").click()
    expect(page.locator("#dialog")).to_contain_text("Job title")
    page.locator("#dialog").get_by_role("button", name="Change the type").click()

    expect(page.locator("#identity .chips")).to_contain_text("Company")
