"""The keys of books: `all`, `mine`, and `group-7` for the mailing group with that key."""

import re

ALL, MINE = "all", "mine"
GROUP = re.compile(r"group-([1-9]\d{0,17})", re.ASCII)


def group_of(key: str) -> int | None:
    """The mailing group that a key names; none for the other books."""
    found = GROUP.fullmatch(key)
    return int(found[1]) if found else None


def of_group(group: int) -> str:
    """The key of the book of a mailing group."""
    return f"group-{group}"
