"""jCards and JSContact cards as files: out of the register, and in again."""

import io
import json

import pytest

from kaartenbak.exchange import queries
from kaartenbak.exchange.formats.files import VCARD, format_of
from kaartenbak.exchange.formats.json_cards import read_json_cards
from kaartenbak.exchange.rules.card import Card, CardError
from kaartenbak.exchange.tests.files_of import a_file, bring, outcomes, the_card
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company, a_country, a_person, a_setup
from kaartenbak.testing.cast import READER
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()
    a_country("BE")


def two_cards() -> None:
    company = a_company("Maes", city="Gent", country="BE", phone="09 1")
    a_person("An Claes", company=company.number, email="an@maes.be", birthday="--02-29")


@pytest.mark.parametrize(
    ("kind", "make"), [("jcard", queries.as_jcards), ("jscontact", queries.as_jscontacts)]
)
def test_cards_of_the_register_come_as_json_that_says_what_their_vcards_say(kind, make):
    two_cards()

    octets = b"".join(make(queries.chosen({}, by=READER)))
    maes, an = read_json_cards(io.BytesIO(octets))

    assert len(json.loads(octets)) == 2
    assert isinstance(maes, Card)
    assert isinstance(an, Card)
    assert (maes.kind, maes.name, maes.city, maes.country, maes.channel("phone")) == (
        "company",
        "Maes",
        "Gent",
        "BE",
        "09 1",
    )
    assert (an.name, an.company_name, an.channel("email"), an.birthday) == (
        "An Claes",
        "Maes",
        "an@maes.be",
        "--02-29",
    )


@pytest.mark.parametrize("kind", ["jcard", "jscontact", "json"])
def test_rest_and_pages_send_them_and_tell_who_took_them(kind):
    two_cards()

    sent = api(READER).get(f"/exports/contacts.{kind}?q=claes")
    page = visitor(READER).get(f"/lists/contacts.{kind}?q=claes")

    assert sent.headers["Content-Type"] == page.headers["Content-Type"]
    assert sent.content == page.getvalue()
    assert len(json.loads(sent.content)) == 1
    entries = Operation.objects.filter(kind="exchange.enter_export").order_by("pk")
    assert [entry.facts["count"] for entry in entries] == [1, 1]


def test_nobody_gives_an_empty_array():
    assert json.loads(b"".join(queries.as_jcards(queries.chosen({}, by=READER)))) == []


@pytest.mark.parametrize("text", [
    '["vcard",[["version",{},"text","4.0"],["fn",{},"text","An Claes"],["tel",{"type":"cell"},"text","0470 1"]]]',
    '[{"@type":"Card","name":{"full":"An Claes"},"phones":{"a":{"number":"0470 1","features":{"mobile":true}}}}]',
])  # fmt: skip
def test_they_are_brought_in_whatever_the_file_is_called(text):
    assert format_of(a_file(text, ".txt")) == VCARD

    assert outcomes(bring(text, ending=".json")) == {"created": 1}
    assert the_card("An Claes").channels.get(kind="mobile").value == "0470 1"


@pytest.mark.parametrize(("text", "key"), [
    ('[{"@type":"Card"', "jcard.broken"), ("[" * 100_000, "jcard.broken"), ('[{"@type":"Card","name":1}]', "jcard.none"),
    ('["vcard"]', "jcard.none"), ('[[["vcard"]]]', "jcard.none"), ('{"@type":"Card"}', "vcard.empty"), (b"[\xff", "jcard.broken"),
])  # fmt: skip
def test_what_is_none_is_told(text, key):
    octets = text if isinstance(text, bytes) else text.encode()

    (found,) = read_json_cards(io.BytesIO(octets))

    assert isinstance(found, CardError)
    assert found.key == key


def test_a_file_that_is_too_large_is_told_and_not_read(monkeypatch):
    monkeypatch.setattr("kaartenbak.exchange.formats.json_cards.LARGEST", 1 << 20)

    (found,) = read_json_cards(io.BytesIO(b"[" + b" " * (1 << 20)))

    assert isinstance(found, CardError)
    assert (found.key, found.facts) == ("jcard.too_large", {"limit": 1})
