"""Choices that were kept under a name, and those that a file asks for by its headings."""

from pathlib import Path

from django.db.models import QuerySet

from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.exchange.formats.files import VCARD, table_in
from kaartenbak.exchange.models import SavedMapping
from kaartenbak.exchange.rules.layout import Layout

# So many are tried on a new file, the newest first.
MOST_TRIED = 100
# So many headings are kept of a file.
MOST_HEADINGS = 200


def saved_mappings() -> "QuerySet[SavedMapping]":
    """All choices that were saved: whoever imports may use them."""
    return SavedMapping.objects.order_by("name", "id")


def mapping_of(ref: str | int) -> SavedMapping:
    """Saved choices by their number or their name."""
    text = str(ref).replace("\0", "")
    known = text.isascii() and text.isdigit() and len(text) <= 18
    found = saved_mappings().filter(pk=int(text)).first() if known else None
    found = found or saved_mappings().filter(name=text).first()
    if found is None:
        raise NotFound("mapping.not_found", ref=text[:60])
    return found


def mapping_for(path: Path, format: str) -> SavedMapping | None:
    """The choices that were saved for files with the headings of this one, read as they say."""
    if format == VCARD:
        return None
    headings: dict[str, list[str]] = {}
    for each in SavedMapping.objects.filter(format=format).order_by("-id")[:MOST_TRIED]:
        way = str(each.layout)
        if way not in headings:
            headings[way] = headings_in(path, format, Layout.of(each.layout))
        if each.headings and headings[way][:MOST_HEADINGS] == each.headings:
            return each
    return None


def headings_in(path: Path, format: str, layout: Layout) -> list[str]:
    """The headings of a file when it is read in one way; none when it cannot be."""
    try:
        with path.open("rb") as stream:
            return [name[:200] for name in table_in(stream, format, layout).mapping.names]
    except Refused:
        return []
