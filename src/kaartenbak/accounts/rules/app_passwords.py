"""App passwords: what a phone or mail program signs in with. Long enough that nobody guesses one, short enough to type."""

import re
import secrets

# Letters and figures that nobody takes for another: twenty of them are 99 bits.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 5, 4
SHAPE = re.compile(rf"[{LETTERS}]{{{GROUPS * GROUP}}}", re.ASCII)
LONGEST = 100


def new_password() -> str:
    """A fresh one, in groups that can be read out: `k7wq-3xhd-…`."""
    groups = ("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def plain(typed: str) -> str:
    """What was typed without hyphens, blanks and capitals: that is what counts."""
    return typed[:LONGEST].lower().replace("-", "").replace(" ", "")


def looks_like_one(typed: str) -> bool:
    """Whether it has the shape of one, so that anything else needs no look at the database."""
    return SHAPE.fullmatch(plain(typed)) is not None
