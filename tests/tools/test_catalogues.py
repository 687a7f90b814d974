"""The catalogue tool finds every text of a source and every fault of a translation."""

from collections.abc import Iterable
from typing import Any

import pytest
from babel.messages.catalog import Catalog

from tools import catalogues


def faults(*, texts: Iterable[Any], translations: dict[Any, Any], fuzzy: bool = False) -> list[str]:
    """What the check says about `translations` of a program that holds `texts`."""
    program, translated = Catalog(), Catalog(locale="nl", fuzzy=False)
    for text in texts:
        program.add(text)
    for text, translation in translations.items():
        translated.add(text, translation, flags=["fuzzy"] if fuzzy else [])
    return list(catalogues.faults(translated, program))


def test_every_form_of_a_text_in_python_is_found():
    source = """
_("Street")
gettext_lazy("Two "
    "parts")
ngettext_lazy("{n} card", "{n} cards", n)
pgettext("month", "May")
_(variable)
"""

    assert list(catalogues.texts_in_python(source)) == [
        ("Street", None),
        ("Two parts", None),
        (("{n} card", "{n} cards"), None),
        ("May", "month"),
    ]


def test_every_form_of_a_text_in_a_template_is_found(tmp_path):
    template = tmp_path / "card.html"
    template.write_text(
        """{% load i18n %}
  <p title="{% translate "Add a period" %}">{# a comment isn't a text #}
      {% blocktranslate trimmed count n=people|length %}
        One person
      {% plural %}
        {{ n }} people
      {% endblocktranslate %}
 {% translate "May" context "month" %}{{ name|default:_("No name") }}"""
    )

    assert list(catalogues.texts_in_template(template)) == [
        ("Add a period", None),
        (("One person", "%(n)s people"), None),
        ("May", "month"),
        ("No name", None),
    ]


@pytest.mark.parametrize(
    ("case", "texts", "translations", "says"),
    [
        ("complete", ["Street of {name}"], {"Street of {name}": "Straat van {name}"}, []),
        ("missing", ["Street"], {}, ["not entered: 'Street'"]),
        ("empty", ["Street"], {"Street": ""}, ["not translated: 'Street'"]),
        ("stale", [], {"Street": "Straat"}, ["no longer used: 'Street'"]),
        ("fact lost", ["At {name}"], {"At {name}": "Bij"}, ["other placeholders: 'At {name}'"]),
        ("fact renamed", ["At %(a)s"], {"At %(a)s": "Bij %(b)s"}, ["other placeholders: 'At %(a)s'"]),
        ("one in words", [("{n} day", "{n} days")], {("{n} day", "{n} days"): ("een dag", "{n} dagen")}, []),
    ],
)
def test_a_fault_of_a_translation_is_said(case, texts, translations, says):
    assert faults(texts=texts, translations=translations) == says, case


def test_an_unsure_translation_is_a_fault():
    assert faults(texts=["Street"], translations={"Street": "Baan"}, fuzzy=True) == [
        "unsure (fuzzy): 'Street'"
    ]


def test_an_update_fills_in_english_and_leaves_the_rest_to_a_translator(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "po_path", lambda language: tmp_path / language / "django.po")

    catalogues.update()

    assert list(catalogues.untranslated(catalogues.read("en"))) == []
    for language in ("nl", "fr", "de"):
        assert list(catalogues.untranslated(catalogues.read(language)))
        assert catalogues.check() == 1


@pytest.mark.parametrize(
    ("language", "typed", "set_"),
    [
        (
            "fr",
            "l'adresse « {name} » : vide ; pourquoi ?",
            "l’adresse «\xa0{name}\xa0»\xa0: vide\xa0; pourquoi\xa0?",
        ),
        ("fr", "ETE: rue=12; https://a.be", "ETE: rue=12; https://a.be"),
        ("nl", "foto's : %(what)s", "foto’s : %(what)s"),
        ("en", "one's own", "one's own"),
    ],
)
def test_a_translation_is_set_as_printers_of_its_language_do(language, typed, set_):
    catalogue = Catalog(locale=language)
    catalogue.add("Text", typed)
    catalogue.add(("One", "Many"), (typed, typed))

    catalogues.typeset(catalogue, language)

    assert [message.string for message in catalogue if message.id] == [set_, (set_, set_)]


def test_the_catalogue_of_a_language_is_written_and_read_back(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogues, "po_path", lambda language: tmp_path / language / "django.po")
    catalogue = catalogues.read("nl")
    catalogue.add("Street", "Straat", locations=[("contacts/forms.py", 12)])

    catalogues.write("nl", catalogue)
    written = (tmp_path / "nl" / "django.po").read_text(encoding="utf-8")

    message = catalogues.read("nl").get("Street")
    assert message is not None
    assert message.string == "Straat"
    assert "#: contacts/forms.py\n" in written
    assert "Creation-Date" not in written
