"""Editing a card in the browser, by mouse and by keyboard."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import Postcode
from kaartenbak.testing.builders import a_company, a_country, a_person, make
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def card(contact: Contact) -> str:
    return f"/contacts/{contact.number}/"


def test_a_value_is_edited_by_keyboard_alone(visit):
    page: Page = visit(card(a_person("An Claes")))

    page.locator("#field-job-title .edit").press("F2")
    expect(page.locator("#field-job-title input[name=job_title]")).to_be_focused()
    page.keyboard.type("Inkoper")
    page.keyboard.press("Enter")

    expect(page.locator("#field-job-title .value")).to_have_text("Inkoper")
    expect(page.locator("#identity .subtitle")).to_contain_text("Inkoper")
    expect(page.locator("#history")).to_contain_text("Eddy Editor filled in job title: Inkoper")
    expect(page.locator("#field-job-title .edit")).to_be_focused()


def test_escape_leaves_the_value_as_it_was(visit):
    page: Page = visit(card(a_company("Zeta")))

    page.locator("#field-name .value").click()
    expect(page.locator("#field-name input[name=name]")).to_be_focused()
    page.keyboard.type("Anders")
    page.keyboard.press("Escape")

    expect(page.locator("#field-name .value")).to_have_text("Zeta")
    assert Contact.objects.get().name == "Zeta"


def test_a_refused_value_stays_where_it_was_typed(visit):
    company = a_company(phone="09 111 11 11")
    page: Page = visit(card(company))

    page.locator("#reach .way .edit").first.click()
    page.get_by_label("Number or address", exact=True).fill("nul negen")
    page.keyboard.press("Enter")

    expect(page.locator("#reach .error")).to_contain_text("holds letters")
    expect(page.get_by_label("Number or address", exact=True)).to_have_value("nul negen")


def test_of_two_who_edit_one_value_the_second_sees_both_and_chooses(visit):
    company = a_company("Eerst")
    page: Page = visit(card(company))
    page.locator("#field-name .value").click()
    page.locator("#field-name input[name=name]").fill("Mijn naam")
    change_contact(contact=company, values={"name": "Hun naam"}, by=MANAGER)

    page.keyboard.press("Enter")
    conflict = page.locator("#field-name")
    for told in ("Eerst", "Hun naam", "Mijn naam"):
        expect(conflict).to_contain_text(told)
    conflict.get_by_role("button", name="Save").click()

    expect(page.locator("#field-name .value")).to_have_text("Mijn naam")


def test_a_person_keeps_an_own_value_and_follows_again(visit):
    company = a_company("Zeta", street="Korenmarkt 1", postcode="9000", city="Gent")
    page: Page = visit(card(a_person("An Claes", company=company)))
    address = page.locator("#field-address")

    address.get_by_role("button", name="Keep as own value").click()
    expect(address.locator(".chip.own")).to_be_visible()
    address.get_by_role("button", name="Follow Zeta again").click()

    expect(address.locator(".chip.inherited")).to_contain_text("Zeta")


def test_numbers_are_added_made_the_main_one_and_removed(visit):
    company = a_company(phone="09 111 11 11")
    page: Page = visit(card(company))

    page.get_by_role("button", name="Add a number or address").click()
    page.get_by_label("Number or address", exact=True).fill("09 222 22 22")
    page.get_by_label("Label").fill("Onthaal")
    page.keyboard.press("Enter")
    expect(page.locator("#dialog")).to_be_hidden()
    expect(page.locator("#reach")).to_contain_text("Onthaal")

    page.locator("#reach .way", has_text="09 222 22 22").locator(".edit").click()
    page.get_by_role("button", name="Make main").click()
    expect(page.locator("#reach .way .value").first).to_have_text("09 222 22 22")

    page.locator("#reach .way", has_text="09 111 11 11").locator(".edit").click()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#reach")).not_to_contain_text("09 111 11 11")


def test_a_missing_number_is_typed_on_its_blank_line(visit):
    page: Page = visit(card(a_company()))

    page.locator("#field-phone .edit").click()
    page.get_by_label("Phone", exact=True).fill("09 224 11 61")
    page.keyboard.press("Enter")

    expect(page.locator("#reach a[href='tel:092241161']")).to_be_visible()


def test_an_employer_is_chosen_by_typing(visit):
    a_company("Zeta", street="Korenmarkt 1")
    page: Page = visit(card(a_person("An Claes")))

    page.locator("#field-company .edit").click()
    page.get_by_role("combobox", name="Company").fill("zet")
    page.get_by_role("option", name="Zeta").click()
    page.locator("#field-company").get_by_role("button", name="Save").click()

    expect(page.locator("#identity")).to_contain_text("Zeta")
    expect(page.locator("#field-address")).to_contain_text("Korenmarkt 1")


def test_a_comment_is_written_and_removed(visit):
    page: Page = visit(card(a_company()))

    page.get_by_role("textbox", name="Comment").fill("Let op: drempel")
    page.get_by_role("button", name="Add comment").click()
    expect(page.locator(".comment .text")).to_have_text("Let op: drempel")
    page.locator(".comment").get_by_role("button", name="Remove").click()

    expect(page.locator(".comment")).to_have_count(0)


def test_a_former_value_is_put_back_from_the_history(visit):
    company = a_company(city="Gent")
    change_contact(contact=company, values={"city": "Aalst"}, by=EDITOR)
    page: Page = visit(card(company))

    page.locator("#history").get_by_role("button", name="Put back").first.click()

    expect(page.locator("#field-address")).to_contain_text("Gent")


def test_the_card_is_seen_as_it_was_and_one_comes_back_to_today(visit):
    company = a_company("Eerst")
    change_contact(contact=company, values={"name": "Later"}, by=EDITOR)
    page: Page = visit(card(company))

    page.locator("#history .when a").last.click()
    expect(page.locator("#card-name")).to_have_text("Eerst")
    page.get_by_role("link", name="Back to today").click()

    expect(page.locator("#card-name")).to_have_text("Later")


def test_name_details_are_changed_in_a_dialog(visit):
    page: Page = visit(card(a_person("An Claes")))

    page.get_by_role("link", name="Name details").click()
    page.locator("#dialog").get_by_label("Surname").fill("De Wit")
    page.locator("#dialog").get_by_role("button", name="Save").click()

    expect(page.locator("#card-name")).to_have_text("An De Wit")


def test_times_are_those_of_the_reader(visit):
    company = a_company("Eerst")
    page: Page = visit(card(company), timezone_id="Pacific/Auckland")
    shown = page.locator("#fact-created time")
    utc = datetime.fromisoformat(shown.get_attribute("datetime") or "")

    there = utc.astimezone(ZoneInfo("Pacific/Auckland"))
    expect(shown).to_contain_text(f"{there:%H:%M}")
    page.get_by_label("As it was on").fill(f"{there + timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#card-name")).to_have_text("Eerst")
    page.go_back()
    page.get_by_label("As it was on").fill(f"{there - timedelta(minutes=1):%Y-%m-%dT%H:%M}")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#main")).to_contain_text("This card was not there yet.")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_the_day_of_a_change_is_that_of_the_reader_in_the_list_as_well(visit, zone):
    company = a_company("Eerst")
    page: Page = visit("/", timezone_id=zone)

    there = company.modified_at.astimezone(ZoneInfo(zone))
    expect(page.locator("#contacts tbody time")).to_have_text(f"{there.day} {there:%b %Y}")


def test_a_city_is_chosen_with_its_postcode(visit):
    company = a_company(country=a_country("BE").code)
    make(
        instance=Postcode(code="9050", city="Gentbrugge", city_key="gentbrugge", country=company.country),
        by=SYSTEM,
    )
    make(instance=Postcode(code="9000", city="Gent", city_key="gent", country=company.country), by=SYSTEM)
    page: Page = visit(card(company))

    page.locator("#field-address .edit").click()
    page.get_by_role("combobox", name="City").press_sequentially("gent")
    expect(page.get_by_role("option").first).to_contain_text("9000 · BE")
    page.get_by_role("option", name="Gentbrugge").click()
    expect(page.get_by_role("combobox", name="Postcode")).to_have_value("9050")
    page.locator("#field-address").get_by_role("button", name="Save").click()

    expect(page.locator("#field-address")).to_contain_text("9050 Gentbrugge")


def test_a_city_that_nobody_knows_stays_as_it_was_typed(visit):
    company = a_company(country=a_country("BE").code)
    make(instance=Postcode(code="9000", city="Gent", city_key="gent", country=company.country), by=SYSTEM)
    page: Page = visit(card(company))

    page.locator("#field-address .edit").click()
    page.get_by_role("combobox", name="City").press_sequentially("Gen")
    expect(page.get_by_role("option", name="Gent")).to_be_visible()
    page.keyboard.press("Tab")
    page.locator("#field-address").get_by_role("button", name="Save").click()

    expect(page.locator("#field-address .postal")).to_have_text("Gen")
