"""The panel of alternative addresses on the card, and the dialogs in which they are changed."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from kaartenbak.contacts.models import AddressRange, AlternativeAddress
from kaartenbak.contacts.ops import address_ranges, addresses
from kaartenbak.contacts.queries.address_words import in_words
from kaartenbak.history.models import Change
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup, an_address
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 31)
SUMMER = {"code": "zee", "street": "Zeedijk 5", "starts": "2026-07-01", "ends": "2026-08-31", "yearly": "on"}
HTMX: Any = {"HTTP_HX_REQUEST": "true"}


def page(actor, contact, where="", **asked):
    return visitor(actor).get(f"/contacts/{contact.number}/{where}", asked, **HTMX).content.decode()


def send(contact, where, values=(), **headers):
    return visitor(EDITOR).post(f"/contacts/{contact.number}/{where}", dict(values), **(headers or HTMX))


@pytest.fixture
def person():
    a_country("BE")
    a_setup(home_country="BE")
    return a_person("An Claes", street="Thuis 1", city="Gent")


def test_the_card_shows_what_holds_on_a_day_why_and_until_when(person):
    an_address(person, "ZEE", street="Zeedijk 5", starts=JULY, ends=AUGUST, yearly=True)

    summer = page(READER, person, on="2031-07-15")
    assert "<strong>ZEE</strong>" in summer
    assert "ZEE holds every year, this time from 1 July 2031 to 31 August 2031." in summer
    assert "up to and including 31 August 2031" in summer
    autumn = page(READER, person, "addresses/", on="2031-09-15")
    assert "<strong>Normal address</strong>" in autumn
    assert "1 January – 30 June: normal address; 1 July – 31 August: ZEE; 1 September" in autumn


def test_the_letter_goes_to_the_address_of_today(person):
    assert '<address class="envelope"><span>An Claes</span><span>Thuis 1</span>' in page(READER, person)
    an_address(person, "ZEE", street="Zeedijk 5", starts=date(2020, 1, 1))

    letter = page(READER, person).split('id="letter"')[1]
    assert '<address class="envelope"><span>An Claes</span><span>Zeedijk 5</span></address>' in letter


def test_without_alternative_addresses_the_panel_says_so(person):
    assert "The normal address holds all year." in page(READER, person)


def test_the_address_of_the_company_is_named_with_it():
    company = a_company("Bakkerij Claes", street="Kaai 1")
    an_address(company, "FAIR", street="Hal 3", starts=JULY)
    person = a_person("An Claes", company=company)

    shown = page(READER, person, on="2026-07-15")

    assert f'<strong>FAIR</strong> <a href="/contacts/{company.number}/">Bakkerij Claes</a>' in shown
    assert "FAIR (Bakkerij Claes)" in shown


def test_periods_that_meet_are_shown_and_not_forbidden(person):
    year = date.today().year  # noqa: DTZ011 - the card opens on the office's own day
    an_address(person, "BRANCH", starts=date(year, 1, 1))
    an_address(person, "FAIR", starts=date(year, 7, 1), ends=date(year, 7, 5))

    shown = page(READER, person)

    assert "overlaps with FAIR" in shown
    assert "overlaps with BRANCH" in shown


def test_an_address_and_its_first_period_are_added_in_one_step(person):
    assert 'name="starts"' in page(EDITOR, person, "addresses/new/")

    answer = send(person, "addresses/new/", SUMMER)

    assert answer.status_code == 200
    assert 'id="addresses"' in answer.content.decode()
    assert "kaartenbak:close-dialog" in answer.headers["HX-Trigger"]
    found = AddressRange.objects.get(contact=person)
    assert (found.address.code, found.starts, found.ends, found.yearly) == ("ZEE", JULY, AUGUST, True)


def test_without_htmx_one_comes_back_to_the_card(person):
    answer = send(person, "addresses/new/", SUMMER, HTTP_ACCEPT="text/html")

    assert (answer.status_code, answer.headers["Location"]) == (302, f"/contacts/{person.number}/")
    shown = visitor(READER).get(f"/contacts/{person.number}/addresses/?on=2026-07-15")
    assert shown.headers["Location"] == f"/contacts/{person.number}/?on=2026-07-15#addresses"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"code": ""}, "Fill in this field."),
        ({"code": "x" * 12}, "holds at most 11 characters"),
        ({"phone": "bel"}, "holds letters"),
        ({"website": "x" * 256}, "holds at most 255 characters"),
        ({"ends": "2026-06-01"}, "before it starts"),
        ({"starts": ""}, "Fill in this field."),
        ({"starts": "2026-02-30"}, "Enter a valid date."),
        ({"street": "a\0b"}, "Null characters are not allowed."),
    ],
)
def test_what_is_refused_stands_beside_its_field_and_stores_nothing(person, change, sentence):
    answer = send(person, "addresses/new/", SUMMER | change)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not AlternativeAddress.objects.exists()


def test_an_address_is_edited_and_removed(person):
    address = an_address(person, "ZEE", city="Oostende", starts=JULY)
    where = f"addresses/{address.pk}/"
    assert "Oostende" in page(EDITOR, person, where)

    send(person, where, {"code": "ZEE", "city": "Knokke", "was-city": "Oostende", "was-code": "ZEE"})
    assert AlternativeAddress.objects.get().city == "Knokke"
    assert send(person, f"{where}removal/").status_code == 200
    assert not AlternativeAddress.objects.exists()


def test_an_address_and_a_period_are_removed_by_forms_that_need_no_script(person):
    address = an_address(person, "ZEE", starts=JULY)
    for where in (f"addresses/{address.pk}/", f"periods/{address.ranges.get().pk}/"):
        form = f'method="post" action="/contacts/{person.number}/{where}removal/"'
        assert form in visitor(EDITOR).get(f"/contacts/{person.number}/{where}").content.decode()

    answer = visitor(EDITOR).post(f"/contacts/{person.number}/addresses/{address.pk}/removal/")

    assert (answer.status_code, AlternativeAddress.objects.count()) == (302, 0)


def test_what_two_people_change_at_once_is_shown_to_the_second(person):
    address = an_address(person, "ZEE", city="Oostende")
    addresses.change_address(address=address, values={"city": "Spa", "phone": "087 1"}, by=EDITOR)
    typed = {"code": "ZEE", "was-code": "ZEE", "city": "Knokke", "was-city": "Oostende", "was-phone": ""}

    answer = send(person, f"addresses/{address.pk}/", typed)
    assert answer.status_code == 409
    assert "Spa" in answer.content.decode()
    decided = typed | {"was-city": "Spa", "keep-city": "yours"}
    assert send(person, f"addresses/{address.pk}/", decided).status_code == 200
    found = AlternativeAddress.objects.get()
    assert (found.city, found.phone) == ("Knokke", "087 1")


def test_periods_are_added_changed_and_removed(person):
    address = an_address(person, "ZEE")
    assert 'name="yearly"' in page(EDITOR, person, f"addresses/{address.pk}/periods/")
    assert send(person, f"addresses/{address.pk}/periods/", {"starts": "2026-07-01"}).status_code == 200
    period = AddressRange.objects.get()

    changed = {"starts": "2026-07-01", "was-starts": "2026-07-01", "ends": "2026-08-31", "was-ends": ""}
    assert (
        send(person, f"periods/{period.pk}/", changed | {"yearly": "on", "was-yearly": ""}).status_code == 200
    )
    period = AddressRange.objects.get()
    assert (period.ends, period.yearly) == (AUGUST, True)
    wrong = {
        "starts": "2026-07-01",
        "was-starts": "2026-07-01",
        "ends": "2026-06-01",
        "was-ends": "2026-08-31",
    }
    assert send(person, f"periods/{period.pk}/", wrong).status_code == 422
    assert send(person, f"periods/{period.pk}/removal/").status_code == 200
    assert not AddressRange.objects.exists()


def test_a_reader_sees_no_way_to_change_anything(person):
    address = an_address(person, "ZEE", starts=JULY)

    shown = page(READER, person)

    assert "Add an address" not in shown
    assert f"/addresses/{address.pk}/" not in shown
    assert visitor(READER).get(f"/contacts/{person.number}/addresses/new/").status_code == 403


def test_an_address_of_somebody_else_is_not_found(person):
    other = an_address(a_company(), "ZEE", starts=JULY)

    for where in (f"addresses/{other.pk}/removal/", f"periods/{other.ranges.get().pk}/removal/"):
        assert send(person, where).status_code == 404
    assert AddressRange.objects.count() == 1


@pytest.mark.parametrize("day", ["", "yesterday", "2026-02-30", "0000-01-01", "99999-01-01", "<script>"])
def test_what_is_no_day_shows_today(person, day):
    an_address(person, "ZEE", starts=date(2020, 1, 1))

    assert "<strong>ZEE</strong>" in page(READER, person, "addresses/", on=day)


@pytest.mark.parametrize("day", ["0001-01-01", "2028-02-29", "9999-12-31"])
def test_every_day_there_is_can_be_looked_at(person, day):
    an_address(person, "ZEE", starts=date(2024, 2, 29), ends=date(2024, 2, 29), yearly=True)

    assert f'value="{day}"' in page(READER, person, "addresses/", on=day)


def test_the_card_as_it_was_shows_the_addresses_of_then(person):
    address = an_address(person, "ZEE", street="Zeedijk 5", starts=date(2020, 1, 1))
    then = Change.objects.latest("id").at
    address_ranges.remove_range(range=address.ranges.get(), by=EDITOR)
    addresses.remove_address(address=address, by=EDITOR)

    was = page(READER, person, as_of=then.isoformat())

    assert "<strong>ZEE</strong>" in was
    assert "<span>Zeedijk 5</span>" in was
    assert "The normal address holds all year." in page(READER, person)


def test_the_card_costs_the_same_queries_for_one_address_and_for_many(person):
    reader = visitor(READER)

    def add():
        number = person.alternative_addresses.count()
        an_address(person, f"ZEE{number}", country="BE", starts=date(2026, 1, 1 + number))

    assert_same_queries(lambda: reader.get(f"/contacts/{person.number}/"), add)


def test_of_very_many_addresses_and_periods_the_nearest_are_shown_and_the_rest_on_demand(person):
    for number in range(14):
        an_address(person, f"A{number:02}", street=f"Straat {number}")
    last = person.alternative_addresses.get(code="A13")
    for year in range(2020, 2029):
        starts, ends = date(year, 1, 1), date(year, 12, 31)
        address_ranges.add_range(address=last, starts=starts, ends=ends, by=EDITOR)
    to_come = person.alternative_addresses.get(code="A11")
    address_ranges.add_range(address=to_come, starts=date(2027, 1, 2), by=EDITOR)

    shown = page(READER, person, "addresses/", on="2026-05-01")
    assert shown.index("<h3>A13</h3>") < shown.index("<h3>A11</h3>") < shown.index("<h3>A00</h3>")
    assert ("<h3>A12</h3>" in shown, "8 more addresses" in shown) == (False, True)
    assert ("1 January 2026 – 31" in shown, "1 January 2025 – 31" in shown) == (True, False)
    assert "5 more periods" in shown
    whole = page(READER, person, "addresses/", on="2026-05-01", all="")
    assert ("<h3>A12</h3>" in whole, "1 January 2025 – 31" in whole, " more " in whole) == (True, True, False)
    assert "<h3>A12</h3>" in page(READER, person, on="2026-05-01", all="")


@pytest.mark.parametrize(
    ("language", "words"), [("nl", "1 mei 2026"), ("fr", "1 mai 2026"), ("de", "1. Mai 2026")]
)
def test_the_month_of_may_is_no_other_word(language, words):
    with translation.override(language):
        assert in_words(date(2026, 5, 1)) == words


def test_deleting_a_card_tells_of_its_addresses(person):
    an_address(person, "ZEE", starts=JULY)

    assert "<li>1 alternative address</li>" in page(MANAGER, person, "removal/")
