"""jCard: vCard 4.0 as JSON, and back without a loss."""

import json

import pytest

from kaartenbak.exchange.formats import write_vcard
from kaartenbak.exchange.formats.jcard import jcard_of, properties_in, vcard_of
from kaartenbak.exchange.tests.corpus_of import CORPUS, found_in
from kaartenbak.exchange.tests.samples import only_cards
from kaartenbak.exchange.tests.told_alike import told

# RFC 7095, appendix B.
AUTHOR = [
    ("FN:Simon Perreault", ["fn", {}, "text", "Simon Perreault"]),
    ("N:Perreault;Simon;;;ing. jr,M.Sc.", ["n", {}, "text", ["Perreault", "Simon", "", "", ["ing. jr", "M.Sc."]]]),
    ("BDAY:--0203", ["bday", {}, "date-and-or-time", "--02-03"]),
    ("ANNIVERSARY:20090808T143000-0500", ["anniversary", {}, "date-and-or-time", "2009-08-08T14:30:00-05:00"]),
    ("GENDER:M", ["gender", {}, "text", "M"]),
    ("LANG;PREF=1:fr", ["lang", {"pref": "1"}, "language-tag", "fr"]),
    ("ORG;TYPE=work:Viagenie", ["org", {"type": "work"}, "text", "Viagenie"]),
    ("ADR;TYPE=work:;Suite D2-630;2875 Laurier;Quebec;QC;G1V 2M2;Canada",
     ["adr", {"type": "work"}, "text", ["", "Suite D2-630", "2875 Laurier", "Quebec", "QC", "G1V 2M2", "Canada"]]),
    ("TEL;VALUE=uri;TYPE=work,voice;PREF=1:tel:+1-418-656-9254;ext=102",
     ["tel", {"type": ["work", "voice"], "pref": "1"}, "uri", "tel:+1-418-656-9254;ext=102"]),
    ("GEO;TYPE=work:geo:46.772673,-71.282945", ["geo", {"type": "work"}, "uri", "geo:46.772673,-71.282945"]),
    ("TZ;VALUE=utc-offset:-0500", ["tz", {}, "utc-offset", "-05:00"]),
    ("URL;TYPE=home:http://nomis80.org", ["url", {"type": "home"}, "uri", "http://nomis80.org"]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "told_as"), [*AUTHOR,
    ("item1.X-FOO;X-Bar=a:un\\,known;value", ["x-foo", {"x-bar": "a", "group": "item1"}, "unknown", "un\\,known;value"]),
    ("CATEGORIES:a\\,b,c", ["categories", {}, "text", "a,b", "c"]),
    ("REV:20260101T101112Z", ["rev", {}, "timestamp", "2026-01-01T10:11:12Z"]),
    ("BDAY:1985-04", ["bday", {}, "date-and-or-time", "1985-04"]),
    ("BDAY;VALUE=text:circa 1800", ["bday", {}, "text", "circa 1800"]),
    ("NOTE;X-A=b^nc:een\\ntwee", ["note", {"x-a": "b\nc"}, "text", "een\ntwee"]),
])  # fmt: skip
def test_a_line_is_told_as_the_rfc_tells_it_and_comes_back(line, told_as):
    text = f"BEGIN:VCARD\r\nVERSION:4.0\r\n{line}\r\nEND:VCARD\r\n"

    assert properties_in(text) == [told_as]
    assert told(vcard_of(jcard_of(text))) == told(text)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_a_card_of_the_corpus_comes_back(path):
    for card in only_cards(found_in(path)):
        text = write_vcard(card, "4.0")

        assert told(vcard_of(json.loads(json.dumps(jcard_of(text))))) == told(text)


def test_no_value_breaks_out_of_its_line():
    evil = "x\r\nEND:VCARD\r\nBEGIN:VCARD"
    jcard = [
        "vcard",
        [
            ["fn", {}, "text", evil],
            ["x-a", {"b": evil, "c\nd": "e", "group": evil}, "unknown", evil],
            ["rev", {}, "timestamp", evil],
        ],
    ]

    text = vcard_of(jcard)

    assert text.count("\nEND:VCARD\r\n") == 1
    assert len(properties_in(text)) == 3


@pytest.mark.parametrize(
    "wrong",
    [
        None,
        [],
        ["vcard"],
        ["vcard", 1],
        ["vcard", [1]],
        ["vcard", [["fn"]]],
        ["vcard", [["a b", {}, "text", "x"]]],
        {},
    ],
)
def test_what_is_no_jcard_is_refused(wrong):
    with pytest.raises(ValueError, match=r"jCard|property"):
        vcard_of(wrong)
