"""Files out: what is on the cards, for spreadsheets, phones and programs, and back again."""

import csv
import io
import json

import pytest

from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.exchange import queries
from kaartenbak.exchange.formats import read_vcards
from kaartenbak.exchange.queries import blocks
from kaartenbak.exchange.queries.cards import FIELDS
from kaartenbak.exchange.rules.card import Card
from kaartenbak.exchange.tests.files_of import bring, kept_on, outcomes, the_card
from kaartenbak.setup.models import Salutation
from kaartenbak.testing.builders import a_company, a_country, a_language, a_person, a_setup, make
from kaartenbak.testing.cast import EDITOR, OUTSIDER, READER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


ENDINGS = {"jcard": ".jcard", "jscontact": ".jscontact"}


def file_for_programs(format: str) -> bytes:
    """All cards, as vCards of a version or as JSON that is made of them."""
    made = {"jcard": queries.as_jcards, "jscontact": queries.as_jscontacts}.get(format)
    cards = Contact.objects.all()
    return b"".join(made(cards) if made else queries.as_vcards(cards, format))


def table(columns=queries.COLUMNS, **filters) -> list[dict[str, str]]:
    """The exported table, read by somebody else's reader."""
    octets = b"".join(queries.as_csv(queries.chosen(filters, by=READER), columns))
    return list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig"))))


def test_a_card_is_a_row_with_codes_and_its_channels():
    a_country("BE")
    a_language("NLB")
    company = a_company("Maes", city="Gent", country="BE", language="NLB")
    a_person("An Claes", company=company.number, channels=[
        {"kind": "phone", "label": "", "value": "09 1"}, {"kind": "phone", "label": "home", "value": "09 2"},
        {"kind": "email", "label": "", "value": "an@maes.be"}, {"kind": "email", "label": "", "value": "an@claes.be"},
    ])  # fmt: skip

    company_row, person_row = table()

    assert (company_row["name"], company_row["country"], company_row["language"]) == ("Maes", "BE", "NLB")
    assert (person_row["company_name"], person_row["company_number"]) == ("Maes", company.number)
    assert (person_row["phone"], person_row["email"], person_row["email_2"]) == (
        "09 1",
        "an@maes.be",
        "an@claes.be",
    )
    assert person_row["channels"] == "phone:home:09 2"


def test_channels_of_a_card_between_those_that_were_chosen_stay_out():
    for phone, city in (("09 1", "Gent"), ("09 2", "Aalst"), ("09 3", "Gent")):
        a_company(f"Maes {phone}", city=city, channels=[{"kind": "phone", "label": "", "value": phone}])

    assert [row["phone"] for row in table(("phone",), city=["Gent"])] == ["09 1", "09 3"]


def test_columns_are_chosen_and_headed_in_a_language():
    a_company("Maes", city="Gent")

    octets = b"".join(queries.as_csv(queries.chosen({}, by=READER), ["city", "name"], language="nl"))

    assert octets.decode("utf-8-sig").splitlines() == ["Plaats,Naam", "Gent,Maes"]


def test_a_column_that_does_not_exist_is_refused():
    with pytest.raises(Refused):
        queries.as_csv(queries.chosen({}, by=READER), ["shoe_size"])


def test_filters_are_those_of_the_list():
    a_company("Maes", city="Gent")
    a_company("Peeters", city="Aalst")

    assert [row["name"] for row in table(city=["Gent"])] == ["Maes"]
    assert [row["name"] for row in table(q="peet")] == ["Peeters"]


def test_filters_that_no_card_can_meet_give_an_empty_table():
    a_person()
    nobody = queries.chosen({}, by=READER).filter(pk__in=[])

    assert b"".join(queries.as_csv(nobody, ["name"])) == b"\xef\xbb\xbfname\r\n"
    assert b"".join(queries.as_vcards(nobody)) == b""


def test_a_filter_that_does_not_exist_is_refused():
    with pytest.raises(Refused) as refusal:
        queries.chosen({"shoe_size": "43"}, by=READER)

    assert refusal.value.key == "field.unknown"


def test_who_is_blocked_for_privacy_is_left_out_unless_asked_for():
    a_person("An Claes", privacy_blocked=True)
    a_person("Jan Maes")

    assert [row["name"] for row in table()] == ["Jan Maes"]
    assert [row["name"] for row in table(privacy_blocked=True)] == ["An Claes"]


def test_an_outsider_gets_nothing():
    with pytest.raises(NotAllowed):
        queries.chosen({}, by=OUTSIDER)


def test_every_card_comes_once_however_many_blocks_there_are(monkeypatch):
    monkeypatch.setattr(blocks, "BLOCK", 2)
    names = [f"Firma {n}" for n in range(7)]
    for name in names:
        a_company(name)
    delete_contact(contact=Contact.objects.get(name="Firma 3"), by=EDITOR)

    assert [row["name"] for row in table()] == [name for name in names if name != "Firma 3"]


def test_a_formula_in_a_name_does_no_harm():
    a_company("=cmd()")

    assert table(["name"]) == [{"name": "'=cmd()"}]


def test_cards_come_as_vcards_in_either_version():
    a_language("NLB", region_tag="nl-BE")
    a_person("An Claes", email="an@claes.be", birthday="--02-01", language="NLB")

    for version in ("3.0", "4.0"):
        octets = b"".join(queries.as_vcards(queries.chosen({}, by=READER), version))
        (card,) = read_vcards(io.BytesIO(octets))
        assert octets.startswith(f"BEGIN:VCARD\r\nVERSION:{version}".encode())
        assert (card.name, card.channel("email"), card.birthday) == ("An Claes", "an@claes.be", "--02-01")  # type: ignore[union-attr]
        assert card.language == "nl-BE"  # type: ignore[union-attr]


def test_a_vcard_says_when_the_card_changed_last():
    jan = a_person()

    octets = b"".join(queries.as_vcards(queries.chosen({}, by=READER)))

    moment = Contact.objects.get(pk=jan.pk).modified_at.isoformat()
    assert f"REV:{moment[:19]}Z".encode() in octets.splitlines()


def test_json_is_what_the_api_shows():
    a_company("Maes")
    a_company("Peeters")

    found = json.loads(b"".join(queries.as_json(queries.chosen({}, by=READER))))

    assert [each["name"] for each in found] == ["Maes", "Peeters"]
    assert json.loads(b"".join(queries.as_json(queries.chosen({"q": "nobody"}, by=READER)))) == []


FULL = {
    "external_id": "K1", "name_2": "bis", "street": "Markt 1", "street_2": "bus 2", "postcode": "9000", "city": "Gent",
    "county": "Oost-Vlaanderen", "country": "BE", "phone": "09 1", "mobile": "0470 1", "extension": "12", "fax": "09 3",
    "email": "a@maes.be", "email_2": "b@maes.be", "website": "https://maes.be", "salutation": "COMPANY", "language": "ENG",
    "format_region": "nl-BE", "search_name": "OWN NAME", "correspondence_type": "email", "exclude_from_segments": True,
}  # fmt: skip
PLAIN = [
    f.name
    for f in Contact._meta.concrete_fields
    if f.name not in {"id", "version", "created_at", "modified_at"}
]


def snapshot() -> list[object]:
    """All that is on the cards, by number."""
    cards = [
        {name: getattr(card, name) for name in PLAIN if name not in {"company", "series"}}
        | {"company": card.company and card.company.number}
        for card in Contact.objects.order_by("number")
    ]
    channels = Channel.objects.order_by("contact__number", "kind", "position")
    comments = Comment.objects.order_by("contact__number", "id")
    return [
        cards,
        list(channels.values_list("contact__number", "kind", "label", "value", "normal", "position")),
        list(comments.values_list("contact__number", "text")),
    ]


def test_what_is_exported_and_brought_in_again_is_the_same():
    a_country("BE")
    a_language("ENG", region_tag="en-GB")
    a_language("EN", region_tag="en-GB")
    for code in ("M", "COMPANY"):
        make(instance=Salutation(code=code), by=SYSTEM)
    company = a_company("Maes", registration_number="R1", enterprise_number="BE 0200.068.636", **FULL)
    person = a_person(
        "Annelies van den Berg", company=company.number, initials="A.", job_title="Buyer", birthday="1980-02-01",
        salutation="M", minor=True, channels=[{"kind": "messaging", "label": "signal", "value": "an:1"}],
    )  # fmt: skip
    add_comment(contact=person, text="Calls on Monday;\n“often”", by=EDITOR)
    before = snapshot()
    text = b"".join(queries.as_csv(Contact.objects.all()))
    delete_contact(contact=company, by=EDITOR)

    record = bring(text)

    assert outcomes(record) == {"created": 2}
    assert record.warned == 0
    assert snapshot() == before


@pytest.mark.parametrize("format", ["3.0", "4.0", "jcard", "jscontact"])
def test_a_card_for_programs_names_no_salutation_and_brings_it_back(format):
    make(instance=Salutation(code="M"), by=SYSTEM)
    person = a_person("Jan Maes", salutation="M")
    text = file_for_programs(format)
    delete_contact(contact=person, by=EDITOR)

    record = bring(text, ending=ENDINGS.get(format, ".vcf"))

    assert (outcomes(record), record.warned) == ({"created": 1}, 0)
    assert the_card("Jan Maes").salutation == Salutation.objects.get(code="M")
    assert format != "3.0" or b"\r\nN:Maes;Jan;;;\r\n" in text


def test_a_title_beside_a_salutation_of_ours_is_kept_as_text():
    make(instance=Salutation(code="M"), by=SYSTEM)

    bring(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Jan Maes\nN:Maes;Jan;;Prof.;\nX-KAARTENBAK-SALUTATION:M\nEND:VCARD\n",
        ending=".vcf",
    )

    jan = the_card("Jan Maes")
    assert jan.salutation == Salutation.objects.get(code="M")
    assert kept_on(jan) == ["aanhef: Prof."]


def test_a_card_is_made_of_a_row_by_the_places_of_its_fields():
    assert tuple(Card.__slots__)[: len(FIELDS)] == FIELDS
