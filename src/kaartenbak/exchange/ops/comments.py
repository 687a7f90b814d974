"""What the register has no field for, kept as comments on the card."""

from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.ops.comments import LONGEST
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.exchange.ops.taking import Taken
from kaartenbak.history.registry import Row

# The code of a comment that an import made of what had no field.
CODE = "IMPORT"


def comments_of(contact: Contact, taken: Taken) -> list[Comment]:
    """The comment of the row itself, and one with what had no field or was refused."""
    return [Comment(**row) for row in comment_rows(contact, taken)]


def comment_rows(contact: Contact, taken: Taken) -> list[Row]:
    """The same as rows, for many cards at once."""
    if not taken.left and not taken.offer.comment:
        return []
    today = taken.desk.by.today
    kept = "\n".join(f"{label}: {text}" if label else text for label, text in taken.left)
    return [
        {"contact_id": contact.pk, "text": part, "code": code, "date": today, "created_at": taken.desk.now}
        for text, code in ((taken.offer.comment, ""), (kept, CODE))
        for part in parts(text)
    ]


def parts(text: str) -> list[str]:
    """A text in pieces that fit a comment; characters that no text may hold are left out."""
    try:
        found = texts.clean(text, lines=True)
    except Refused:
        found = texts.clean("".join(sign for sign in text if sign.isprintable() or sign == "\n"), lines=True)
    return [found[start : start + LONGEST].strip() for start in range(0, len(found), LONGEST)]
