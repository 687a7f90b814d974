"""Folded templates: what they write is what the engine would write, with less to do."""

from typing import Any

import pytest
from django.template import Context, Template, engines
from django.template.base import TextNode
from django.template.loader import get_template
from django.urls import NoReverseMatch
from django.utils import timezone, translation
from django.utils.safestring import mark_safe
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from kaartenbak.web.folding import fold

PARTS = "{% load i18n static web %}"
VALUES: dict[str, Any] = {
    "name": "<b>An & co</b>",
    "safe": mark_safe("<i>An</i>"),
    "count": 12_345,
    "yes": True,
    "label": gettext_lazy("Contacts"),
    "lazy": format_lazy("<{}>", "b"),
    "at": timezone.now(),
    "number": "CT 1'&ü",
    "slashed": "a/b",
    "rows": ["x", "<y>"],
}


def both(source: str, values: dict[str, Any]) -> tuple[str, str]:
    """What the engine writes, and what is written when the template was folded."""
    engine: Any = engines["django"]
    plain, folded = (Template(PARTS + source, engine=engine.engine) for _ in range(2))
    fold(folded.nodelist)
    return plain.render(Context(values)), folded.render(Context(values))


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "source",
    [
        "{% translate 'Contacts' %}, {% translate name %}, {% translate 'Contacts' as said %}{{ said }}",
        "{% icon 'pin' %}{% icon 'lock' label=_('Locked') %}{% icon name %}{% static 'web/x.css' %}{# why #}",
        "{{ name }}{{ safe }}{{ count }}{{ at }}{{ missing }}{{ name|upper }}{% autoescape off %}{{ name }}{% endautoescape %}",
        "{% if name %}{% icon 'pin' %} {% translate 'Name' %}{% elif safe %}2{% else %}{{ count }}{% endif %}",
        "{% for row in rows %}{{ forloop.counter }}{{ row }}{% empty %}{% translate 'None' %}{% endfor %}",
        "{{ label }}{{ lazy }}{{ yes }}{% autoescape off %}{{ lazy }}{{ count }}{% endautoescape %}",
        "{% with a=name %}{% translate 'Name' %}{{ a }}{% endwith %}",
        "{% row id='r' label='L' %}{% icon 'pin' %}{{ name }}{% endrow %}",
        "{% url 'contacts:card' number %}{% url 'contacts:card' number as here %}{{ here }}{% url 'search:list' %}",
        "{% url 'contacts:card' slashed as here %}[{{ here }}]{% url 'contacts:card' number=number %}",
        "{% url 'history:undo' count %}",
    ],
)
def test_a_folded_template_writes_what_the_engine_writes(source, language):
    with translation.override(language):
        written, folded = both(source, VALUES)

    assert folded == written


def test_an_address_that_there_is_not_is_a_mistake_as_ever():
    with pytest.raises(NoReverseMatch):
        both("{% url 'contacts:card' slashed %}", VALUES)


def test_what_stays_the_same_is_one_text():
    template = Template(PARTS + "a{% translate 'Contacts' %}{% icon 'pin' %}{# why #}b")

    fold(template.nodelist)

    assert [type(node) for node in template.nodelist] == [TextNode]


def test_each_language_has_its_own():
    found = []
    for language in ("nl", "fr", "nl"):
        with translation.override(language):
            found.append(get_template("contacts/_told.html").render({"sentence": "…", "put_back": "/"}))

    assert found[0] == found[2] != found[1]


def test_a_value_is_worked_out_once():
    asked = []

    def panel():
        asked.append("panel")
        return mark_safe("<i>An</i>")

    template = Template("{{ panel }}")
    fold(template.nodelist)

    assert (template.render(Context({"panel": panel})), asked) == ("<i>An</i>", ["panel"])
