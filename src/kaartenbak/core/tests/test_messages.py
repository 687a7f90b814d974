"""Sentences with facts, in the language of the reader."""

import pytest
from django.utils import translation

from kaartenbak.core import messages
from kaartenbak.core.messages import Counted

CHANGED = {
    "nl": ("1 waarde is sindsdien gewijzigd.", "2 waarden zijn sindsdien gewijzigd."),
    "en": ("1 value was changed since.", "2 values were changed since."),
    "fr": ("1 valeur a changé depuis.", "2 valeurs ont changé depuis."),
    "de": ("1 Wert wurde seitdem geändert.", "2 Werte wurden seitdem geändert."),
}


@pytest.mark.parametrize("language", CHANGED)
def test_a_sentence_about_one_reads_otherwise_than_about_two(language):
    with translation.override(language):
        one, two = (messages.text("undo.conflicts", {"count": count}) for count in (1, 2))

    assert (one.startswith(CHANGED[language][0]), two.startswith(CHANGED[language][1])) == (True, True)


def test_a_fact_that_was_not_kept_shows_as_an_ellipsis_also_where_it_is_counted():
    sentence = Counted("{rows} row of {file}", "{rows} rows of {file}", of="rows")

    assert messages.filled(sentence, {"file": "a.csv"}) == "… rows of a.csv"
    assert messages.filled("{rows} of {file}", {"rows": 1}) == "1 of …"


@pytest.mark.parametrize(
    ("language", "ends"),
    [("nl", "1 juni 2026"), ("en", "1 June 2026"), ("fr", "1 juin 2026"), ("de", "1. Juni 2026")],
)
def test_a_day_is_told_as_its_reader_writes_it(language, ends):
    with translation.override(language):
        told = messages.text("alt_range.dates", {"starts": "2026-07-01", "ends": "2026-06-01"})
        unread = messages.text("alt_range.dates", {"starts": "2026-07-01", "ends": "soms"})

    assert (ends in told, "2026-06-01" in told, "soms" in unread) == (True, False, True)
