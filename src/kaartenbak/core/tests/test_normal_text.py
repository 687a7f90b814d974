import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaartenbak.core.normal.text import clean, code, search_form, squeezed
from kaartenbak.core.refusals import Refused

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Bakkerij De Smet", "bakkerij de smet"),
        ("Café D'Haene & Zn.", "cafe d haene zn"),
        ("O’Neill", "o neill"),
        ("ÉCLAIR naïve Ångström", "eclair naive angstrom"),
        ("Weiß STRASSE ẞ", "weiss strasse ss"),
        ("Œuvre Æther Øresund Łódź Đorđe Þór", "oeuvre aether oresund lodz dorde thor"),
        ("İstanbul ılık", "istanbul ilik"),
        ("ﬁets ĳs", "fiets ijs"),
        ("Van-den-Berg,  Jan\t\u00a0Piet", "van den berg jan piet"),
        ("Philips™ 3M®", "philips 3m"),
        ("Ελλάς", "ελλασ"),
        ("Йорданов", "иорданов"),
        ("株式会社", "株式会社"),
        ("...", ""),
        ("", ""),
    ],
)
def test_the_search_form_has_no_case_marks_or_punctuation(text, form):
    assert search_form(text) == form


def test_the_squeezed_form_has_no_blanks():
    assert squeezed("De Smet") == squeezed("DE-SMET") == "desmet"


@pytest.mark.parametrize(
    ("case", "typed", "kept"),
    [
        ("trimmed", "  Jan  ", "Jan"),
        ("plain blanks stay", "Jan  Peeters", "Jan  Peeters"),
        ("tabs and line ends become a blank", "Jan\t\r\nPeeters", "Jan Peeters"),
        ("a hard blank becomes a plain one", "Jan\u00a0 Peeters", "Jan Peeters"),
        ("marks are composed", "Zoe\u0308", "Zoë"),
        ("overrides of the direction go", "Jan\u202egnp.exe", "Jangnp.exe"),
        ("unseen characters go", "\ufeffJan\u200b", "Jan"),
        ("joiners that some scripts need stay", "می\u200cخواهم", "می\u200cخواهم"),
        ("nothing stays nothing", " \t ", ""),
    ],
)
def test_text_is_kept_clean(case, typed, kept):
    assert clean(typed) == kept, case


def test_a_note_keeps_its_lines():
    assert clean(" First \r\nsecond\tline \n\nlast \n", lines=True) == "First\nsecond line\n\nlast"


@pytest.mark.parametrize("typed", ["Jan\0", "a\x07b", "half \ud83d of a smiley", "\x9f"])
def test_what_no_database_can_hold_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        clean(typed, "name")

    assert (refusal.value.key, refusal.value.field) == ("value.control", "name")


def test_a_code_is_in_upper_case_and_trimmed():
    assert code("  move ") == "MOVE"
    assert code("straße") == "STRASSE"


@given(ANY_TEXT)
def test_the_search_form_of_a_search_form_is_itself(text):
    assert search_form(search_form(text)) == search_form(text)


@given(ANY_TEXT, st.booleans())
def test_any_text_is_either_refused_or_can_be_stored_and_stays_the_same(text, lines):
    try:
        kept = clean(text, lines=lines)
    except Refused:
        return
    assert "\0" not in kept.encode("utf-8").decode("utf-8")
    assert clean(kept, lines=lines) == kept


@given(ANY_TEXT)
def test_a_code_of_a_code_is_itself(text):
    try:
        kept = code(text)
    except Refused:
        return
    assert code(kept) == kept
