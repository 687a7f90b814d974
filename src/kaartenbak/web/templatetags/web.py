"""Small pieces of markup: icons, initials, editable rows. Nothing here reads from the database."""

from functools import cache
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from kaartenbak.web import frame
from kaartenbak.web.flat import filled

register = template.Library()


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An icon of the sprite; decoration for the ear unless `label` says what it means."""
    return drawn(name, css, str(label))


# Written out beforehand where a template says which one (`web/folding.py`).
icon.same_for_everybody = True  # type: ignore[attr-defined]


@cache
def drawn(name: str, css: str, label: str) -> SafeString:
    told = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    source = static("web/vendor/icons.svg")
    return format_html(
        '<svg class="{}" {}><use href="{}#{}"/></svg>', f"icon {css}".strip(), told, source, name
    )


@register.simple_tag(takes_context=True)
def framed(context: template.Context, name: str) -> SafeString:
    """A part of the frame around the page (`web/frame.py`)."""
    return frame.framed(name, context["shell"])


@register.filter
def initials(name: Any) -> str:
    """The letters in the round beside a name: "Annelies van den Berg" gives "AB"."""
    words = [word for word in str(name).split() if word[0].isalnum()]
    capital = [word for word in words if word[0].isupper() or word[0].isdigit()] or words
    chosen = [capital[0], capital[-1]] if len(capital) > 1 else capital
    return "".join(word[0] for word in chosen).upper()


@register.filter
def figure(number: int) -> str:
    """A number with its digits in groups, as the reader's language writes it."""
    return str(number_format(number, force_grouping=True))


@register.filter
def phone_link(number: Any) -> str:
    """A telephone number as a `tel:` address: digits, and a plus in front if there is one.

    The nought of "+32 (0)9" is for callers within the country only; after a plus it goes.
    """
    text = str(number)
    if text.lstrip().startswith("+"):
        text = text.replace("(0)", "")
    digits = "".join(filter(str.isdigit, text))
    return f"tel:{'+' if text.lstrip().startswith('+') else ''}{digits}"


@register.simple_block_tag
def row(content: str, id: str, label: Any, edit: str = "", **more: Any) -> str:
    """A name and its value, `edit` being the address of the form that changes it (`web/_row_shown.html`)."""
    value = mark_safe(content.strip())  # noqa: S308 - rendered by the template around the tag, so escaped already
    facts = {"id": id, "label": label, "value": value, "edit": edit, **more}
    return filled("web/_row_shown.html", facts)
