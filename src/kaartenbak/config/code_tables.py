"""The code tables of all capabilities, put in their place before anything is built on them.

Each table has pages, an endpoint and filters that are made when their modules load, and the table of contents
(`assembly.py`) loads most modules.
"""

from dataclasses import replace

from kaartenbak.classification import tables as classification_tables
from kaartenbak.setup import tables

CODE_TABLES = (classification_tables,)

# What other capabilities keep of a code, and goes with it.
OWNED = {"mailing-groups": ("dav_lists",)}


def add_code_tables() -> None:
    """Called once, when the program starts."""
    for each in CODE_TABLES:
        specs = (replace(spec, owned=(*spec.owned, *OWNED.get(spec.slug, ()))) for spec in each.SPECS)
        tables.add(*specs)
