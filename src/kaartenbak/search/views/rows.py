"""The rows of a list of contacts, drawn without the template engine."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone, localtime
from django.utils.translation import get_language

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.history.prepared import Among, Prepared, Texts
from kaartenbak.search import columns
from kaartenbak.search.columns import Chosen, Layout
from kaartenbak.search.hits import Hit, highlighted, hits
from kaartenbak.search.rules.ranking import Meaning
from kaartenbak.setup.queries import codes_in_words
from kaartenbak.web.addresses import address, part
from kaartenbak.web.flat import Piece, strung
from kaartenbak.web.templatetags.web import phone_link

Meanings = Mapping[int, Meaning]
# Puts what a cell shows of a card, or of its main channels, into the row.
Maker = Callable[[Contact, Mapping[str, str], dict[str, Any]], None]
MAINS = Prepared(
    lambda: (
        Channel.objects.filter(Among("contact_id", "cards"), Among("kind", "kinds", Texts), position=1)
        .order_by()
        .values_list("contact_id", "kind", "value")
    )
)
NONE: Mapping[str, str] = {}
# What a cell shows beside its text, by the name that the row has it under.
BESIDE = {"phone": ("link",), "email": (), "website": ("link",), "day": ("at",), "clip": (), "text": ()}


def drawn(
    rows: Sequence[Contact], layout: Layout, meanings: Meanings, *, selecting: bool, leaving: str
) -> SafeString:
    """The rows of the table; after a search each with why it was found.

    Each has a box when they can be selected, and with `leaving` a button that takes it out.
    """
    why, known = hits(meanings) if meanings else {}, Known(rows, layout)
    beginning = address("contacts:card", "-").removesuffix("-/")
    lines = []
    for row in rows:
        values = known.values(row)
        values["css"] = f"{row.kind} employed" if row.company_id else row.kind
        values["href"] = f"{beginning}{part(row.number)}/"
        if why:
            values |= found_by(row, why.get(row.pk))
        if leaving:
            values["leaving"] = leaving.replace("{name}", row.name)
        lines.append(values)
    return strung(row_of(layout, selecting), *lines)


@lru_cache(maxsize=500)
def row_of(layout: Layout, selecting: bool) -> tuple[Piece]:
    """A row with its cells."""
    cells = tuple(piece_of(each) for each in layout if each.name != "name")
    same = (("selecting", "yes" if selecting else ""),)
    return (Piece("search/_row.html", (("blocked", "privacy_blocked"),), same, (("cells", cells),)),)


def piece_of(chosen: Chosen) -> Piece:
    """A cell: what it shows goes by the name of its column."""
    name, cell = chosen.name, chosen.column.cell
    values = (("text", name), *((beside, f"{name}_{beside}") for beside in BESIDE[cell]))
    return Piece(f"search/cells/_{cell}.html", values, (("css", chosen.cell_css), ("column", name)))


def found_by(row: Contact, why: Hit | None) -> dict[str, Any]:
    """What is shown of a hit: marks in the name; under it the field that was found, where it is another."""
    if why is None:
        return {}
    return {"marked": highlighted(row.name, why.meaning), "hit": "" if why.in_name else why.told}


class Known:
    """What the rows of a page show of other tables, read for all of them at once."""

    def __init__(self, rows: Sequence[Contact], layout: Layout) -> None:
        kinds = columns.channels(layout)
        self.mains = mains_of([row.pk for row in rows], kinds) if kinds else {}
        codes = {name: words_of(table, name, rows) for name, table in columns.tables(layout)}
        self.makers = [made for each in layout if (made := maker(each.name, codes))]

    def values(self, row: Contact) -> dict[str, Any]:
        """What a row is drawn of: the fields of the card as they stand, and what is made for its cells."""
        found = dict(vars(row))
        mains = self.mains.get(row.pk, NONE)
        for made in self.makers:
            made(row, mains, found)
        return found


def maker(name: str, codes: Mapping[str, Mapping[int, str]]) -> Maker | None:
    """What makes the cell of a column; none where it is the field of the card as it stands."""
    if name in DATED:
        return dated(name)
    if name not in codes:
        return MADE.get(name)
    words, key = codes[name], f"{name}_id"

    def told(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
        found[name] = words.get(found[key], "")

    return told


def words_of(table: Any, name: str, rows: Iterable[Contact]) -> dict[int, str]:
    """What the codes of a column stand for."""
    keys = {getattr(row, f"{name}_id") for row in rows}
    found = codes_in_words(table._base_manager.filter(pk__in=keys))
    return {pk: words for pk, (_code, words) in found.items()}


def mains_of(contacts: list[int], kinds: Collection[str]) -> dict[int, dict[str, str]]:
    """The main channels of these cards, by kind."""
    mains: dict[int, dict[str, str]] = {}
    for contact, kind, value in MAINS(cards=contacts, kinds=kinds) if contacts else ():
        mains.setdefault(contact, {})[kind] = value
    return mains


def phone(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    """The number to call: who has none at a desk has a mobile one."""
    found["phone"] = number = mains.get("phone") or mains.get("mobile", "")
    found["phone_link"] = phone_link(number)


def mobile(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    found["mobile"] = number = mains.get("mobile", "")
    found["mobile_link"] = phone_link(number)


def email(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    found["email"] = mains.get("email", "")


def website(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    """An address on the web; one without its beginning gets the safe one, and another kind of address leads nowhere."""
    found["website"] = address = mains.get("website", "")
    begun = address.lower().startswith(("http://", "https://"))
    found["website_link"] = address if begun else "" if ":" in address else f"https://{address}"


def work(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    """Where a person works, and as what; of a person without a company neither: it would read as the name of one."""
    employed = row.kind == Contact.Kind.PERSON and row.company_name
    as_what = f", {row.job_title}" if row.job_title else ""
    found["company"] = f"{row.company_name}{as_what}" if employed else ""


def relation(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
    """The summary of a card's relations; none is nothing to say."""
    known = row.business_relation != Contact.BusinessRelation.NONE
    found["business_relation"] = row.get_business_relation_display() if known else ""


def dated(name: str) -> Maker:
    """The day, and the moment as a browser reads it. Zone and language are those of the page, so they are asked for once."""
    column, at, zone, language = DATED[name], f"{name}_at", get_current_timezone(), get_language()

    def told(row: Contact, mains: Mapping[str, str], found: dict[str, Any]) -> None:
        moment = localtime(found[column], zone)
        found[name], found[at] = day(moment.date(), language), moment.isoformat()

    return told


@lru_cache(maxsize=1000)
def day(date: date, language: str | None) -> str:
    """A day in `language`, which is the present one."""
    return date_format(date, "DATE_FORMAT")


# Cells that are more than a field of the card.
MADE: dict[str, Maker] = {
    "company": work,
    "phone": phone,
    "mobile": mobile,
    "email": email,
    "website": website,
    "business_relation": relation,
}
DATED = {"changed": "modified_at", "created": "created_at"}
