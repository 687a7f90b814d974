"""Reads of the register for files, in blocks, so that memory stays flat however many cards there are."""

from kaartenbak.contacts.queries import Cards
from kaartenbak.exchange.queries.cards import cards_in
from kaartenbak.exchange.queries.exported import (
    COLUMNS,
    as_csv,
    as_json,
    as_vcards,
    as_xlsx,
    chosen,
    region_tags,
)
from kaartenbak.exchange.queries.letters import letters_csv
from kaartenbak.exchange.queries.rejected import rejects

__all__ = [
    "COLUMNS",
    "Cards",
    "as_csv",
    "as_json",
    "as_vcards",
    "as_xlsx",
    "cards_in",
    "chosen",
    "letters_csv",
    "region_tags",
    "rejects",
]
