"""Who took which contacts out, in the history: nothing of a card changes, but it is known who has a copy."""

from collections.abc import Mapping
from typing import Any

from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.core.messages import Counted
from kaartenbak.history.operations import about, operation
from kaartenbak.history.recording import running

EXPORTED = Counted(
    "Exported {count} contact as {format}", "Exported {count} contacts as {format}", of="count"
)
# What the list is asked when nobody asks anything.
NOTHING_ASKED: tuple[Any, ...] = (None, "", [], "all")
FORMATS = {
    "csv": "CSV",
    "xlsx": "Excel",
    "vcf": "vCard",
    "json": "JSON",
    "jcard": "jCard",
    "jscontact": "JSContact",
}


@operation(needs="contacts.export", title=EXPORTED, changes=False)
def enter_export(*, cards: Cards, format: str, filters: Mapping[str, Any], by: Actor) -> None:
    """Enter that `by` is about to take out `cards`, as a file of this format, chosen by these filters."""
    told = {name: value for name, value in filters.items() if value not in NOTHING_ASKED}
    about(count=cards.order_by().count(), format=FORMATS[format], filters=told)
    running().entered()
