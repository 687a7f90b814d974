"""Reads of the register for files, in blocks, so that memory stays flat however many cards there are."""

from kaartenbak.contacts.queries import Cards
from kaartenbak.exchange.queries.cards import cards_in
from kaartenbak.exchange.queries.exported import (
    COLUMNS,
    as_csv,
    as_jcards,
    as_jscontacts,
    as_json,
    as_vcards,
    as_xlsx,
    blocked_among,
    chosen,
    one_jcard,
    one_jscontact,
    region_tags,
    short_vcard,
)
from kaartenbak.exchange.queries.imported import SUSPECTS, import_of, imports_of, rows_of, with_numbers
from kaartenbak.exchange.queries.letters import letters_csv
from kaartenbak.exchange.queries.previews import Preview, brought_before, preview
from kaartenbak.exchange.queries.rejected import rejects
from kaartenbak.exchange.queries.saved import mapping_for, mapping_of, saved_mappings
from kaartenbak.exchange.queries.touched import Touched, touched

__all__ = [
    "COLUMNS",
    "SUSPECTS",
    "Cards",
    "Preview",
    "as_csv",
    "as_jcards",
    "as_jscontacts",
    "as_json",
    "as_vcards",
    "as_xlsx",
    "blocked_among",
    "brought_before",
    "cards_in",
    "chosen",
    "import_of",
    "imports_of",
    "letters_csv",
    "mapping_for",
    "mapping_of",
    "one_jcard",
    "one_jscontact",
    "preview",
    "region_tags",
    "rejects",
    "rows_of",
    "with_numbers",
    "saved_mappings",
    "Touched",
    "touched",
    "short_vcard",
]
