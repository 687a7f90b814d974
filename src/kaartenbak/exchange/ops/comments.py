"""What the register has no field for, kept as comments on the card."""

from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.ops.comments import LONGEST
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.exchange.rules.kept import CODE as LINES
from kaartenbak.exchange.rules.kept import lines_in, pieces
from kaartenbak.history.registry import Row

# The code of a comment that an import made of what had no field.
CODE = "IMPORT"


def comments_of(contact: Contact, taken: Taken) -> list[Comment]:
    """The comment of the row itself, one with what had no field or was refused, and one with the lines of its vCard."""
    return [Comment(**row) for row in comment_rows(contact, taken)]


def comment_rows(contact: Contact, taken: Taken) -> list[Row]:
    """The same as rows, for many cards at once."""
    if not taken.left and not taken.offer.comment and not taken.offer.lines:
        return []
    today = taken.desk.by.today
    kept = "\n".join(f"{label}: {text}" if label else text for label, text in taken.left)
    return [
        {"contact_id": contact.pk, "text": part, "code": code, "date": today, "created_at": taken.desk.now}
        for texts_told, code in (
            (parts(taken.offer.comment), ""),
            (parts(kept), CODE),
            (pieces(clean(line) for line in taken.offer.lines), LINES),
        )
        for part in texts_told
    ]


def missing(contact: Contact, taken: Taken) -> list[Comment]:
    """The comments that a card does not have yet."""
    present = list(contact.comments.order_by("id").values_list("text", "code"))
    there = set(lines_in(text for text, code in present if code == LINES))
    taken.offer.lines = [line for line in taken.offer.lines if clean(line) not in there]
    # Files tell all comments of a card as one text.
    said = [
        "\n".join(["", *(text for text, code in present if code not in left_out), ""])
        for left_out in ((), (LINES,))
    ]
    return [
        each for each in comments_of(contact, taken) if not any(f"\n{each.text}\n" in text for text in said)
    ]


def parts(text: str) -> list[str]:
    """A text in pieces that fit a comment."""
    found = clean(text)
    return [found[start : start + LONGEST].strip() for start in range(0, len(found), LONGEST)]


def clean(text: str) -> str:
    """A text without the characters that no text may hold."""
    try:
        return texts.clean(text, lines=True)
    except Refused:
        return texts.clean("".join(sign for sign in text if sign.isprintable() or sign == "\n"), lines=True)
