"""Making one card of two in the browser, and two of one again."""

import pytest
from django.db.models import Q
from playwright.sync_api import Page, expect

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.testing.accessibility import violations
from kaartenbak.testing.builders import a_company, a_person, an_address
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db(transaction=True)


def two_bakeries() -> tuple[Contact, Contact]:
    kept = a_company("Bakkerij De Smet", city="Gent", phone="09 222 11 11")
    other = a_company("De Smet bv", city="Aalst", phone="09 222 22 22", name_2="Brood")
    a_person("An Maes", company=other)
    add_comment(contact=other, text="Belde terug", by=EDITOR)
    return kept, Contact.objects.get(pk=other.pk)


def to_side_by_side(page: Page) -> None:
    """From the card, by keyboard: the menu, the dialog, the other card."""
    page.get_by_label("More actions").press("Enter")
    page.get_by_role("link", name="Merge with…").press("Enter")
    box = page.locator("#dialog input[role=combobox]")
    expect(box).to_be_focused()
    page.keyboard.type("De Smet bv")
    expect(page.locator("#dialog [role=option]")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What differs")).to_be_visible()


def test_two_cards_become_one_and_two_again_two_edits_later(visit):
    kept, other = two_bakeries()
    page: Page = visit(f"/contacts/{kept.number}/")
    to_side_by_side(page)
    expect(page.locator("#outcome")).to_contain_text("Moves along: 1 person")

    page.locator(f'input[name="take.address"][value="{other.number}"]').check()
    expect(page.locator("#outcome")).to_contain_text("Aalst")
    page.get_by_role("button", name="Merge", exact=True).click()
    expect(page.locator("#toasts")).to_contain_text(f"{other} was merged into {kept}")

    found = Contact.objects.get(pk=kept.pk)
    assert (found.city, found.name_2, Contact.objects.filter(company=found).count()) == ("Aalst", "Brood", 1)
    for values in ({"name": "Bakkerij De Smet & Zoon"}, {"city": "Lier"}):
        change_contact(contact=Contact.objects.get(pk=kept.pk), values=values, by=EDITOR)

    page.goto(page.url)
    merging = page.locator("#history li", has_text="merged")
    merging.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Keep the newer values, undo the rest").click()

    expect(page.locator("#toasts")).to_contain_text("Undone")
    kept, other = Contact.objects.get(pk=kept.pk), Contact.objects.get(pk=other.pk)
    assert (kept.name, kept.city, other.city) == ("Bakkerij De Smet & Zoon", "Lier", "Aalst")
    assert [each.value for each in queries.channels_of(other)] == ["09 222 22 22"]
    assert Contact.objects.get(company=other).name == "An Maes"


@pytest.mark.parametrize("width", [1280, 375])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_the_page(visit, width, scheme):
    kept, other = two_bakeries()
    for card in (kept, other):
        an_address(card, "SUMMER", street=card.name)
    viewport = {"width": width, "height": 800}
    page: Page = visit(
        f"/contacts/{kept.number}/merging/?with={other.number}", viewport=viewport, color_scheme=scheme
    )

    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_scripts_the_other_card_is_found_and_merged(visit):
    kept, _other = two_bakeries()
    page: Page = visit(f"/contacts/{kept.number}/merging/", java_script_enabled=False)

    page.get_by_label("Merge with").fill("De Smet bv")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("button", name="All from this one").nth(1).click()
    page.get_by_role("button", name="Merge", exact=True).click()

    expect(page.locator("#card-name")).to_have_text("De Smet bv")
    assert Contact.objects.get(pk=kept.pk).city == "Aalst"


def a_pair(name: str, score: int) -> Suspect:
    low, high = a_company(f"{name} Eerst"), a_company(f"{name} Tweede", city="Gent")
    Suspect.objects.filter(Q(low__in=[low.pk, high.pk]) | Q(high__in=[low.pk, high.pk])).delete()
    return Suspect.objects.create(low=low.pk, high=high.pk, score=score)


def test_three_pairs_are_merged_by_keyboard_one_kept_apart_and_one_left(visit):
    for name, score in (("Alfa", 90), ("Beta", 80), ("Gamma", 70), ("Delta", 60), ("Epsilon", 50)):
        a_pair(name, score)
    page: Page = visit("/duplicates/queue/")

    def at(name: str) -> None:
        expect(page.locator(".sides thead")).to_contain_text(f"{name} Eerst")

    at("Alfa")
    page.keyboard.press("m")
    at("Beta")
    page.keyboard.press("2")
    expect(page.locator(".sides thead th").nth(2)).to_contain_text("stays")
    page.keyboard.press("m")
    at("Gamma")
    page.keyboard.press("j")
    at("Delta")
    page.keyboard.press("n")
    at("Epsilon")
    page.keyboard.press("k")
    at("Gamma")
    page.keyboard.press("m")
    at("Epsilon")

    expect(page.locator("#progress")).to_have_text("1 pair left · today 3 merged, 1 different")
    names = Contact.objects.order_by("name").values_list("name", flat=True)
    assert list(names) == [
        *("Alfa Eerst", "Beta Tweede", "Delta Eerst", "Delta Tweede"),
        *("Epsilon Eerst", "Epsilon Tweede", "Gamma Eerst"),
    ]
    assert Contact.objects.get(name="Alfa Eerst").city == "Gent"


def test_enter_in_a_new_code_shows_how_it_will_be_and_chooses_nothing_else(visit):
    kept, other = two_bakeries()
    for card in (kept, other):
        an_address(card, "SUMMER", street=card.name)
    page: Page = visit(f"/contacts/{kept.number}/merging/?with={other.number}")
    chosen = page.locator(f'input[name="take.address"][value="{other.number}"]')

    chosen.check()
    page.get_by_label("Keep both; the other one becomes").check()
    page.get_by_label("New key of").fill("SEA")
    page.keyboard.press("Enter")
    page.wait_for_load_state()

    expect(page.get_by_label("New key of")).to_have_value("SEA")
    expect(chosen).to_be_checked()
    assert Contact.objects.filter(pk=other.pk).exists()


def test_on_a_page_of_its_own_a_card_that_is_not_there_is_told_on_that_page(visit):
    kept, _other = two_bakeries()
    page: Page = visit(f"/contacts/{kept.number}/merging/")
    box = page.get_by_role("combobox", name="Merge with")

    box.fill("Nobody")
    expect(page.get_by_text("Nothing found")).to_be_visible()
    page.keyboard.press("Enter")

    expect(page.locator("main .error")).to_contain_text("There is no contact “Nobody”")
    expect(page.locator("#dialog")).not_to_be_visible()
    expect(box).to_have_value("Nobody")


def test_the_cards_that_were_merged_are_named_within_the_panel(visit):
    kept, *others = (a_company(f"Bakkerij De Smet en Zonen {number}") for number in range(4))
    merge(contact=kept, duplicates=[Duplicate(each) for each in others], by=EDITOR)
    page: Page = visit(f"/contacts/{kept.number}/", viewport={"width": 1280, "height": 800})

    facts = page.locator("#facts")
    expect(facts).to_contain_text(str(others[2]))
    assert facts.evaluate("facts => facts.scrollWidth - facts.clientWidth") == 0
