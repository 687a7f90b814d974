"""The table of keys."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.formats import date_format

from kaartenbak.testing.cast import READER
from kaartenbak.testing.clients import visitor
from kaartenbak.web import keys


def test_no_key_means_two_things_in_an_area():
    for group in keys.GROUPS:
        pressed = [key for each in group.keys for key in each.keys]
        assert len(pressed) == len(set(pressed)), group.area


def test_keys_are_shown_as_they_are_engraved():
    with translation.override("de"):
        assert keys.Key("save", ("Ctrl+Enter", "x"), "").shown == [["Strg", "Eingabe"], ["X"]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("headers", "opening"), [({}, "<!DOCTYPE html>"), ({"HX-Request": "true"}, '<div class="dialog-head"')]
)
def test_the_keys_are_a_page_and_a_dialog(headers, opening):
    answer = visitor(READER).get("/keys/", headers=headers).content.decode().strip()

    assert answer.startswith(opening)
    assert "<kbd>F2</kbd>" in answer


@pytest.mark.parametrize(
    ("language", "day"),
    [("en", "11 Nov 1983"), ("nl", "11 nov 1983"), ("fr", "11 nov 1983"), ("de", "11 Nov 1983")],
)
def test_days_have_one_form_in_every_language(language, day):
    with translation.override(language):
        assert date_format(date(1983, 11, 11), "DATE_FORMAT") == day
