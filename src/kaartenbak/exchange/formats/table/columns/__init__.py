"""The columns that a table of contacts may have, and what people and programs call them.

One entry per target. In each language the first word is what our own files call the column in that language;
the name of the target itself is what they call it without a language. `other` holds what programs write besides.
Case, accents, spaces and punctuation do not count. Numbered columns ("Phone 1 - Value" of Google, "E-mail 2") are
recognised by pattern, see `mapping.py`.
"""

from kaartenbak.exchange.formats.table.columns.column import ADDRESS_PARTS as ADDRESS_PARTS
from kaartenbak.exchange.formats.table.columns.column import CHANNEL_KINDS as CHANNEL_KINDS
from kaartenbak.exchange.formats.table.columns.column import LEFT_OUT as LEFT_OUT
from kaartenbak.exchange.formats.table.columns.column import Column as Column
from kaartenbak.exchange.formats.table.columns.column import Target as Target
from kaartenbak.exchange.formats.table.columns.groups import GROUPS as GROUPS
from kaartenbak.exchange.formats.table.columns.how import HOW
from kaartenbak.exchange.formats.table.columns.what import WHAT
from kaartenbak.exchange.formats.table.columns.where import WHERE
from kaartenbak.exchange.formats.table.columns.who import WHO

COLUMNS: tuple[Column, ...] = (*WHO, *WHERE, *HOW, *WHAT, *GROUPS)
