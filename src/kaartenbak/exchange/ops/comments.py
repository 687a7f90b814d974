"""What the register has no field for, kept as comments on the card."""

from collections.abc import Collection, Iterable

from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.rules.comments import in_pieces
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.kept import CODE as LINES
from kaartenbak.exchange.rules.kept import lines_in, pieces
from kaartenbak.history.registry import Row

# The code of a comment that an import made of what had no field.
CODE = "IMPORT"


def comment_rows(contact: Contact, taken: Taken, known: Collection[str] = ()) -> list[Row]:
    """The comment of the row itself, one with what had no field or was refused, and one with the lines of its vCard.

    `known` are lines that the card has already.
    """
    if not taken.left and not taken.offer.comment and not taken.offer.lines:
        return []
    today = taken.desk.by.today
    taken.kept = [line for line in map(clean, taken.offer.lines) if line not in known]
    kept = "\n".join(f"{label}: {text}" if label else text for label, text in taken.left)
    return [
        {"contact_id": contact.pk, "text": part, "code": code, "date": today, "created_at": taken.desk.now}
        for told, code in (
            (parts(taken.offer.comment), ""),
            (parts(kept), CODE),
            (pieces(taken.kept), LINES),
        )
        for part in told
    ]


def missing(contact: Contact, taken: Taken) -> list[Comment]:
    """The comments that a card does not have yet."""
    present = list(contact.comments.order_by("id").values_list("text", "code"))
    known = set(lines_in(text for text, code in present if code == LINES))
    # Files tell all comments of a card as one text: tables with the lines of its vCard, vCards without.
    with_lines = as_one(text for text, _ in present)
    without = as_one(text for text, code in present if code != LINES)
    found = [Comment(**row) for row in comment_rows(contact, taken, known)]
    return [each for each in found if f"\n{each.text}\n" not in with_lines + without]


def as_one(texts_said: Iterable[str]) -> str:
    """Comments as one text, between line ends."""
    return "\n".join(["", *texts_said, ""])


def parts(text: str) -> list[str]:
    """A text in pieces that fit a comment."""
    return [piece.strip() for piece in in_pieces(clean(text))]


def clean(text: str) -> str:
    """A text without the characters that no text may hold."""
    try:
        return texts.clean(text, lines=True)
    except Refused:
        return texts.clean("".join(sign for sign in text if sign.isprintable() or sign == "\n"), lines=True)
