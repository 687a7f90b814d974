"""Cards of lines by chance, with groups, types and parameters of any program: what was read is read the same again."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.exchange.formats import read_vcard, write_vcard
from kaartenbak.exchange.rules.card import Card

TEXTS = st.text(st.characters(categories=("L", "N", "Zs"), exclude_characters="^"), min_size=1, max_size=9)
NAMES = st.sampled_from(
    ["NICKNAME", "ROLE", "GENDER", "ANNIVERSARY", "RELATED", "X-SOCIALPROFILE", "HOBBY", "SOURCE", "GEO", "TZ", "X-ABDATE"]
)  # fmt: skip
TYPES = st.sampled_from(
    [
        "",
        ";TYPE=WORK",
        ";TYPE=home,voice",
        ';TYPE="cell,work"',
        ";TYPE=x-own;PREF=2",
        ";ALTID=1",
        ";PID=1.1;LANGUAGE=nl",
    ]
)
NUMBERS = st.text("0123456789 +", min_size=1, max_size=9).filter(str.strip)
KEPT = st.builds("{}{}:{}".format, NAMES, TYPES, TEXTS)
PHONES = st.builds("TEL{}:{}".format, TYPES, NUMBERS)
MAILS = st.builds("EMAIL{}:{}@a.example".format, TYPES, NUMBERS.map(lambda text: text.replace(" ", "")))
FIXED = st.sampled_from(
    [
        "ORG;SORT-AS=b:De Bok;Inkoop",
        "TITLE;LANGUAGE=fr:Chef",
        "URL;TYPE=blog:https://b.example/?a=1,2;3",
        "BDAY;CALSCALE=gregorian:19800102",
    ]
)
LINES = st.lists(KEPT | PHONES | MAILS | FIXED, max_size=6, unique=True)


@given(LINES, TEXTS, st.sampled_from(["3.0", "4.0"]))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_lines_survive(lines, name, version):
    text = "\r\n".join(
        ["BEGIN:VCARD", f"VERSION:{version}", f"FN:{name}", f"N:{name};;;;", *lines, "END:VCARD"]
    )
    card = read_vcard(f"{text}\r\n".encode())

    again = read_vcard(write_vcard(card, version).encode()) if isinstance(card, Card) else None

    assert isinstance(card, Card) or not name.strip()
    assert again == (card if isinstance(card, Card) else None)
