"""A house at the sea every summer: put on the card, looked at on two days, and taken back."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.contacts.models import AddressRange, AlternativeAddress
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup, an_address
from kaartenbak.testing.cast import MANAGER, READER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def person():
    a_country("BE")
    a_setup(home_country="BE")
    return a_person("An Claes", street="Thuis 1", postcode="9000", city="Gent", country="BE")


def look_at(page: Page, day: str) -> None:
    page.locator("#address-day").fill(day)


def test_a_holiday_address_every_summer_is_seen_in_july_not_in_september_and_undone(visit, person):
    page: Page = visit(f"/contacts/{person.number}/", MANAGER)
    panel = page.locator("#addresses")
    panel.get_by_role("link", name="Add an address").click()
    dialog = page.locator("#dialog")
    dialog.get_by_label("Code", exact=True).fill("zee")
    dialog.get_by_label("Address", exact=True).fill("Zeedijk 5")
    dialog.get_by_role("combobox", name="City").fill("Oostende")
    dialog.get_by_label("From", exact=True).fill("2026-07-01")
    dialog.get_by_label("Up to and including").fill("2026-08-31")
    dialog.get_by_label("Every year on the same days").check()
    dialog.get_by_role("button", name="Add").click()

    expect(panel.locator(".periods")).to_contain_text("1 July – 31 August, every year from 2026 on")
    expect(dialog).not_to_be_visible()
    look_at(page, "2031-07-15")
    expect(panel.locator(".holding")).to_contain_text("up to and including 31 August 2031")
    expect(panel.locator(".holding")).to_contain_text("Zeedijk 5")
    look_at(page, "2031-09-15")
    expect(panel.locator(".holding")).to_contain_text("Normal address")
    expect(panel.locator(".holding")).to_contain_text("Thuis 1")

    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(panel).to_contain_text("The normal address holds all year.")
    expect(page.locator("#history")).to_contain_text("added an alternative address: ZEE")
    assert not AlternativeAddress.objects.exists()
    assert not AddressRange.objects.exists()


def test_a_period_is_changed_and_an_address_removed_by_keyboard_alone(visit, person):
    an_address(person, "ZEE", starts=date(2026, 7, 1), ends=date(2026, 8, 31))
    page: Page = visit(f"/contacts/{person.number}/")

    page.locator("#addresses .periods a").press("Enter")
    expect(page.locator("#dialog").get_by_label("From", exact=True)).to_be_focused()
    page.locator("#dialog").get_by_label("Every year").press("Space")
    page.keyboard.press("Enter")
    expect(page.locator("#addresses .periods")).to_contain_text("every year from 2026 on")
    page.get_by_role("button", name="Remove ZEE").press("Enter")

    expect(page.locator("#addresses")).to_contain_text("The normal address holds all year.")


def test_half_a_day_is_not_sent_as_none(visit, person):
    an_address(person, "ZEE", starts=date(2026, 7, 1), ends=date(2026, 8, 31))
    page: Page = visit(f"/contacts/{person.number}/")
    page.locator("#addresses .periods a").press("Enter")
    ends = page.locator("#dialog").get_by_label("Up to and including")

    ends.press("Delete")
    page.keyboard.press("Enter")
    expect(ends).to_be_focused()
    assert ends.evaluate("field => field.validity.badInput")
    assert AddressRange.objects.get().ends == date(2026, 8, 31)

    ends.fill("2026-09-30")
    page.keyboard.press("Enter")
    expect(page.locator("#addresses .periods")).to_contain_text("1 July 2026 – 30 September 2026")


def test_without_scripts_another_day_can_be_looked_at(visit, person):
    an_address(
        person, "ZEE", street="Zeedijk 5", starts=date(2026, 7, 1), ends=date(2026, 8, 31), yearly=True
    )
    page: Page = visit(f"/contacts/{person.number}/", READER, java_script_enabled=False)

    look_at(page, "2031-07-15")
    page.locator("#addresses").get_by_role("button", name="Show").click()

    expect(page.locator("#addresses .holding")).to_contain_text("Zeedijk 5")
    expect(page.locator("#address-day")).to_have_value("2031-07-15")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_panel_and_its_dialogs_are_for_everybody(visit, person, width, theme):
    company = a_company("Bakkerij Claes", street="Kaai 1", city="Gent")
    worker = a_person("Bo", company=company)
    an_address(company, "FAIR", street="Hal 3", starts=date(2026, 1, 1))
    an_address(worker, "ZEE", street="Zeedijk 5", starts=date(2026, 7, 1), yearly=True, phone="059 70 11 99")
    page: Page = visit(
        f"/contacts/{worker.number}/?on=2026-05-01",
        viewport={"width": width, "height": 800},
        color_scheme=theme,
        reduced_motion="reduce",
    )

    found = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.locator("#addresses").get_by_role("link", name="Add an address").click()
    expect(page.locator("#dialog").get_by_label("Code", exact=True)).to_be_visible()
    assert [*found, *violations(page)] == []
