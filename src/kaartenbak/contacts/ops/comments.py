"""Notes on a card."""

from datetime import date
from textwrap import shorten

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.contacts.rules.comments import LONGEST
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text as texts
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.setup.ops.versions import locked


@operation(needs="contacts.change", title=_("Noted on {contact}: {text}"))
def add_comment(
    *, contact: Contact, text: str, code: str = "", date: date | None = None, by: Actor
) -> Comment:
    """Write a note on a card. Without a date, the first note of a day gets that day and the others stay blank."""
    contact = store.lock(contact)
    text, code = comment_text(text), comment_code(code)
    about(contact=str(contact), text=beginning(text))
    today = contact.comments.filter(date=by.today).exists()
    day = date if date is not None else (None if today else by.today)
    return store.create(Comment(contact=contact, text=text, code=code, date=day))


@operation(needs="contacts.change", title=_("Changed a note on {contact}"))
def change_comment(
    *, comment: Comment, values: dict[str, object], version: int | None = None, by: Actor
) -> Comment:
    """Change the text, code or date of a note; what is left out stays."""
    contact = store.lock(comment.contact)
    comment = locked(comment, version)
    about(contact=str(contact))
    clean = {"text": comment_text, "code": comment_code, "date": comment_date}
    unknown = set(values) - set(clean)
    if unknown:
        raise Refused("field.unknown", field=min(unknown), name=min(unknown))
    store.update(comment, **{name: clean[name](value) for name, value in values.items()})
    return comment


@operation(needs="contacts.change", title=_("Removed a note from {contact}"))
def delete_comment(*, comment: Comment, version: int | None = None, by: Actor) -> None:
    """Remove a note."""
    contact = store.lock(comment.contact)
    comment = locked(comment, version)
    about(contact=str(contact))
    store.delete(comment)


def beginning(text: str) -> str:
    """The first words of a note, on one line."""
    return shorten(text, 60, placeholder="…")


def comment_text(value: object) -> str:
    """The words of a note: something, and not too long."""
    if not isinstance(value, str):
        raise Refused("value.type", field="text", expected="text")
    found = texts.clean(value, "text", lines=True)
    if not found:
        raise Refused("value.required", field="text")
    if len(found) > LONGEST:
        label = str(Comment._meta.get_field("text").verbose_name)
        raise Refused("value.too_long", field="text", field_label=label, limit=LONGEST, length=len(found))
    return found


def comment_code(value: object) -> str:
    """A short code that sorts notes, in upper case."""
    if value is not None and not isinstance(value, str):
        raise Refused("value.type", field="code", expected="text")
    found = texts.code(value or "", "code")
    if len(found) > 10:
        label = str(Comment._meta.get_field("code").verbose_name)
        raise Refused("value.too_long", field="code", field_label=label, limit=10, length=len(found))
    return found


def comment_date(value: object) -> date | None:
    """A day or none."""
    if value is not None and not isinstance(value, date):
        raise Refused("value.date", field="date", value=str(value)[:40])
    return value
