"""Bringing in files from the command line."""

import json

from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_company

FILE = "external_id,name,vat_number\nK1,Peeters,BE0239934079\nK2,Maes,\n,,x\n"


def test_it_tells_what_became_of_every_row_and_how_to_take_it_back(kaartenbak, tmp_path):
    (tmp_path / "klanten.csv").write_text(FILE)

    answer = kaartenbak("import", str(tmp_path / "klanten.csv"))

    first, second, counts, undo = answer.lines
    assert answer.status == 0
    assert first.startswith("Line 2, created: vat_number: “BE0239934079” is not a Belgian enterprise number")
    assert second.startswith("Line 4, rejected: ")
    assert counts == "3 rows = 2 created + 0 updated + 0 linked + 0 skipped + 1 rejected."
    assert kaartenbak("undo", undo.rpartition(" ")[2]).status == 0
    assert not Contact.objects.exists()


def test_a_dry_run_tells_the_same_and_writes_nothing(kaartenbak, tmp_path):
    (tmp_path / "klanten.csv").write_text(FILE)

    answer = kaartenbak("import", str(tmp_path / "klanten.csv"), "--dry-run")

    assert answer.lines[-1] == "3 rows = 2 created + 0 updated + 0 linked + 0 skipped + 1 rejected."
    assert not Contact.objects.exists()


def test_the_mode_and_the_ways_to_match_are_choices(kaartenbak, tmp_path):
    company = a_company("Peeters", external_id="K1", city="Gent")
    (tmp_path / "klanten.csv").write_text("external_id,name,city\nK1,Peeters,Aalst\n")

    kaartenbak("import", str(tmp_path / "klanten.csv"), "--mode", "upsert", "--match", "external_id")

    company.refresh_from_db()
    assert company.city == "Aalst"


def test_a_mapping_comes_from_a_file(kaartenbak, tmp_path):
    (tmp_path / "klanten.csv").write_text("Klant,Naam\nK1,Peeters\n")
    (tmp_path / "mapping.json").write_text(json.dumps({"Klant": "external_id"}))

    kaartenbak("import", str(tmp_path / "klanten.csv"), "--mapping", str(tmp_path / "mapping.json"))

    assert Contact.objects.get().external_id == "K1"


def test_a_file_that_is_not_there_is_a_sentence(kaartenbak, tmp_path):
    answer = kaartenbak("import", str(tmp_path / "none.csv"))

    assert (answer.status, answer.err) == (1, "There is no file none.csv.\n")


def test_a_mapping_that_is_not_there_is_a_sentence(kaartenbak, tmp_path):
    (tmp_path / "klanten.csv").write_text("name\nPeeters\n")

    answer = kaartenbak("import", str(tmp_path / "klanten.csv"), "--mapping", str(tmp_path / "none.json"))

    assert (answer.status, answer.err) == (1, "There is no file none.json.\n")
    assert not Contact.objects.exists()


def test_a_way_to_match_that_does_not_exist_is_wrong_usage(kaartenbak, tmp_path):
    assert kaartenbak("import", "x.csv", "--match", "shoe_size").status == 2


def test_how_the_table_is_read_is_said(kaartenbak, tmp_path):
    (tmp_path / "klanten.csv").write_text("Naam|Postcode|Gsm\nMaes|9.000|\n")
    how = ["--delimiter", "bar", "--decimal", "comma", "--fixed", "city=Gent", "--fixed", "county=Vlaanderen"]

    assert kaartenbak("import", str(tmp_path / "klanten.csv"), "--fixed", "city").status == 2
    assert kaartenbak("import", str(tmp_path / "klanten.csv"), *how).status == 0

    contact = Contact.objects.get()
    assert (contact.name, contact.postcode, contact.city, contact.county) == (
        "Maes",
        "9000",
        "Gent",
        "Vlaanderen",
    )


def test_it_counts_the_lines_of_vcards_that_were_kept(kaartenbak, tmp_path):
    card = "BEGIN:VCARD\nVERSION:3.0\nFN:An Claes\nN:Claes;An;;;\nROLE:Chef\nX-PLACE:1\nEND:VCARD\n"
    (tmp_path / "kaart.vcf").write_text(card)

    answer = kaartenbak("import", str(tmp_path / "kaart.vcf"))

    kept = "Lines of cards without a field for them, kept as comments: ROLE (1), X-PLACE (1)."
    assert kept in answer.lines
