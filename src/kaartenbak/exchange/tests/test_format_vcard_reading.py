"""vCards as phones and programs write them."""

from datetime import date

import pytest

from kaartenbak.exchange.rules.addresses import Address
from kaartenbak.exchange.rules.card import Card, CardError, Channel, Extra, Role
from kaartenbak.exchange.tests.samples import cards_of, vcard, vcards


def test_a_card_of_an_iphone_gives_name_company_and_the_address_of_the_work():
    annelies, _, _ = cards_of("iphone.vcf")

    assert (annelies.kind, annelies.first_name, annelies.surname) == ("person", "Annelies", "Vermeulen")
    assert (annelies.salutation, annelies.company_name) == ("Mevr.", "Drukkerij De Smet BV")
    assert (annelies.street, annelies.postcode, annelies.city) == ("Industrielaan 12", "9000", "Gent")
    assert (annelies.county, annelies.country) == ("Oost-Vlaanderen", "BE")
    assert (annelies.birthday, annelies.mailing_groups) == ("--04-12", ("Klanten", "Kerstkaart"))
    assert annelies.comment == "Belt liefst 's morgens, tussen 9 en 10.\nKoffie zonder suiker."


def test_labels_of_an_iphone_say_what_a_channel_is():
    annelies, bakery, _ = cards_of("iphone.vcf")

    assert annelies.channels == (
        Channel("email", "work", "annelies@desmet.example", main=True),
        Channel("email", "home", "annelies.vermeulen@thuis.example"),
        Channel("mobile", "", "+32 470 12 34 56", main=True),
        Channel("phone", "work", "09 222 33 44"),
        Channel("phone", "Magazijn", "+32 9 222 33 45"),
        Channel("website", "homepage", "https://www.desmet.example/", main=True),
        Channel("messaging", "Skype", "skype:annelies.v", main=True),
    )
    assert bakery.channels == (Channel("phone", "main", "056 77 88 99", main=True),)


def test_what_an_iphone_says_and_we_have_no_field_for_is_kept():
    annelies = cards_of("iphone.vcf")[0]

    assert Extra("ORG", "Drukkerij De Smet BV;Aankoop", Role.FORM) in annelies.extra
    assert (
        Extra("item3.ADR;type=HOME;type=pref", ";;Kerkstraat 1\\nbus 3;Melle;;9090;België", Role.FORM)
        in annelies.extra
    )
    assert annelies.addresses == (
        Address("HOME", street="Kerkstraat 1", street_2="bus 3", postcode="9090", city="Melle", country="BE"),
    )
    assert Extra("item6.X-ABLabel", "_$!<Anniversary>!$_") in annelies.extra
    assert Extra("X-SOCIALPROFILE;type=linkedin;x-user=annelies", "https://www.linkedin.com/in/annelies") in (
        annelies.extra
    )


def test_a_card_that_shows_as_a_company_is_one():
    bakery = cards_of("iphone.vcf")[1]

    assert (bakery.kind, bakery.name, bakery.company_name) == ("company", "Bakkerij Het Zoete Genot", "")


def test_a_group_knows_its_members():
    group = cards_of("iphone.vcf")[2]

    assert (group.kind, group.name) == ("group", "Klanten")
    assert group.members == ("5B1F3A60-3F0F-4A57-9C2D-1D8C7C6A0E11",)


def test_a_card_of_google_is_read():
    (jean_luc,) = cards_of("google.vcf")

    assert (jean_luc.first_name, jean_luc.middle_name) == ("Jean-Luc", "Marie")
    assert (jean_luc.surname, jean_luc.street) == ("de la Fontaine", "12, rue des Lilas")
    assert jean_luc.mailing_groups == ("Fournisseurs",)
    assert jean_luc.channel("website") == "http://www.google.com/profiles/1234567890"
    assert Extra("PHOTO", "https://lh3.googleusercontent.example/photo.jpg") in jean_luc.extra


def test_a_card_of_old_outlook_is_read_in_its_character_set():
    (joerg,) = cards_of("outlook-2.1.vcf")

    assert (joerg.name, joerg.company_name, joerg.city) == ("Jörg Müller", "Straßenbau Köln GmbH", "Köln")
    assert joerg.comment == "Zeile eins\nZeile zwei: grüßt; und mehr"
    assert joerg.photo.startswith(b"\x89PNG")
    assert Channel("fax", "work", "+49 221 123457") in joerg.channels


def test_a_card_inside_the_card_of_an_old_phone_is_no_card_of_its_own():
    (cecile,) = cards_of("nokia-2.1.vcf")

    assert (cecile.first_name, cecile.surname) == ("Cécile", "Lefèvre")
    assert cecile.channel("mobile") == "+32475112233"
    assert [extra.name for extra in cecile.extra] == ["AGENT"]


def test_a_card_of_nextcloud_is_read():
    sofie, harbour = cards_of("nextcloud-4.0.vcf")

    assert (sofie.uid, sofie.birthday, sofie.language) == (
        "8c6a4a3e-7d0f-4c53-8f0f-4b0a5d2f9c77",
        "--02-29",
        "nl",
    )
    assert sofie.channels[0] == Channel("phone", "work", "+32-3-555-66-77")
    assert Extra('TEL;TYPE="voice,work";VALUE=uri', "tel:+32-3-555-66-77;ext=12", Role.FORM) in sofie.extra
    assert (harbour.kind, harbour.name) == ("company", "De Haven NV")


def test_a_broken_card_costs_none_of_its_neighbours():
    found = cards_of("between-broken.vcf")

    assert [each.name for each in found if isinstance(each, Card)] == [
        "First Good",
        "Second Good",
        "Third Good",
    ]
    assert [(each.line, each.key) for each in found if isinstance(each, CardError)] == [
        (1, "vcard.outside"),
        (7, "vcard.not_closed"),
        (16, "vcard.empty"),
        (18, "vcard.version"),
        (22, "vcard.outside"),
        (28, "vcard.not_closed"),
    ]


def test_a_line_that_is_no_vcard_line_is_kept_and_remarked_on():
    second = [each for each in cards_of("between-broken.vcf") if isinstance(each, Card)][1]

    assert second.extra == (Extra("", "this line is no vCard line", Role.CELL),)
    assert [remark.key for remark in second.remarks] == ["vcard.line_unreadable"]


@pytest.mark.parametrize(
    ("case", "line", "birthday"),
    [
        ("vCard 3.0", "BDAY:1980-12-31", "1980-12-31"),
        ("vCard 4.0", "BDAY:19801231", "1980-12-31"),
        ("with a time", "BDAY:1980-12-31T10:00:00Z", "1980-12-31"),
        ("no year", "BDAY:--1231", "--12-31"),
        ("no year, as 3.0 would", "BDAY:--12-31", "--12-31"),
        ("no year, as Apple writes", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
        ("with VALUE", "BDAY;value=date:1963-08-10", "1963-08-10"),
    ],
)
def test_birthdays(case, line, birthday):
    assert vcard("FN:A", line).birthday == birthday, case


@pytest.mark.parametrize("value", ["1985-03", "circa 1800", "1980-02-30", "---12"])
def test_a_birthday_that_is_none_is_kept_as_it_is(value):
    card = vcard("FN:A", f"BDAY;VALUE=text:{value}")

    assert card.birthday == ""
    assert card.extra == (Extra("BDAY;VALUE=text", value),)
    assert [remark.key for remark in card.remarks] == ["birthday.unreadable"]


@pytest.mark.parametrize(
    ("case", "line", "channel"),
    [
        ("cell", "TEL;TYPE=CELL:1", Channel("mobile", "", "1")),
        ("types in one", "TEL;TYPE=home,voice,pref:1", Channel("phone", "home", "1", main=True)),
        ("quoted types", 'TEL;TYPE="work,fax":1', Channel("fax", "work", "1")),
        ("pager", "TEL;TYPE=PAGER:1", Channel("other", "pager", "1")),
        ("types without a name", "TEL;WORK;CELL:1", Channel("mobile", "work", "1")),
        ("preference of 4.0", "EMAIL;PREF=1:a@b.example", Channel("email", "", "a@b.example", main=True)),
        ("mailto", "EMAIL:mailto:a@b.example", Channel("email", "", "a@b.example")),
        ("an address with commas", "URL:https://a.example/?b=1,2;c", Channel("website", "", "https://a.example/?b=1,2;c")),
        ("before IMPP", "X-SKYPE:jan", Channel("messaging", "Skype", "jan")),
    ],
)  # fmt: skip
def test_channels(case, line, channel):
    assert vcard("FN:A", line).channels == (channel,), case


def test_without_a_word_on_it_a_card_with_only_a_company_is_a_company():
    assert vcard("FN:De Haven", "ORG:De Haven").kind == "company"
    assert vcard("FN:Jan", "N:Peeters;Jan;;;", "ORG:De Haven").kind == "person"
    assert vcard("FN:De Haven", "N:;;;;", "ORG:De Haven", "KIND:individual").kind == "person"


def test_a_card_without_a_name_is_called_after_its_first_address():
    assert vcard("N:;;;;", "FN:", "EMAIL:jan@peeters.example").name == "jan@peeters.example"


def test_the_country_of_apple_stands_in_for_one_that_is_missing():
    card = vcard("FN:A", "item1.ADR:;;Markt 1;Gent;;9000;", "item1.X-ABADR:be")

    assert (card.country, card.extra) == ("BE", ())


def test_a_fold_in_the_middle_of_a_letter_is_undone():
    octets = b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ren\xc3\r\n \xa9\r\nEND:VCARD\r\n"

    assert vcards(octets)[0].name == "René"


@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_line_end_and_encoding_will_do(line_end, encoding):
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Renée\nEND:VCARD\n".replace("\n", line_end)

    assert [card.name for card in vcards(text.encode(encoding))] == ["Renée"]


def test_three_colons_in_quotes_do_not_end_the_head():
    card = vcard("FN:A", 'X-NOTE;X-BY="a:b;c,d:":value:with;all', version="4.0")

    assert card.extra == (Extra('X-NOTE;X-BY="a:b;c,d:"', "value:with;all"),)


def test_a_year_that_comes_first_is_no_reason_to_raise():
    assert vcard("FN:A", f"BDAY:{date(1999, 1, 2).isoformat()}").birthday == "1999-01-02"
