"""The code tables of all capabilities, put in their place before anything is built on them.

Each table has pages, an endpoint and filters that are made when their modules load, and the table of contents
(`assembly.py`) loads most modules.
"""

from kaartenbak.classification import tables as classification_tables
from kaartenbak.setup import tables

CODE_TABLES = (classification_tables,)


def add_code_tables() -> None:
    """Called once, when the program starts."""
    for each in CODE_TABLES:
        tables.add(*each.SPECS)
