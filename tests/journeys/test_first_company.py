"""The first journey: a company, its buyer, a move of the company, and taking it back."""

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.testing.builders import a_country, a_setup
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.visits import complaints_of, sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_buyer_moves_along_with_his_company_and_back(page: Page, live_server):
    a_setup(default_country=a_country("BE"))
    complaints = complaints_of(page)
    sign_in(page, live_server.url, EDITOR)

    create_company(page)
    create_buyer(page)
    inherited = page.locator("#field-address")
    expect(inherited).to_contain_text("Korenmarkt 1")
    expect(inherited.locator(".chip.inherited")).to_contain_text("Drukkerij De Smet")

    move_company(page)
    page.get_by_role("link", name="Annelies van den Berg").click()
    expect(page.locator("#field-address")).to_contain_text("Vrijdagmarkt 7")
    page.go_back()

    page.locator("#history").get_by_role("button", name="Undo").first.click()
    expect(page.locator("#toasts")).to_contain_text("Undone")
    expect(page.locator("#field-address")).to_contain_text("Korenmarkt 1")
    page.get_by_role("link", name="Annelies van den Berg").click()
    expect(page.locator("#card-name")).to_have_text("Annelies van den Berg")
    expect(page.locator("#field-address")).to_contain_text("Korenmarkt 1")
    assert complaints == []


def create_company(page: Page) -> None:
    page.get_by_role("link", name="New company").first.click()
    expect(page.get_by_role("heading", name="New company")).to_be_visible()
    page.get_by_label("Name").fill("Drukkerij De Smet")
    page.get_by_label("Address", exact=True).fill("Korenmarkt 1")
    page.get_by_role("combobox", name="Postcode").fill("9000")
    page.get_by_role("combobox", name="City").fill("Gent")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="Drukkerij De Smet")).to_be_visible()


def create_buyer(page: Page) -> None:
    page.get_by_role("link", name="New person").first.click()
    expect(page.get_by_role("combobox", name="Company")).to_have_value("Drukkerij De Smet")
    page.get_by_label("Name").fill("Annelies van den Berg")
    page.get_by_label("Job title").fill("Inkoper")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_role("heading", name="Annelies van den Berg")).to_be_visible()


def move_company(page: Page) -> None:
    page.locator("#identity").get_by_role("link", name="Drukkerij De Smet").click()
    expect(page.locator("#card-name")).to_have_text("Drukkerij De Smet")
    page.get_by_role("button", name="Edit Address").click()
    form = page.locator("#field-address form")
    expect(form).to_contain_text("1 person follows.")
    expect(form).to_contain_text("Annelies van den Berg")
    form.get_by_label("Address", exact=True).fill("Vrijdagmarkt 7")
    page.keyboard.press("Enter")
    expect(page.locator("#field-address")).to_contain_text("Vrijdagmarkt 7")
    expect(page.locator("#toasts")).to_contain_text("1 person follows.")
    expect(page.locator("#letter")).to_contain_text("Vrijdagmarkt 7")
