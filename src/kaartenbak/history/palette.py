"""What the palette offers of what happened: taking back the last thing the reader did."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from kaartenbak.history import queries
from kaartenbak.history.operations import title
from kaartenbak.history.shown import may_undo
from kaartenbak.web.palette import Asked, Entry, Heading


def undoing(asked: Asked) -> Iterator[Entry]:
    """The way to undo the reader's last operation, where it can be undone."""
    if asked.by.user_id is None or not asked.by.may("history.undo"):
        return
    mine = queries.visible_to(asked.by).filter(actor_id=asked.by.user_id).select_related("undoes")
    last = mine.order_by("-id").first()
    if last is not None and may_undo(last, asked.by):
        label = _("Undo: {what}").format(what=title(last))
        yield Entry(
            Heading.RECENT, label, "undo-2", reverse("history:undo", args=[last.pk]), name="undo-last"
        )
