"""Setting how programs may write in address books."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import BookAccess
from kaartenbak.carddav.rules import books
from kaartenbak.carddav.rules.access import EVERY_BOOK, Access
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation


@operation(needs="accounts.change", title=_("Set what phones and mail programs may change"))
def set_access(*, values: Mapping[str, str], by: Actor) -> None:
    """Set for everybody, by the key of the book, what becomes of changes; blank for what else holds."""
    put(None, values)


@operation(needs="accounts.change", title=_("Set what the phones and mail programs of {user} may change"))
def set_access_of(*, user: User, values: Mapping[str, str], by: Actor) -> None:
    """Set for one user, by the key of the book, what becomes of changes; blank for what holds for everybody."""
    about(user=str(user))
    put(user, values)


def put(user: User | None, values: Mapping[str, str]) -> None:
    """Have exactly these settings in the books that are named."""
    for book, access in values.items():
        if access and access not in set(Access):
            raise Refused("value.choice", field=book, value=access[:60], choices=", ".join(Access))
        if book not in {EVERY_BOOK, books.ALL, books.MINE} and books.group_of(book) is None:
            raise Refused("books.unknown", book=book[:60])
    present = {each.book: each for each in BookAccess.objects.filter(user=user, book__in=list(values))}
    for book, access in values.items():
        there = present.get(book)
        if there is None and access:
            store.create(BookAccess(user=user, book=book, access=access))
        elif there is not None and access:
            store.update(there, access=access)
        elif there is not None:
            store.delete(there)
