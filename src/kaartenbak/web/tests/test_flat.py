"""Flat templates: what they write is what the engine would write."""

from typing import Any

import pytest
from django.template import TemplateSyntaxError, engines
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from kaartenbak.web.flat import Piece, filled, flattened, joined, strung, writer

ROWS: tuple[dict[str, Any], ...] = (
    {},
    {"css": "person", "name": "An Claes", "number": "CT1"},
    {"name": "<script>&\"'", "blocked": True, "work": mark_safe("<b>Inkoop</b>"), "city": None},
    {"phone": "+32 9 224 11 61", "call": "tel:+3292241161", "email": "an@zeta.example"},
)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_written_as_the_engine_writes_it(row, language):
    with translation.override(language):
        assert filled("search/_row.html", row) == render_to_string("search/_row.html", row)


def test_rows_are_written_one_after_the_other():
    one, two = ({"name": "An"}, {"name": "Bo"})

    assert filled("search/_row.html", one, two) == filled("search/_row.html", one) + filled(
        "search/_row.html", two
    )


@pytest.mark.parametrize(
    ("source", "values"),
    [
        ("{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}", {"b": "x"}),
        ("{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}", {}),
        (
            "{% load i18n %}{% blocktranslate %}Edit {{ label }}, 100 %{% endblocktranslate %}",
            {"label": "<b>"},
        ),
        (
            "{% load i18n %}{% blocktranslate with label=a %}Edit {{ label }}{% endblocktranslate %}",
            {"a": "<b>"},
        ),
        ("{# why #}{% load i18n web %}{% translate 'Contacts' %}{% icon 'pin' %}", {}),
        ("{% include 'web/_chip_own.html' %}{{ a }}", {"a": 7}),
        ("{{ a }}{{ b }}", {"a": 0, "b": None}),
        (
            "'\"\\{a}\n{% if a %}{% endif %}{% if b %}{% else %}{% if a %}{{ a }}{% endif %}{% endif %}",
            {"a": "'"},
        ),
        ("", {}),
    ],
)
def test_what_a_flat_template_may_hold(source, values):
    template: Any = engines["django"].from_string(source)
    written: list[str] = []
    writer(joined(flattened(template.template.nodelist)))(values, written)

    assert "".join(written) == template.render(values)


@pytest.mark.parametrize(
    "source",
    [
        "{{ row.name }}",
        "{{ name|upper }}",
        "{% if a == b %}1{% endif %}",
        "{% for each in rows %}{{ each }}{% endfor %}",
        "{% load web %}{% icon name %}",
        "{% include 'web/_chip_own.html' with a=b %}",
        "{% load i18n %}{% blocktranslate with label=a.b %}Edit {{ label }}{% endblocktranslate %}",
    ],
)
def test_what_it_may_not_hold_is_refused(source):
    template: Any = engines["django"].from_string(source)

    with pytest.raises(TemplateSyntaxError):
        list(flattened(template.template.nodelist))


def test_cells_in_a_row_take_their_values_by_the_names_of_the_row():
    city = Piece("search/cells/_text.html", (("text", "city"),), (("css", "tight"), ("column", "city")))
    phone = Piece(
        "search/cells/_phone.html", (("text", "phone"), ("link", "call")), (("css", "<"), ("column", "phone"))
    )
    row = {"city": "<Gent>", "phone": "09 224", "call": "tel:09224"}

    assert strung((city, phone), row) == (
        '<td class="tight" data-column="city">&lt;Gent&gt;</td>\n'
        '<td class="nowrap &lt;" data-column="phone"><a href="tel:09224">09 224</a></td>\n'
    )
    assert strung((phone,), {}) == '<td class="nowrap &lt;" data-column="phone"></td>\n'


def test_a_row_holds_its_cells_and_what_is_the_same_in_every_row_is_decided_beforehand():
    cell = Piece("search/cells/_text.html", (("text", "city"),))
    row = Piece("search/_row.html", (("blocked", "locked"),), (("selecting", ""),), (("cells", (cell,)),))
    one, two = {"name": "An", "city": "<Gent>", "selecting": "yes"}, {"name": "Bo", "locked": True}

    assert strung((row,), one, two) == "".join(
        render_to_string("search/_row.html", values | {"selecting": "", "cells": strung((cell,), values)})
        for values in (one, two | {"blocked": True})
    )
