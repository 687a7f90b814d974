"""The rows of a list of contacts, drawn without the template engine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.search import columns
from kaartenbak.search.columns import Chosen, Layout
from kaartenbak.search.hits import Hit, highlighted, hits
from kaartenbak.search.rules.ranking import Meaning
from kaartenbak.web.flat import Piece, filled, strung
from kaartenbak.web.templatetags.web import phone_link

Meanings = Mapping[int, Meaning]
# What a cell shows beside its text, by the name that the row has it under.
BESIDE = {"phone": ("link",), "email": (), "website": ("link",), "day": ("at",), "clip": (), "text": ()}


def drawn(
    rows: Sequence[Contact], layout: Layout, meanings: Meanings, *, selecting: bool, leaving: str
) -> SafeString:
    """The rows of the table; after a search each with why it was found.

    Each has a box when they can be selected, and with `leaving` a button that takes it out.
    """
    why, pieces, known = hits(meanings) if meanings else {}, pieces_of(layout), Known(rows, layout)
    beginning = reverse("contacts:card", args=["-"]).removesuffix("-/")
    lines = []
    for row in rows:
        values = head(row, beginning) | found_by(row, why.get(row.pk))
        values |= {"selecting": selecting, "leaving": leaving.replace("{name}", values["name"])}
        lines.append(values | {"cells": strung(pieces, known.cells(row))})
    return filled("search/_row.html", *lines)


@lru_cache(maxsize=500)
def pieces_of(layout: Layout) -> tuple[Piece, ...]:
    """The cells of a row behind its name."""
    return tuple(piece_of(each) for each in layout if each.name != "name")


def piece_of(chosen: Chosen) -> Piece:
    """A cell: what it shows goes by the name of its column."""
    name, cell = chosen.name, chosen.column.cell
    values = (("text", name), *((beside, f"{name}_{beside}") for beside in BESIDE[cell]))
    return Piece(f"search/cells/_{cell}.html", values, (("css", chosen.cell_css), ("column", name)))


def head(row: Contact, beginning: str) -> dict[str, Any]:
    """What the first cell of a row shows."""
    return {
        "css": f"{row.kind} employed" if row.company_id else row.kind,
        "href": f"{beginning}{quote(row.number)}/",
        "name": row.name,
        "number": row.number,
        "blocked": row.privacy_blocked,
    }


def found_by(row: Contact, why: Hit | None) -> dict[str, Any]:
    """What is shown of a hit: marks in the name; under it the field that was found, where it is another."""
    if why is None:
        return {}
    return {"marked": highlighted(row.name, why.meaning), "hit": "" if why.in_name else why.told}


class Known:
    """What the rows of a page show of other tables, read for all of them at once."""

    def __init__(self, rows: Sequence[Contact], layout: Layout) -> None:
        self.names = [each.name for each in layout if each.name != "name"]
        kinds = columns.channels(layout)
        self.mains = mains_of([row.pk for row in rows], kinds) if kinds else {}
        self.codes = {name: words_of(table, name, rows) for name, table in columns.tables(layout)}

    def cells(self, row: Contact) -> dict[str, str]:
        """What the cells of a row show."""
        found: dict[str, str] = {}
        for name in self.names:
            found |= self.cell(name, row)
        return found

    def cell(self, name: str, row: Contact) -> dict[str, str]:
        """What one cell shows, and where it leads."""
        mains = self.mains.get(row.pk, {})
        if name in self.codes:
            return {name: self.codes[name].get(getattr(row, f"{name}_id"), "")}
        if name == "phone":
            return dialled(name, mains.get("phone") or mains.get("mobile", ""))
        if name == "mobile":
            return dialled(name, mains.get(name, ""))
        if name == "website":
            return surfed(mains.get(name, ""))
        if name in MADE:
            return MADE[name](row)
        return {name: mains.get(name, "") if name == "email" else getattr(row, name)}


def words_of(table: Any, name: str, rows: Iterable[Contact]) -> dict[int, str]:
    """What the codes of a column stand for."""
    keys = {getattr(row, f"{name}_id") for row in rows}
    found = table._base_manager.filter(pk__in=keys).values_list("pk", "code", "description")
    return {pk: description or code for pk, code, description in found}


def mains_of(contacts: list[int], kinds: Iterable[str]) -> dict[int, dict[str, str]]:
    """The main channels of these cards, by kind."""
    found = Channel.objects.filter(contact__in=contacts, kind__in=kinds, position=1).order_by()
    mains: dict[int, dict[str, str]] = {}
    for contact, kind, value in found.values_list("contact_id", "kind", "value"):
        mains.setdefault(contact, {})[kind] = value
    return mains


def dialled(name: str, number: str) -> dict[str, str]:
    return {name: number, f"{name}_link": phone_link(number)}


def surfed(address: str) -> dict[str, str]:
    """An address on the web; one without its beginning gets the safe one, and another kind of address none."""
    begun = address.lower().startswith(("http://", "https://"))
    link = address if begun else "" if "://" in address or ":" in address else f"https://{address}"
    return {"website": address, "website_link": link}


def work(row: Contact) -> dict[str, str]:
    """Where a person works, and as what."""
    told = (row.company_name, row.job_title) if row.kind == Contact.Kind.PERSON else ()
    return {"company": ", ".join(filter(None, told))}


def relation(row: Contact) -> dict[str, str]:
    """The summary of a card's relations; none is nothing to say."""
    known = row.business_relation != Contact.BusinessRelation.NONE
    return {"business_relation": row.get_business_relation_display() if known else ""}


def dated(name: str, moment: datetime) -> dict[str, str]:
    at = localtime(moment)
    return {name: day(at.date(), get_language()), f"{name}_at": at.isoformat()}


@lru_cache(maxsize=1000)
def day(date: date, language: str | None) -> str:
    """A day in `language`, which is the present one."""
    return date_format(date, "DATE_FORMAT")


# Cells that are more than a field of the card.
MADE: dict[str, Callable[[Contact], dict[str, str]]] = {
    "company": work,
    "business_relation": relation,
    "changed": lambda row: dated("changed", row.modified_at),
    "created": lambda row: dated("created", row.created_at),
}
