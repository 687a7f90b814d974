"""Who is in the register twice, in the browser: warned while a card is typed, and found among all."""

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.models import Suspect
from kaartenbak.jobs.worker import workers
from kaartenbak.testing.builders import a_company, a_person, a_setup

pytestmark = pytest.mark.django_db(transaction=True)
NAME, MOBILE = "Anne-Lies Vandenberghe", "0470 12 34 56"


def test_who_types_a_second_card_is_warned_and_opens_the_first_instead(visit):
    a_setup()
    first = a_person(NAME, mobile=MOBILE)
    page: Page = visit("/contacts/new/person/")

    page.get_by_label("Name", exact=True).fill("Annelies van den Berghe")
    page.get_by_label("Mobile", exact=True).fill("+32 470 12 34 56")
    page.keyboard.press("Tab")
    warning = page.get_by_role("status").filter(has_text="Perhaps this contact is in the register already")
    expect(warning.get_by_role("link")).to_have_text(NAME)
    page.once("dialog", lambda dialog: dialog.accept())
    warning.get_by_role("link").press("Enter")

    expect(page.locator("#card-name")).to_have_text(NAME)
    assert list(Contact.objects.all()) == [first]


def test_who_enters_a_card_quickly_is_warned_too(visit):
    a_setup()
    first = a_person(NAME, mobile=MOBILE)
    page: Page = visit("/contacts/new/quick/")

    page.get_by_label("Name", exact=True).fill("Annelies van den Berghe")
    page.get_by_label("Phone or e-mail").fill("+32 470 12 34 56")
    page.keyboard.press("Tab")
    warning = page.get_by_role("status").filter(has_text="Perhaps this contact is in the register already")
    expect(warning.get_by_role("link")).to_have_attribute("href", f"/contacts/{first.number}/")

    expect(page.get_by_label("Name", exact=True)).to_have_value("Annelies van den Berghe")


def test_all_contacts_are_compared_and_the_pair_is_there_to_look_at(visit):
    a_company("Bakkerij De Smet", phone="09 224 11 61")
    a_company("De Smet Bakkerij NV", phone="09/224.11.61")
    a_company("Slagerij Maes")
    Suspect.objects.all().delete()
    page: Page = visit("/duplicates/")
    expect(page.get_by_text("No pair is waiting")).to_be_visible()

    page.get_by_role("button", name="Compare all contacts").press("Enter")
    expect(page.locator("#work")).to_contain_text("Contacts are being compared at this moment.")
    with workers(1):
        expect(page.locator(".suspect")).to_have_count(2)

    expect(page.locator("#toasts")).to_contain_text("The contacts were compared.")
    expect(page.locator("tbody tr")).to_contain_text("Phone: the same")
    page.get_by_role("link", name="Compare", exact=True).press("Enter")
    expect(page.locator(".sides thead")).to_contain_text("De Smet Bakkerij NV")
