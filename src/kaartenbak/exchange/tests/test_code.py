"""The code of a card on the screen."""

import pytest
import segno
from django.test import Client

from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.exchange import queries
from kaartenbak.exchange.formats import read_vcard
from kaartenbak.exchange.queries.exported import LARGEST_CODE
from kaartenbak.exchange.rules.card import Card, Channel
from kaartenbak.exchange.rules.short import shortened
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup, an_address
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()
    a_country("BE")


def test_the_code_holds_what_stands_on_a_visiting_card():
    company = a_company("Maes", street="Markt 1", city="Gent", postcode="9000", country="BE")
    person = a_person(
        "An Claes", company=company.number, email="an@maes.be", job_title="Buyer", birthday="1980-02-01"
    )
    an_address(person, "SUMMER", city="Oostende")
    add_comment(contact=person, text="Private", by=EDITOR)

    card = read_vcard(queries.short_vcard(person).encode())

    assert isinstance(card, Card)
    assert (card.name, card.company_name, card.job_title, card.channel("email")) == (
        "An Claes",
        "Maes",
        "Buyer",
        "an@maes.be",
    )
    assert (card.street, card.city, card.country) == ("Markt 1", "Gent", "BE")
    assert (card.comment, card.addresses, card.birthday, card.number, card.extra) == ("", (), "", "", ())


def test_a_card_with_very_much_is_shortened_until_a_phone_can_read_its_code():
    channels = [{"kind": "phone", "label": f"Desk {n}", "value": f"09 222 33 {n}"} for n in range(10, 40)]
    company = a_company("N" * 100, phone="09 1", street="S" * 100, city="C" * 30, channels=channels)

    text = queries.short_vcard(company)

    assert len(text.encode()) <= LARGEST_CODE
    assert int(segno.make(text, error="m", encoding="utf-8", micro=False).version) <= 20
    assert "TEL" in text


def test_of_a_card_in_short_the_main_channels_stay_longest():
    phones = (Channel("phone", "", "1"), Channel("phone", "", "2", main=True), Channel("fax", "", "3"))

    told = [
        [channel.value for channel in card.channels] for card in shortened(Card(name="A", channels=phones))
    ]

    assert told == [["1", "2", "3"], ["2", "3"], ["2"], ["2"]]


def test_the_page_shows_the_code_to_whoever_may_see_the_card():
    person = a_person("An <b>Claes</b>")

    page = visitor(READER).get(f"/contacts/{person.number}/code/")

    assert page.status_code == 200
    assert "data:image/svg+xml" in page.content.decode()
    assert "<b>Claes" not in page.content.decode()
    assert visitor(READER).get("/contacts/CT999999/code/").status_code == 404
    assert Client().get(f"/contacts/{person.number}/code/").status_code == 302
