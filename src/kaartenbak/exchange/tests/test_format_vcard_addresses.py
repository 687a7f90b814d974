"""Alternative addresses, groups and responsibilities in vCards, of ours and of other programs."""

from dataclasses import replace

import pytest

from kaartenbak.exchange.formats import read_vcard, write_vcard
from kaartenbak.exchange.rules.addresses import Address, Range
from kaartenbak.exchange.rules.card import Card, Extra, Role, WebSource
from kaartenbak.exchange.tests.samples import vcard

SUMMER = Address(
    "SUMMER", street="Zeedijk 12", postcode="8400", city="Oostende", country="BE", phone="059 12",
    ranges=(Range("2026-07-01", "2026-08-31", True), Range("2027-01-01")),
)  # fmt: skip
FAIR = Address("FAIR", company_name="Stand 12; hal 3", ranges=(Range("2026-10-16", "2026-10-18"),))
JAN = Card(
    kind="person",
    name="Jan Maes",
    first_name="Jan",
    surname="Maes",
    street="Markt 1",
    city="Gent",
    addresses=(SUMMER, FAIR),
)


def lines(card: Card, version: str = "3.0") -> list[str]:
    """The lines of a card that are about addresses."""
    text = write_vcard(card, version).replace("\r\n ", "")
    return [line for line in text.split("\r\n") if "ADR" in line or "X-AB" in line or "ADDRESS" in line]


def test_an_alternative_address_is_an_adr_with_a_label_and_a_line_of_ours():
    assert lines(JAN) == [
        "ADR;TYPE=WORK:;;Markt 1;Gent;;;",
        "item1.ADR:;;Zeedijk 12;Oostende;;8400;Belgium",
        "item1.X-ABLabel:SUMMER",
        "item1.X-KAARTENBAK-ADDRESS:code=SUMMER;phone=059 12;ranges=2026-07-01..2026-08-31 yearly\\, 2027-01-01..",
        "X-KAARTENBAK-ADDRESS:code=FAIR;company_name=Stand 12\\; hal 3;ranges=2026-10-16..2026-10-18",
    ]


@pytest.mark.parametrize(("version", "preferred"), [("3.0", ";TYPE=pref"), ("4.0", ";PREF=1")])
def test_the_address_that_holds_today_comes_first_and_is_preferred(version, preferred):
    found = lines(replace(JAN, current=SUMMER), version)

    assert found[0] == f"item1.ADR{preferred}:;;Zeedijk 12;Oostende;;8400;Belgium"
    assert found[3] == "ADR;TYPE=WORK:;;Markt 1;Gent;;;"
    assert read_vcard(write_vcard(replace(JAN, current=SUMMER), version).encode()) == replace(
        JAN, addresses=(SUMMER, FAIR)
    )


def test_the_address_of_the_company_that_holds_today_is_shown_and_not_read():
    person = replace(JAN, addresses=(), current=SUMMER)

    assert lines(person)[:3] == [
        "item1.ADR;TYPE=pref:;;Zeedijk 12;Oostende;;8400;Belgium",
        "item1.X-ABLabel:SUMMER",
        "item1.X-KAARTENBAK-ADDRESS:copy",
    ]
    assert read_vcard(write_vcard(person).encode()) == replace(JAN, addresses=())


@pytest.mark.parametrize(
    ("case", "more", "expected"),
    [
        ("at home", ("ADR;TYPE=HOME:;;Dorp 3;Erpe;;9420;België",), ["HOME"]),
        ("at home twice", ("ADR;TYPE=HOME:;;A;;;;", "ADR;TYPE=HOME:;;B;;;;"), ["HOME", "HOME2"]),
        ("without a type", ("ADR:;;Dorp 3;Erpe;;9420;",), ["OTHER"]),
        ("at work twice", ("ADR;TYPE=WORK:;;B;;;;",), ["WORK"]),
        ("with a label", ("item1.ADR:;;B;;;;", "item1.X-ABLabel:Zomerhuis"), ["ZOMERHUIS"]),
        ("with a label of Apple", ("item1.ADR:;;B;;;;", "item1.X-ABLabel:_$!<Other>!$_"), ["OTHER"]),
        ("with a long label", ("item1.ADR:;;B;;;;", "item1.X-ABLabel:Appartement aan zee"), ["APPARTEMENT"]),
    ],
)
def test_addresses_of_other_programs_beside_that_of_the_work(case, more, expected):
    card = vcard("FN:A", "ADR;TYPE=WORK:;;Markt 1;Gent;;9000;", *more)

    assert card.street == "Markt 1"
    assert [each.code for each in card.addresses] == expected, case
    assert vcard(*write_vcard(card).replace("\r\n ", "").split("\r\n")[2:-2]) == card


def test_words_of_another_program_for_an_address_go_back_with_it():
    more = (
        'item2.ADR;TYPE=HOME;LABEL="Dorp 3":bus 1;;Dorp 3;Erpe;;9420;',
        "item2.X-ABADR:be",
        "item2.X-ABLabel:Ons huis aan zee",
    )
    card = vcard("FN:A", "ADR;TYPE=WORK:;;Markt 1;Gent;;9000;", *more, version="4.0")

    assert card.addresses == (
        Address("ONS HUIS AA", street="Dorp 3", street_2="bus 1", postcode="9420", city="Erpe", country="BE"),
    )
    written = write_vcard(card, "4.0").replace("\r\n ", "").split("\r\n")
    assert {*more} <= {*written}
    assert vcard(*written[2:-2], version="4.0") == card
    moved = write_vcard(replace(card, addresses=(card.addresses[0]._replace(street="Kerk 1"),)), "4.0")
    assert "LABEL" not in moved
    assert "X-ABADR" not in moved


def test_two_addresses_that_are_the_same_stay_two():
    card = vcard("FN:A", "ADR:;;M;;;;", "item1.ADR;X-A=1:;;B;;;;", "item2.ADR;X-A=2:;;B;;;;")

    assert [each.code for each in card.addresses] == ["OTHER", "OTHER2"]
    again = read_vcard(write_vcard(card).encode())
    assert isinstance(again, Card)
    assert again.addresses == card.addresses


def test_a_line_of_ours_that_was_damaged_loses_nothing_else():
    card = vcard(
        "FN:A", "item1.ADR:;;B;Gent;;;", "item1.X-KAARTENBAK-ADDRESS:ranges=2026-02-31..;shoe=43;=;code"
    )

    assert card.addresses == (Address("OTHER", street="B", city="Gent"),)
    assert card.extra == (Extra("ranges", "2026-02-31..", Role.CELL),)
    assert [each.key for each in card.remarks] == ["address.unreadable"]


def test_responsibilities_are_roles_and_the_rest_has_names_of_ours():
    card = Card(
        kind="person", name="Jan", mailing_groups=("MOVE",), industry_groups=("A,B", "C"), business_relations=("BANK",),
        job_responsibilities=("SALES", "BUY"), web_sources=(WebSource("KBO", "02;00"), WebSource("MAPS")),
    )  # fmt: skip

    assert write_vcard(card).split("\r\n")[4:-2] == [
        "CATEGORIES:MOVE", "ROLE:SALES", "ROLE:BUY", "X-KAARTENBAK-INDUSTRY-GROUPS:A\\,B,C",
        "X-KAARTENBAK-BUSINESS-RELATIONS:BANK", "X-KAARTENBAK-JOB-RESPONSIBILITIES:SALES,BUY",
        "X-KAARTENBAK-WEB-SOURCE:KBO;02\\;00", "X-KAARTENBAK-WEB-SOURCE:MAPS;",
    ]  # fmt: skip
    assert read_vcard(write_vcard(card).encode()) == card


def test_a_role_of_another_program_is_kept_as_it_is():
    card = vcard("FN:A", "ROLE:Ingenieur", "X-KAARTENBAK-JOB-RESPONSIBILITIES:BUY", "ROLE:BUY")

    assert card.job_responsibilities == ("BUY",)
    assert card.extra == (Extra("ROLE", "Ingenieur"),)


def test_the_second_line_of_a_street_stays_the_second():
    card = Card(kind="person", name="Jan", first_name="Jan", street_2="bus 2", city="Gent")

    assert read_vcard(write_vcard(card).encode()) == card
