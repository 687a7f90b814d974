"""Giving contacts codes on their cards, by keyboard."""

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.classification.models import JobResponsibility, MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import OrganizationalLevel
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import EDITOR, MANAGER, READER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]


def card(contact: object) -> str:
    return f"/contacts/{contact.number}/"  # type: ignore[attr-defined]


def some(table: type, **codes: str) -> None:
    for code, description in codes.items():
        make(instance=table(code=code, description=description), by=SYSTEM)


def test_two_responsibilities_and_a_level_are_given_one_taken_away_and_brought_back_without_a_mouse(visit):
    some(JobResponsibility, PURCH="Aankoop", ACC="Boekhouding", MGT="Directie")
    some(OrganizationalLevel, HEAD="Diensthoofd", STAFF="Medewerker")
    page: Page = visit(card(a_person("An Claes")))
    tags = page.locator("#job-responsibilities .tag > a")

    page.get_by_role("combobox", name="Add a job responsibility").focus()
    page.keyboard.type("aank")
    expect(page.get_by_role("option", name="Aankoop")).to_be_visible()
    page.keyboard.press("Enter")
    expect(tags).to_have_text(["PURCH Aankoop"])
    expect(page.get_by_role("combobox", name="Add a job responsibility")).to_be_focused()
    page.keyboard.type("ACC")
    page.keyboard.press("Enter")
    expect(tags).to_have_text(["ACC Boekhouding", "PURCH Aankoop"])

    page.locator("#field-organizational-level .edit").press("F2")
    expect(page.get_by_role("combobox", name="Organizational level")).to_be_focused()
    page.keyboard.type("dienst")
    expect(page.get_by_role("option", name="Diensthoofd")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Organizational level")).to_have_attribute(
        "aria-expanded", "false"
    )
    page.keyboard.press("Enter")
    expect(page.locator("#field-organizational-level .value")).to_have_text("Diensthoofd HEAD")

    tags.first.press("Delete")
    expect(tags).to_have_text(["PURCH Aankoop"])
    expect(tags.first).to_be_focused()
    page.get_by_role("button", name="Undo").first.press("Enter")
    expect(tags).to_have_text(["ACC Boekhouding", "PURCH Aankoop"])


def test_a_new_code_is_made_on_the_way(visit):
    page: Page = visit(card(a_company("Zeta")), MANAGER)
    field = page.get_by_role("combobox", name="Add a mailing group")

    field.focus()
    page.keyboard.type("xmas")
    expect(page.get_by_role("option")).to_have_text(["Add “xmas” as a new mailing group"])
    page.keyboard.press("Enter")
    expect(page.get_by_label("Description")).to_be_focused()
    page.keyboard.type("Kerstkaarten")
    page.keyboard.press("Enter")

    expect(page.locator("#mailing-groups .tag > a")).to_have_text(["XMAS Kerstkaarten"])
    expect(field).to_be_focused()
    assert MailingGroup.objects.get().description == "Kerstkaarten"


def test_what_is_unknown_stays_typed_for_whoever_may_not_make_codes(visit):
    some(MailingGroup, MOVE="Verhuisbericht")
    page: Page = visit(card(a_company("Zeta")), EDITOR)
    field = page.get_by_role("combobox", name="Add a mailing group")

    field.focus()
    page.keyboard.type("xmas")
    expect(page.get_by_role("option")).to_have_text(["Nothing found"])
    page.keyboard.press("Enter")

    expect(page.locator("#mailing-groups-add .error")).to_contain_text("xmas")
    expect(field).to_be_focused()
    expect(field).to_have_value("xmas")


def test_the_keys_walk_through_the_codes(visit):
    some(MailingGroup, A="Eerste", B="Tweede", C="Derde")
    company = a_company("Zeta")
    page: Page = visit(card(company))
    field = page.get_by_role("combobox", name="Add a mailing group")
    for code in ("A", "B", "C"):
        field.fill(code)
        page.get_by_role("option").first.click()
        expect(page.locator("#mailing-groups .tag", has_text=code)).to_be_visible()
    tags = page.locator("#mailing-groups .tag > a")

    tags.first.press("End")
    expect(tags.last).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(tags.nth(1)).to_be_focused()
    page.keyboard.press("Backspace")
    expect(tags).to_have_text(["A Eerste", "C Derde"])
    expect(tags.nth(1)).to_be_focused()
    page.keyboard.press("Delete")
    expect(tags).to_have_text(["A Eerste"])
    page.keyboard.press("Delete")
    expect(tags).to_have_count(0)
    expect(field).to_be_focused()


def test_a_reader_sees_the_codes_and_no_way_to_change_them(visit):
    page: Page = visit(card(a_company("Zeta")), READER)

    expect(page.locator("#segmentation h3").first).to_have_text("Mailing groups 0")
    expect(page.locator("#segmentation :is(input, button)")).to_have_count(0)


def test_the_codes_that_are_not_shown_at_once_are_fetched_by_the_keyboard(visit):
    company = a_company("Zeta")
    for number in range(12):
        group = make(instance=MailingGroup(code=f"C{number:02}"), by=SYSTEM)
        assign(contact=company, code=group, by=EDITOR)
    page: Page = visit(card(company))
    tags = page.locator("#mailing-groups .tag > a")

    tags.first.press("End")
    expect(tags.last).to_have_text("2 more")
    expect(tags.last).to_be_focused()
    tags.last.press("Enter")

    expect(tags).to_have_count(12)
    expect(tags.nth(10)).to_be_focused()
    expect(page.locator("#mailing-groups")).to_have_count(1)
