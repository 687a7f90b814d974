"""Lines of a card as markup; the same for the whole page and for the one line that was edited."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.utils.dates import MONTHS
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kaartenbak.contacts.rules.fields import FIELDS, Field, Kind
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.layout import ADDRESS, EXTENSION, LEVEL, PANELS, Line
from kaartenbak.web.addresses import address
from kaartenbak.web.flat import filled

MAP = "https://www.openstreetmap.org/search?"


def line_id(name: str) -> str:
    return f"field-{name.replace('_', '-')}"


def drawn(card: Card, line: Line) -> SafeString:
    """One line: its label, its value, where the value comes from, and the way to change it."""
    facts: dict[str, Any] = {
        "id": line_id(line.name),
        "label": line.title,
        "value": address_value(card) if line is ADDRESS else value_of(card, FIELDS[line.name]),
        "edit": address("contacts:field", card.contact.number, line.name) if card.editable else "",
    }
    return filled("contacts/_line.html", facts | inherited(card, next(iter(line.groups), "")))


def inherited(card: Card, group: str) -> dict[str, Any]:
    """Whether the value follows the company; nothing for one that cannot."""
    followed = card.follows(group) if group else None
    if followed is None or card.company is None:
        return {}
    return {
        "company": card.company.name,
        "company_url": address("contacts:card", card.company.number),
        "followed": followed,
        "following": address("contacts:following", card.contact.number, group) if card.editable else "",
    }


def panels(card: Card) -> Iterator[tuple[str, Any, SafeString]]:
    """The panels with those of their lines that a contact of this sort has."""
    for panel in PANELS:
        shown = [drawn(card, line) for line in panel.lines if line.fields_of(card.who)]
        if shown:
            yield panel.name, panel.title, SafeString("".join(shown))


def all_lines(card: Card) -> dict[str, SafeString]:
    """Every line of the panels by its name, to see what a change changed."""
    every = (*(line for panel in PANELS for line in panel.lines), EXTENSION, LEVEL)
    return {line.name: drawn(card, line) for line in every if line.fields_of(card.who)}


def value_of(card: Card, field: Field) -> Any:
    """A value as a reader understands it."""
    value = card.value(field.name)
    if field.kind is Kind.FLAG:
        return _("yes") if value else _("no")
    if not value:
        return ""
    if field.kind is Kind.REFERENCE:
        return reference_value(card, field)
    if field.kind is Kind.BIRTHDAY:
        return spoken_day(value)
    if field.kind is Kind.CHOICE:
        return dict(field.choices).get(value, value)
    return value


def reference_value(card: Card, field: Field) -> Any:
    """A code with what it means; a company as a way to its card."""
    row: Any = card.reference(field.name)
    if field.to == "contact":
        return format_html('<a href="{}">{}</a>', address("contacts:card", row.number), row.name)
    name = next(filter(None, (getattr(row, each) for each in row.IN_WORDS)), "")
    return format_html('{} <span class="muted">{}</span>', name, row.code) if name else row.code


def spoken_day(value: str) -> str:
    """A birthday in words, with or without its year."""
    year, month, day = value.rsplit("-", 2)
    if year.strip("-"):
        return date_format(date(int(year), int(month), int(day)), "DATE_FORMAT")
    return f"{int(day)} {MONTHS[int(month)]}"


def address_value(card: Card) -> Any:
    """The lines of the address, with the way to a map."""
    if not card.place:
        return ""
    where = MAP + urlencode({"query": ", ".join(card.place)})
    shown = format_html_join("", "<span>{}</span>", ((each,) for each in card.place))
    link = format_html('<a href="{}" target="_blank" rel="noreferrer noopener">{}</a>', where, _("Map"))
    return format_html('<span class="postal">{}</span> {}', shown, link)
