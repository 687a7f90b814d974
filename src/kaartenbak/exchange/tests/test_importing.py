"""Bringing in a file: every row becomes a card, and nothing of it is lost."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.tests.files_of import bring, kept_on, notes, operation_of, outcomes, the_card
from kaartenbak.history.operations import title
from kaartenbak.history.undo import undo
from kaartenbak.search.queries import find
from kaartenbak.setup.models import Country, Salutation
from kaartenbak.setup.ops import create_postcode
from kaartenbak.testing.builders import a_company, a_contact, a_country, a_language, a_setup, make
from kaartenbak.testing.cast import EDITOR, MANAGER, READER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def office() -> Iterator[None]:
    a_setup()
    for country in ("BE", "NL", "FR"):
        a_country(country)
    a_language("NL", region_tag="nl-BE")
    with translation.override("en"):
        yield


def test_every_row_becomes_a_card_with_its_values():
    record = bring(
        "name,kind,street,postcode,city,country,phone,email,vat_number,language\n"
        "Drukkerij Peeters,company,Kerkstraat 1,9000,Gent,BE,09 123 45 67,info@peeters.be,BE0200068636,nl\n"
    )

    card = the_card("Drukkerij Peeters")
    assert outcomes(record) == {"created": 1}
    assert (card.kind, card.street, card.postcode, card.city) == ("company", "Kerkstraat 1", "9000", "Gent")
    assert (card.country.code, card.language.code, card.enterprise_number) == ("BE", "NL", "BE0200068636")
    assert list(card.channels.values_list("kind", "value", "normal")) == [
        ("email", "info@peeters.be", "info@peeters.be"),
        ("phone", "09 123 45 67", "+3291234567"),
    ]


def test_an_import_is_one_operation_of_its_own_door():
    record = bring("name\nPeeters\nMaes\n")

    entry = operation_of(record)
    assert (entry.kind, entry.channel, entry.contacts) == ("exchange.import_contacts", "import", 2)
    assert title(entry) == "Imported 2 rows of contacts.csv"


def test_undoing_an_import_leaves_the_register_as_it_was():
    a_company("Bakkerij Maes", city="Aalst")
    before = list(Contact.objects.order_by("pk").values())
    record = bring("name,company,email,groups,x\nAn Claes,Bakkerij Maes,an@maes.be,VIP,1\nJan,Nieuw NV,,,\n")

    undo(entry=operation_of(record), by=EDITOR)

    assert list(Contact.objects.order_by("pk").values()) == before


def test_what_was_brought_in_is_found():
    bring("first name,last name,city\nAn,Desmet,Gent\n")

    assert [card.name for card in find("desmet gent", by=EDITOR)] == ["An Desmet"]


def test_columns_are_recognised_in_four_languages():
    for header in ("Voornaam;Achternaam;Plaats", "Prénom;Nom de famille;Ville", "Vorname;Nachname;Ort"):
        bring(f"{header}\nAn;Claes;Gent\n")

    assert Contact.objects.filter(first_name="An", surname="Claes", kind="person").count() == 3


def test_a_title_becomes_a_salutation():
    for code in ("M", "F", "X"):
        make(instance=Salutation(code=code), by=SYSTEM)

    bring("titel;voornaam;achternaam\nDhr.;Jan;Maes\nMevr. Dr.;An;Claes\nKapitein;Rob;Smit\n")

    assert the_card("Jan Maes").salutation.code == "M"
    assert the_card("An Claes").salutation.code == "F"
    assert the_card("Rob Smit").salutation is None
    assert kept_on(the_card("Jan Maes")) == []
    assert "Mevr. Dr." in kept_on(the_card("An Claes"))[0]
    assert "Kapitein" in kept_on(the_card("Rob Smit"))[0]


def test_a_value_that_a_rule_refuses_is_kept_as_text_and_told():
    record = bring("name,kind,vat_number,country\nPeeters,company,BE0239934079,BE\n")

    card = the_card("Peeters")
    assert (card.vat_number, card.enterprise_number) == ("", "")
    assert outcomes(record) == {"created": 1}
    assert record.warned == 1
    assert notes(record) == [(2, "enterprise.invalid", "vat_number")]
    (line,) = kept_on(card)
    assert line.startswith("VAT number: BE0239934079 – ")


@pytest.mark.parametrize(
    ("column", "value", "key"),
    [
        ("email", "no address", "email.invalid"),
        ("phone", "call me", "phone.letters"),
        ("postcode", "9" * 30, "value.too_long"),
        ("salesperson", "NOBODY", "reference.unknown"),
        ("birthday", "1980-02-01", "contact.must_be_person"),
    ],
)
def test_whatever_is_refused_costs_the_row_nothing_else(column, value, key):
    record = bring(f"name,kind,city,{column}\nPeeters,company,Gent,{value}\n")

    assert outcomes(record) == {"created": 1}
    assert the_card("Peeters").city == "Gent"
    assert [code for _line, code, _field in notes(record)] == [key]
    assert value in kept_on(the_card("Peeters"))[0]


def test_columns_without_a_field_are_kept_as_text():
    bring("name,Shoe size,comment\nPeeters,43,Calls on Monday\n")

    card = the_card("Peeters")
    assert kept_on(card) == ["Shoe size: 43"]
    assert card.comments.exclude(code="IMPORT").get().text == "Calls on Monday"


def test_a_name_that_is_too_long_is_cut_and_kept_whole():
    record = bring(f"name\n{'Peeters ' * 20}\n")

    card = Contact.objects.get()
    assert len(card.name) <= 100
    assert notes(record) == [(2, "import.cut", "name")]
    assert kept_on(card)[0].startswith("Name: Peeters Peeters")


def test_a_row_without_a_name_is_rejected_with_the_reason():
    record = bring("name,city\n,Gent\nPeeters,Gent\n")

    assert outcomes(record) == {"created": 1, "rejected": 1}
    assert notes(record) == [(2, "name.required", "name")]


def test_a_row_that_cannot_be_read_is_rejected_and_costs_no_other():
    record = bring("name,city\nPeeters,Gent,too,many\nMaes,Aalst\n")

    assert outcomes(record) == {"created": 1, "rejected": 1}
    assert record.rows == 2
    assert notes(record) == [(2, "table.row_long", None)]


def test_a_file_without_any_column_that_is_known_is_told_and_writes_nothing():
    record = bring("aaa,bbb\n1,2\n")

    assert outcomes(record) == {"rejected": 1}
    assert record.operation_id is None
    assert not Contact.objects.exists()


def test_cards_come_in_as_well():
    record = bring(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Claes;An;;Mevr.;\r\nFN:An Claes\r\nORG:Bakkerij Maes;Verkoop\r\n"
        "TEL;TYPE=CELL:0470 12 34 56\r\nX-ZODIAC:Leo\r\nBDAY:1980-02-01\r\nEND:VCARD\r\n",
        ending=".vcf",
    )

    card = the_card("An Claes")
    assert outcomes(record) == {"created": 1}
    assert (card.birthday, card.company_name) == ("1980-02-01", "Bakkerij Maes")
    assert any("Leo" in line for line in kept_on(card))
    assert any("Verkoop" in line for line in kept_on(card))


def test_the_report_says_which_lines_of_a_card_were_kept_without_a_field():
    record = bring(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:An Claes\r\nN:Claes;An;;;\r\nX-ZODIAC;TYPE=a:Leo\r\nitem1.NICKNAME:Anneke\r\n"
        "item1.X-ABLabel:Koosnaam\r\nX-ZODIAC:Lion\r\nTEL:09 1\r\nEND:VCARD\r\n"
        "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Jan Maes\r\nN:Maes;Jan;;;\r\nTEL:09 2\r\nEND:VCARD\r\n",
        ending=".vcf",
    )

    row = ImportedRow.objects.get(brought_by=record)
    assert (record.created, record.warned) == (2, 1)
    assert [(note["code"], note["facts"]["value"]) for note in row.notes] == [
        ("vcard.kept", "X-ZODIAC, NICKNAME")
    ]


def test_a_list_of_cards_is_no_contact():
    record = bring(
        "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nFN:Friends\r\nMEMBER:urn:uuid:1\r\nEND:VCARD\r\n",
        ending=".vcf",
    )

    assert outcomes(record) == {"skipped": 1}
    assert notes(record) == [(1, "import.group", "kind")]


def test_the_number_of_the_file_is_taken_when_it_is_free():
    a_contact(kind="company", name="Maes", number="K1")

    bring("number,name\nK2,Peeters\n")
    record = bring("number,name\nK1,Claes\n", match=("external_id",))

    assert the_card("Peeters").number == "K2"
    assert the_card("Claes").number.startswith("CT")
    assert notes(record) == [(2, "import.number_taken", "number")]


def test_a_reader_may_not_import():
    with pytest.raises(NotAllowed):
        bring("name\nPeeters\n", by=READER)

    assert not Contact.objects.exists()
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("case", "content", "ending"),
    [
        ("a spreadsheet", b"PK\x03\x04 a spreadsheet", ".xlsx"),
        ("a program", b"\x7fELF" + bytes(range(256)) * 4, ".csv"),
        ("a database", b"SQLite format 3\0\x10\0\x01\x01\0" + bytes(200), ".txt"),
    ],
)
def test_what_is_neither_a_table_nor_a_card_is_refused(case, content, ending):
    with pytest.raises(Refused) as refusal:
        bring(content, ending=ending)

    assert refusal.value.key == "import.format", case
    assert not Import.objects.exists()


def test_a_table_in_another_script_and_in_utf_16_is_text():
    bring("name;city\nЖанна Д'Арк;София\n".encode("utf-16"))

    assert Contact.objects.get().city == "София"


def test_columns_go_where_the_user_says():
    bring("Klant,Naam\nK1,Peeters\n", mapping={"Klant": "external_id"})

    assert the_card("Peeters").external_id == "K1"


def test_a_mapping_to_nothing_is_refused():
    with pytest.raises(Refused) as refusal:
        bring("Klant,Naam\nK1,Peeters\n", mapping={"Klant": "shoe_size"})

    assert refusal.value.facts["name"] == "shoe_size"


@pytest.mark.parametrize("cities", [1, 3])
def test_many_cities_cost_an_import_no_more_queries_than_one(cities):
    for code, city in (("9000", "Gent"), ("9300", "Aalst"), ("9400", "Ninove")):
        create_postcode(code=code, city=city, country=Country.objects.get(code="BE"), by=MANAGER)
    with CaptureQueriesContext(connection) as context:
        bring("name,city\n" + "".join(f"{city},{city}\n" for city in ("GENT", "AALST", "NINOVE")[:cities]))

    asked = [query for query in context if "setup_postcode" in query["sql"]]
    assert (len(asked), the_card("GENT").postcode, the_card("GENT").city) == (1, "9000", "Gent")
