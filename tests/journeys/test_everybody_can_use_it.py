"""The pages of contacts for everybody: any width, any theme, with a screen reader, without scripts."""

import pytest
from playwright.sync_api import Page, expect

from kaartenbak.classification.models import IndustryGroup, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.ops import seed
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_person, make
from kaartenbak.testing.cast import ADMIN, EDITOR, READER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]

LONG = "Arbeidsongeschiktheidsverzekeringsmaatschappij Sint-Katelijne-Waver en Omstreken"
GIFT = "/groups/mailing-groups/GIFT/"
PAGES = [
    "/", "/?q=niets", "/contacts/CT000001/", "/contacts/CT000002/", "/contacts/new/person/", "/history/", GIFT, f"{GIFT}letters/",
]  # fmt: skip

OFFICE = [
    "/setup/", "/setup/general/", "/setup/salutations/", "/setup/salutations/F/", "/setup/postcodes/", "/users/",
    "/users/devices/access/", "/account/", "/account/tokens/", "/account/books/", "/proposals/", "/import/",
    "/duplicates/", "/duplicates/strings/", "/views/", "/columns/", "/keys/", "/contacts/CT000001/addresses/new/",
    "/contacts/new/company/", "/contacts/new/quick/", "/contacts/CT000001/removal/", "/nowhere/",
]  # fmt: skip


def fill() -> Contact:
    """A register with awkward cards."""
    company = a_company(
        LONG, street="Kortrijksesteenweg 1144 bus 201", city="Sint-Denijs-Westrem", phone="09 1 2"
    )
    person = a_person(
        "Łukasz Wiśniewski-Brzęczyszczykiewicz", company=company, email=f"{'lang' * 12}@voorbeeld.example"
    )
    add_comment(contact=company, text=LONG * 3, by=EDITOR)
    change_contact(contact=company, values={"city": "Gent", "privacy_blocked": True}, by=EDITOR)
    classify(company, person)
    return company


def classify(company: Contact, person: Contact) -> None:
    """Give them codes with long descriptions, and a web source."""
    gift = make(instance=MailingGroup(code="GIFT", description=LONG), by=SYSTEM)
    source = make(
        instance=WebSource(code="KBO", description=LONG, url="https://example.com/?q=%1"), by=SYSTEM
    )
    industry = make(instance=IndustryGroup(code="VERZEKERING", description=LONG[::-1]), by=SYSTEM)
    for contact, code, word in (
        (company, gift, ""),
        (person, gift, ""),
        (company, source, LONG[:30]),
        (company, industry, ""),
    ):
        assign(contact=contact, code=code, search_word=word, by=EDITOR)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_a_screen_reader_finds_its_way(visit, width, theme):
    fill()
    page: Page = visit(
        "/", viewport={"width": width, "height": 800}, color_scheme=theme, reduced_motion="reduce"
    )

    found = {}
    for path in PAGES:
        page.goto(page.url.split("/", 3)[0] + "//" + page.url.split("/")[2] + path)
        found[path] = violations(page)
    assert {path: broken for path, broken in found.items() if broken} == {}


@pytest.mark.parametrize(("width", "theme"), [(375, "dark"), (1280, "light")])
def test_the_pages_behind_the_desk_are_for_everybody_as_well(visit, width, theme):
    seed(by=SYSTEM)
    fill()
    a_person("Jan Maes", salutation="M")
    shape = {"width": width, "height": 800}
    page: Page = visit("/", ADMIN, viewport=shape, color_scheme=theme, reduced_motion="reduce")

    wrong = {}
    for path in OFFICE:
        page.goto("/".join(page.url.split("/")[:3]) + path)
        wide = page.evaluate("document.documentElement.scrollWidth") > width
        wrong[path] = violations(page) + (["scrolls sideways"] if wide else [])
    assert {path: found for path, found in wrong.items() if found} == {}


@pytest.mark.parametrize("width", [320, 375, 720, 1024, 1920])
def test_no_width_makes_a_page_scroll_sideways(visit, width):
    fill()
    page: Page = visit("/", viewport={"width": width, "height": 800})

    wide = []
    for path in PAGES:
        page.goto("/".join(page.url.split("/")[:3]) + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


def test_an_open_form_and_a_dialog_can_be_used_by_everybody(visit):
    fill()
    page: Page = visit("/contacts/CT000001/", viewport={"width": 375, "height": 800}, reduced_motion="reduce")

    page.locator("#field-address .value").click()
    page.wait_for_selector("#field-address form")
    assert violations(page) == []
    page.get_by_role("button", name="Add a number or address").click()
    page.wait_for_selector("#dialog[open]")
    assert violations(page) == []


def test_the_card_is_read_without_scripts(visit):
    fill()
    page: Page = visit("/", READER, java_script_enabled=False)

    page.get_by_role("link", name=LONG).first.click()

    expect(page.locator("#card-name")).to_have_text(LONG)
    expect(page.locator("#field-address")).to_contain_text("Kortrijksesteenweg 1144 bus 201")


def test_a_contact_is_searched_and_made_without_scripts(visit):
    fill()
    page: Page = visit("/", java_script_enabled=False)

    page.locator("#filter-text").fill("wisniewski")
    page.keyboard.press("Enter")
    expect(page.locator("#contacts tbody tr")).to_have_count(1)
    page.goto("/".join(page.url.split("/")[:3]) + "/contacts/new/company/")
    page.get_by_label("Name").fill("Zeta")
    page.get_by_role("button", name="Create").click()

    expect(page.locator("#card-name")).to_have_text("Zeta")
