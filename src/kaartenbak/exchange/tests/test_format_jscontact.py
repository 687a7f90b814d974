"""JSContact: made of a vCard 4.0 as RFC 9555 says, and back without a loss."""

import json
from collections import Counter

import pytest

from kaartenbak.exchange.formats import write_vcard
from kaartenbak.exchange.formats.jscontact import jscontact_of, vcard_of
from kaartenbak.exchange.tests.corpus_of import CORPUS, found_in
from kaartenbak.exchange.tests.samples import only_cards
from kaartenbak.exchange.tests.told_alike import told


def card_of(*lines: str) -> dict[str, object]:
    """The members that these lines give, beside those that every card has."""
    made = jscontact_of(
        "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", "UID:urn:uuid:1", *lines, "END:VCARD", ""])
    )
    assert (made.pop("@type"), made.pop("version"), made.pop("uid")) == ("Card", "1.0", "urn:uuid:1")
    return made


@pytest.mark.parametrize(("case", "lines", "members"), [
    ("2.3.1", ["FN:John Q. Public, Esq."], {"name": {"full": "John Q. Public, Esq."}}),
    ("2.3.2", ["N:Stevenson;John;Philip,Paul;Dr.;Jr.,M.D."], {"name": {"components": [
        {"kind": "surname", "value": "Stevenson"}, {"kind": "given", "value": "John"}, {"kind": "given2", "value": "Philip"},
        {"kind": "given2", "value": "Paul"}, {"kind": "title", "value": "Dr."}, {"kind": "credential", "value": "Jr."},
        {"kind": "credential", "value": "M.D."}]}}),
    ("2.3.3", ["NICKNAME:Johnny"], {"nicknames": {"NICKNAME-1": {"name": "Johnny"}}}),
    ("2.3.4", ["PHOTO:http://www.example.com/pub/photos/jqpublic.gif"],
     {"media": {"PHOTO-1": {"kind": "photo", "uri": "http://www.example.com/pub/photos/jqpublic.gif"}}}),
    ("2.3.5", ["BDAY:19531015T231000Z", "ANNIVERSARY:19860201", "DEATHDATE:--0415"], {"anniversaries": {
        "BDAY-1": {"kind": "birth", "date": {"@type": "Timestamp", "utc": "1953-10-15T23:10:00Z"}},
        "ANNIVERSARY-2": {"kind": "wedding", "date": {"@type": "PartialDate", "year": 1986, "month": 2, "day": 1}},
        "DEATHDATE-3": {"kind": "death", "date": {"@type": "PartialDate", "month": 4, "day": 15}}}}),
    ("2.3.6", ["ADR;TYPE=work;CC=US:;;54321 Oak St;Reston;VA;20190;USA"], {"addresses": {"ADR-1": {
        "components": [{"kind": "name", "value": "54321 Oak St"}, {"kind": "locality", "value": "Reston"},
                       {"kind": "region", "value": "VA"}, {"kind": "postcode", "value": "20190"},
                       {"kind": "country", "value": "USA"}],
        "contexts": {"work": True}, "countryCode": "US"}}}),
    ("a place, a zone", ["GEO;TYPE=work:geo:50.84,4.35", "TZ:Europe/Brussels", "TZ;VALUE=utc-offset:+0100"], {
        "addresses": {"GEO-1": {"coordinates": "geo:50.84,4.35", "contexts": {"work": True}},
                      "TZ-2": {"timeZone": "Europe/Brussels"}},
        "vCardProps": [["tz", {}, "utc-offset", "+01:00"]]}),
    ("2.3.9", ['TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+1-555-555-5555;ext=5555'], {"phones": {"TEL-1": {
        "number": "tel:+1-555-555-5555;ext=5555", "pref": 1, "contexts": {"private": True}, "features": {"voice": True}}}}),
    ("2.3.10", ["EMAIL;TYPE=work:jqpublic@xyz.example.com"],
     {"emails": {"EMAIL-1": {"address": "jqpublic@xyz.example.com", "contexts": {"work": True}}}}),
    ("2.3.11", ["IMPP;PREF=1:xmpp:alice@example.com"],
     {"onlineServices": {"IMPP-1": {"vCardName": "impp", "uri": "xmpp:alice@example.com", "pref": 1}}}),
    ("2.3.12", ["LANG;TYPE=work;PREF=1:en"],
     {"preferredLanguages": {"LANG-1": {"language": "en", "contexts": {"work": True}, "pref": 1}}}),
    ("2.3.16", ["TITLE:Research Scientist", "ROLE:Project Leader"], {"titles": {
        "TITLE-1": {"kind": "title", "name": "Research Scientist"}, "ROLE-2": {"kind": "role", "name": "Project Leader"}}}),
    ("2.3.17", ["ORG:ABC\\, Inc.;North American Division;Marketing"], {"organizations": {"ORG-1": {
        "name": "ABC, Inc.", "units": [{"name": "North American Division"}, {"name": "Marketing"}]}}}),
    ("2.3.18", ["KIND:group", "MEMBER:urn:uuid:2", "MEMBER:urn:uuid:3"],
     {"kind": "group", "members": {"urn:uuid:2": True, "urn:uuid:3": True}}),
    ("2.3.19", ["RELATED;TYPE=friend:urn:uuid:4"], {"relatedTo": {"urn:uuid:4": {"relation": {"friend": True}}}}),
    ("2.3.21", ["CATEGORIES:INTERNET,IETF"], {"keywords": {"INTERNET": True, "IETF": True}}),
    ("2.3.22", ["NOTE;CREATED=20221123T150132Z;AUTHOR-NAME=John:Office hours"], {"notes": {"NOTE-1": {
        "note": "Office hours", "created": "2022-11-23T15:01:32Z", "author": {"name": "John"}}}}),
    ("a label", ["item1.TEL:03", "item1.X-ABLabel:Balie"],
     {"phones": {"TEL-1": {"number": "03", "vCardParams": {"group": "item1"}, "label": "Balie"}}}),
    ("2.15.1", ["item1.X-FOO;X-BAR=a:b"], {"vCardProps": [["x-foo", {"x-bar": "a", "group": "item1"}, "unknown", "b"]]}),
    ("3.2.1", ['JSPROP;JSPTR="example.com:foo":{"bar":1234}'], {"example.com:foo": {"bar": 1234}}),
])  # fmt: skip
def test_a_property_stands_where_the_rfc_puts_it(case, lines, members):
    assert card_of(*lines) == members, case


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_card_of_the_corpus_comes_back(path):
    for card in only_cards(found_in(path)):
        text = write_vcard(card, "4.0")

        again = vcard_of(json.loads(json.dumps(jscontact_of(text))))

        # A card without a UID gets one.
        made = Counter() if card.uid else Counter([each for each in told(again) if each.startswith('["uid"')])
        assert told(again) == told(text) + made


def test_a_card_of_another_program_is_read():
    card = {
        "@type": "Card", "version": "1.0", "uid": "urn:uuid:9",
        "name": {"components": [{"kind": "given", "value": "Jan"}, {"kind": "surname", "value": "Maes"}], "isOrdered": True},
        "phones": {"mobile": {"number": "0470 1", "features": {"mobile": True}, "label": "Zaak"}},
        "links": {"l": {"uri": "https://maes.be"}}, "com.example:own": [1, 2],
    }  # fmt: skip

    lines = vcard_of(card).split("\r\n")

    assert lines[2:-2] == [
        "UID:urn:uuid:9", "FN:Jan Maes", "N:Maes;Jan;;;", "label1.X-ABLABEL:Zaak", "label1.TEL;TYPE=cell;PROP-ID=mobile:0470 1",
        "URL;PROP-ID=l:https://maes.be", 'JSPROP;JSPTR="com.example:own":[1\\,2]',
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        {},
        {"@type": "Card", "name": 5},
        {"@type": "Card", "vCardProps": [["a"]]},
        {"@type": "Card", "phones": {"a": {"number": {"x": 1}, "vCardParams": 7}}},
    ],
)
def test_what_is_no_card_is_refused(wrong):
    with pytest.raises(ValueError, match=r"JSContact|property"):
        vcard_of(wrong)


def test_a_place_and_a_zone_come_back_alone_or_with_their_address():
    lines = [
        "TZ:Europe/Brussels",
        "GEO:geo:50.84,4.35",
        'ADR;GEO="geo:1,2";TZ=Europe/Paris:;;Rue 1;Paris;;75001;',
    ]
    text = "\r\n".join(["BEGIN:VCARD", "VERSION:4.0", "UID:urn:uuid:1", *lines, "END:VCARD", ""])

    card = jscontact_of(text)

    assert "vCardProps" not in card
    assert told(vcard_of(card)) == told(text)
