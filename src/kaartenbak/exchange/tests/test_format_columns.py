"""Which column goes where."""

import pytest

from kaartenbak.exchange.formats import recognise
from kaartenbak.exchange.formats.table import COLUMNS
from kaartenbak.exchange.rules.words import key_of


def targets(*headers: str) -> list[str]:
    mapping = recognise(headers)
    return [str(mapping.targets.get(index, "?")) for index in range(len(headers))]


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        (["Voornaam", "Naam"], ["first_name", "surname"]),
        (["Prénom", "Nom", "GSM"], ["first_name", "surname", "mobile"]),
        (["Naam", "Contactpersoon"], ["name", "?"]),
        (["Nr.", "Naam", "Straat", "Nr.", "Bus"], ["number", "name", "street", "house_number", "box"]),
        (["Adres", "Adres", "Adres"], ["street", "street_2", "street_2"]),
        (["Title", "Name"], ["job_title", "name"]),
        (["Title", "First Name", "Job Title"], ["salutation", "first_name", "job_title"]),
        (["Titre", "Nom", "Société", "Titre"], ["salutation", "name", "company_name", "job_title"]),
        (["E-MAIL", "e_mail 2", "Email 3"], ["email", "email", "email"]),
        (["Tel.", "Telefoon 2", "Téléphone 2 (bureau)"], ["phone", "phone", "phone:work"]),
        (["E-mail 2 Address", "E-mail 2 Type", "E-mail 2 Display Name"], ["email", "", "?"]),
        (["PLZ/Ort", "Handy", "USt-IdNr."], ["postcode_city", "mobile", "vat_number"]),
        (["Ondernemingsnr", "KvK", "SIRET"], ["enterprise_number", "registration_number", "?"]),
        (["mailing_groups", "Categorieën"], ["mailing_groups", "mailing_groups"]),
        (["Functiegroepen", "Secteurs d'activité", "Webquellen"], ["job_responsibilities", "industry_groups", "web_sources"]),
        (["address_2_code", "address_2_ranges"], ["address.code:2", "address.ranges:2"]),
        (["Alternatief adres 1, code", "Alternatief adres 1 Straat"], ["address.code:1", "address.street:1"]),
        (["Autre adresse 12, code", "Autre adresse 12, périodes"], ["address.code:12", "address.ranges:12"]),
        (["address_1_city", "address_1_phone", "address_1_shoe"], ["city:1", "?", "?"]),
    ],
)  # fmt: skip
def test_headings_are_recognised(headers, expected):
    assert targets(*headers) == expected


def test_a_label_of_google_is_no_column_of_its_own():
    mapping = recognise(["Phone 1 - Label", "Phone 1 - Value", "Event 1 - Label", "Event 1 - Value"])

    assert mapping.targets[1].label_column == 0
    assert mapping.unrecognised == (2, 3)


def test_two_columns_of_one_name_are_told_apart():
    assert recognise(["Kleur", "Naam", "Kleur"]).names == ("Kleur", "Naam", "Kleur (2)")


def test_no_heading_has_two_meanings():
    meanings: dict[str, set[str]] = {}
    for column in COLUMNS:
        for heading in column.headings:
            meanings.setdefault(key_of(heading), set()).add(str(column.target))

    assert {heading: found for heading, found in meanings.items() if len(found) > 1} == {}
