"""Lines of vCards that no field is for: the register keeps them as text, and they go out again as they came."""

import re
from collections import Counter
from collections.abc import Iterable

from kaartenbak.contacts.rules.comments import LONGEST, in_pieces
from kaartenbak.exchange.rules.card import Extra, Role

# The code of a comment that holds such lines, one to a line of text.
CODE = "VCARD"
LABELS = frozenset({"X-ABLABEL", "X-ABADR"})
"""Lines about another line of their group."""
LINE = re.compile(r'((?:[^":]|"[^"]*")+):(.*)')
# Words of the file for what has a field, kept since they say more: the units of a company, what follows a name.
WORDINGS = frozenset({"N", "ORG"})


def text_of(extra: Extra) -> str:
    """A line as the file had it."""
    return f"{extra.name}:{extra.value}"


def pieces(lines: Iterable[str]) -> list[str]:
    """Lines as texts that each fit a comment; a long one goes on in the next."""
    return in_pieces("\n".join(lines))


def lines_in(texts: Iterable[str]) -> list[str]:
    """The lines in comments that hold such; the comments stand in their order."""
    whole = "".join(text if len(text) == LONGEST else f"{text}\n" for text in texts)
    return [line for line in whole.split("\n") if line]


def extras(texts: Iterable[str]) -> tuple[Extra, ...]:
    """The lines in comments as a card has them; what somebody made of a line that is none is left out."""
    found = filter(None, map(LINE.fullmatch, lines_in(texts)))
    return tuple([Extra(each[1], each[2], role_of(each[1])) for each in found])


def role_of(head: str) -> Role:
    """What a line is to the card."""
    return Role.FORM if property_of(head) in WORDINGS else Role.LINE


def counted(lines: Iterable[str]) -> Counter[str]:
    """How many lines there are of each property; those about another line count with that one."""
    names = (property_of(line.partition(":")[0]) for line in lines)
    return Counter(name for name in names if name not in LABELS)


def property_of(head: str) -> str:
    """The name of the property of a line, without its group and parameters."""
    return head.partition(";")[0].rpartition(".")[2].upper()
