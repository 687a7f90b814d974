"""vCards that we write, and cards that go out and come back."""

import string
from dataclasses import replace
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_vcard, read_vcards, write_vcard, write_vcards
from kaartenbak.exchange.rules.addresses import TEXTS, Address, Range
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Role, WebSource, full_name
from kaartenbak.exchange.tests.samples import VCARDS, cards_of, only_cards, vcard, vcards

VERSIONS = ["3.0", "4.0"]


def said_again(card: Card, version: str) -> Card:
    found = read_vcard(write_vcard(card, version).encode())
    assert isinstance(found, Card), found
    return found


@pytest.mark.parametrize("path", VCARDS, ids=lambda path: path.name)
def test_what_is_read_is_read_the_same_after_writing_it(path):
    version = "4.0" if "4.0" in path.name else "3.0"
    cards = only_cards(cards_of(path.name))

    assert [said_again(card, version) for card in cards] == cards


def test_a_person_is_written_in_version_3():
    card = Card(
        kind="person", uid="u1", name="Jan Peeters", first_name="Jan", surname="Peeters", company_name="De Haven",
        street="Meir 1", street_2="bus 2", postcode="2000", city="Antwerpen", country="BE", birthday="--02-29",
        channels=(Channel("mobile", "", "0470"), Channel("phone", "Balie", "03"), Channel("email", "work", "j@h.be", True)),
        mailing_groups=("A,B", "C"), comment="een\ntwee; drie",
    )  # fmt: skip

    assert write_vcard(card, "3.0", language="nl").split("\r\n") == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:u1", "FN:Jan Peeters", "N:Peeters;Jan;;;", "ORG:De Haven",
        "TEL;TYPE=CELL:0470", "item1.TEL:03", "item1.X-ABLabel:Balie", "EMAIL;TYPE=WORK,pref:j@h.be",
        "ADR;TYPE=WORK:;;Meir 1\\nbus 2;Antwerpen;;2000;België", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "CATEGORIES:A\\,B,C", "NOTE:een\\ntwee\\; drie", "END:VCARD", "",
    ]  # fmt: skip


def test_a_company_is_written_in_version_4():
    card = Card(kind="company", name="De Haven", uid="8c6a4a3e-7d0f-4c53-8f0f-4b0a5d2f9c77", language="nl",
                vat_number="BE0123456749", channels=(Channel("phone", "", "03", main=True),))  # fmt: skip

    assert write_vcard(card, "4.0").split("\r\n") == [
        "BEGIN:VCARD", "VERSION:4.0", "UID:urn:uuid:8c6a4a3e-7d0f-4c53-8f0f-4b0a5d2f9c77", "KIND:org",
        "FN:De Haven", "ORG:De Haven", "TEL;PREF=1:03", "LANG:nl", "X-KAARTENBAK-VAT-NUMBER:BE0123456749",
        "END:VCARD", "",
    ]  # fmt: skip


def test_other_versions_are_not_written():
    with pytest.raises(ValueError, match=r"2\.1"):
        write_vcard(Card(name="A"), "2.1")


def test_lines_are_folded_at_75_octets_and_never_inside_a_letter():
    text = write_vcard(Card(name="é" * 100, comment="x" * 200))

    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert [line.decode() for line in lines]
    assert [card.name for card in vcards(text)] == ["é" * 100]


def test_the_wording_of_the_file_is_written_back_as_long_as_it_says_the_same():
    card = vcard("FN:A", "ORG;SORT-AS=Smet:De Smet;Aankoop", "item1.TEL;X-SLOT=3:09", "item1.X-ABLabel:Balie")

    assert "ORG;SORT-AS=Smet:De Smet;Aankoop" in write_vcard(card)
    assert "item1.TEL;X-SLOT=3:09\r\nitem1.X-ABLabel:Balie" in write_vcard(card)
    moved = write_vcard(replace(card, company_name="De Haven"))
    assert "ORG:De Haven\r\n" in moved
    assert "Smet" not in moved
    assert "item1.TEL;X-SLOT=3:09\r\nitem1.X-ABLabel:Balie" in moved


def test_the_label_of_an_address_goes_with_the_address():
    lines = ("item2.ADR;TYPE=HOME:;;Markt 1;Gent;;9000;", "item2.X-ABLabel:Buiten")
    card = vcard("FN:A", *lines)

    assert "\r\n".join(lines) in write_vcard(card).replace("\r\nitem2.X-ABLabel", "\r\nitem2.X-ABLabel")
    assert "Buiten" not in write_vcard(replace(card, street="Meir 1"))


def test_an_address_whose_country_stands_on_another_line_keeps_its_wording():
    lines = ("item1.ADR;TYPE=HOME:;;Markt 1;Gent;;9000;", "item1.X-ABADR:be")

    assert all(line in write_vcard(vcard("FN:A", *lines)).split("\r\n") for line in lines)


def test_a_label_on_a_line_of_its_own_keeps_the_wording_of_its_channel():
    lines = ("item3.EMAIL;X-SLOT=1:a@b.example", "item3.X-ABLabel:work")

    text = write_vcard(vcard("FN:A", *lines))
    assert "\r\n".join(lines) in text


def test_our_groups_stay_clear_of_those_of_the_file():
    card = vcard(
        "FN:A", "item1.X-ABDATE:2012-06-30", "item1.X-ABLabel:Feest", "item7.TEL:09", "item7.X-ABLabel:Balie"
    )

    text = write_vcard(card)
    assert "item2.TEL:09\r\nitem2.X-ABLabel:Balie" in text
    assert "item1.X-ABDATE:2012-06-30\r\nitem1.X-ABLabel:Feest" in text


def test_a_picture_goes_out_and_comes_back():
    picture = b"\xff\xd8\xff" + bytes(range(256)) * 20

    assert [said_again(Card(name="A", photo=picture), version).photo for version in VERSIONS] == [picture] * 2


def test_octets_inside_a_card_are_told_as_the_version_tells_them():
    card = vcard("FN:A", "LOGO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=")

    assert "LOGO:data:image/png;base64,iVBORw0KGgo=" in write_vcard(card, "4.0")
    assert "LOGO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=" in write_vcard(said_again(card, "4.0"), "3.0")


def test_cells_of_a_table_survive_a_vcard():
    extra = (
        Extra('Favoriete "kleur", ooit', "groen; of\nblauw", Role.CELL),
        Extra("Afdeling", "IT", Role.CELL),
    )

    assert said_again(Card(kind="person", name="A", extra=extra), "4.0").extra == extra


def test_no_text_of_ours_breaks_out_of_its_line():
    evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD\x00\x1b"
    card = Card(
        kind="person", name=evil, surname=evil, channels=(Channel("messaging", evil, evil), Channel("phone", evil, evil)),
        mailing_groups=(evil,), uid=evil, extra=(Extra(evil, evil, Role.CELL), Extra("X-A;B=" + evil, evil)),
    )  # fmt: skip

    found = vcards(write_vcard(card, "4.0"))
    assert len(found) == 1
    assert found[0].name == "x\nEND:VCARD\nBEGIN:VCARD"


texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=30).map(str.strip)
words = (
    st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="^"), min_size=1)
    .map(str.strip)
    .filter(bool)
)
labels = st.sampled_from(["", "work", "home", "other", "main"]) | st.just("Magazijn")
channels = st.builds(
    Channel,
    st.sampled_from(["phone", "mobile", "fax", "email", "website", "other"]),
    labels,
    words.filter(lambda value: not value.lower().startswith(("tel:", "mailto:"))),
    st.booleans(),
) | st.builds(Channel, st.just("messaging"), st.sampled_from(["", "Skype", 'a"b;c']), words, st.booleans())
own_lines = st.builds(
    Extra,
    st.text(string.ascii_uppercase, min_size=1, max_size=8).map(lambda name: f"X-OF-{name}"),
    st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=40),
    st.just(Role.LINE),
)
plain = st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="^"), max_size=12).map(
    str.strip
)
periods = st.builds(Range, st.dates().map(str), st.dates().map(str) | st.just(""), st.booleans())
addresses = st.builds(
    Address, st.sampled_from(["HOME", "WORK"]) | plain.filter(bool), **{name: plain for name in TEXTS if name != "country"},
    country=st.sampled_from(["", "BE", "Atlantis"]), ranges=st.lists(periods, max_size=2).map(tuple),
)  # fmt: skip
codes = st.lists(words, unique=True, max_size=2).map(tuple)
persons = st.builds(
    Card,
    kind=st.just("person"), uid=words, first_name=words, middle_name=texts, surname=texts, salutation=texts,
    job_title=texts, company_name=texts, birthday=st.sampled_from(["", "--02-29", "1980-12-31"]), street=texts,
    postcode=texts, city=words, county=texts, country=st.sampled_from(["", "BE", "FR", "GB", "DE"]), language=texts,
    salutation_code=texts, vat_number=texts, number=texts, comment=texts,
    mailing_groups=st.lists(words, unique=True, max_size=3).map(tuple),
    channels=st.lists(channels, max_size=4).map(tuple), extra=st.lists(own_lines, max_size=3).map(tuple),
    industry_groups=codes, business_relations=codes, job_responsibilities=codes,
    web_sources=st.lists(st.builds(WebSource, words, plain), max_size=2).map(tuple),
    addresses=st.lists(addresses, max_size=3, unique_by=lambda each: each.code.upper()).map(tuple),
)  # fmt: skip


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("code", ["ARBEIT", "Bureau", "HOME", "SUMMER"])
def test_the_code_of_an_address_may_be_a_usual_word_for_a_place(code, version):
    person = Card(
        kind="person", uid="1", first_name="An", name="An", addresses=(Address(code, city="Aalst"),)
    )

    assert said_again(person, version) == person


@given(persons, st.sampled_from(VERSIONS))
@settings(max_examples=300, deadline=None)
def test_any_person_survives_a_vcard(person, version):
    person = replace(person, name=full_name(person.first_name, person.middle_name, person.surname))

    assert said_again(person, version) == person


@given(st.lists(persons, min_size=1, max_size=4))
@settings(max_examples=30, deadline=None)
def test_a_file_holds_as_many_cards_as_were_written(cards):
    stream = BytesIO()
    write_vcards(cards, stream)

    assert len(list(read_vcards(BytesIO(stream.getvalue())))) == len(cards)
