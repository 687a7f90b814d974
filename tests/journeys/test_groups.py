"""The page of a group: who comes in and goes, and what is sent to them."""

from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.classification.models import MailingGroup
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.core.actor import SYSTEM
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import EDITOR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def test_two_come_in_one_goes_and_the_letters_of_a_summer_day_go_to_the_holiday_address(visit):
    make(instance=MailingGroup(code="GIFT", description="Geschenken"), by=SYSTEM)
    person = a_person("An Claes", street="Korenmarkt 1", postcode="9000", city="Gent")
    a_company("Zeta")
    house = {"code": "ZEE", "street": "Zeedijk 5", "postcode": "8400", "city": "Oostende"}
    summer: Any = {"starts": date(2026, 7, 1), "ends": date(2026, 8, 31), "yearly": True}
    add_address(contact=person, values=house, by=EDITOR, **summer)
    page: Page = visit("/setup/mailing-groups/GIFT/")

    page.get_by_role("link", name="Contacts", exact=True).last.click()
    field = page.get_by_role("combobox", name="Add a contact")
    rows = page.locator("#contacts .row-link")
    for typed, name in (("claes", "An Claes"), ("zet", "Zeta")):
        field.focus()
        page.keyboard.type(typed)
        expect(page.get_by_role("option", name=name)).to_be_visible()
        page.keyboard.press("Enter")
        expect(rows.filter(has_text=name)).to_be_visible()
        expect(field).to_be_focused()
    expect(page.locator("#members")).to_have_text("2 contacts")

    expect(
        page.locator("tr", has_text="Zeta").get_by_role("button", name="Take Zeta out")
    ).to_be_in_viewport()
    rows.filter(has_text="Zeta").press("Delete")
    expect(rows).to_have_text(["An Claes"])
    expect(page.locator("#members")).to_have_text("1 contact")

    page.get_by_role("link", name="Print or export").click()
    page.get_by_label("Address that holds on").fill("2027-07-15")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table.letters")).to_contain_text("Zeedijk 5")
    page.get_by_label("Address that holds on").fill("2027-09-15")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("table.letters")).to_contain_text("Korenmarkt 1")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as CSV").click()
    assert download.value.suggested_filename == "GIFT-2027-09-15.csv"
