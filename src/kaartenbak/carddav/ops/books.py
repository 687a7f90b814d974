"""Which books a user has in his programs, and what he calls them."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import Subscription
from kaartenbak.carddav.rules import books
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

# What a user may say of a book, with the length of each text.
TEXTS = {"name": 200, "description": 1000, "colour": 40}


@operation(needs="own.change", title=_("Chose the address books of {user}"))
def choose_books(*, user: User, chosen: Collection[str], by: Actor) -> None:
    """Have exactly these books, beside that of one's own contacts, which is always there."""
    refuse_others(user, by)
    about(user=str(user))
    present = {each.book: each for each in Subscription.objects.filter(user=user)}
    for key in sorted(chosen):
        if key not in present:
            store.create(Subscription(user=user, book=key))
    for key, each in present.items():
        if key not in chosen and key != books.MINE:
            store.delete(each)


@operation(needs="own.change", title=_("Named the address book {book} of {user}"))
def describe_book(*, user: User, book: str, values: Mapping[str, str], by: Actor) -> None:
    """Give a book a name, a description or a colour of one's own; a blank one is ours again."""
    refuse_others(user, by)
    about(user=str(user), book=values.get("name") or book)
    told = {name: text.strip() for name, text in values.items()}
    present = Subscription.objects.filter(user=user, book=book).first()
    if present is None:
        store.create(Subscription(user=user, book=book, **told))
    else:
        store.update(present, **told)


def refuse_others(user: User, by: Actor) -> None:
    """Refuse the books of somebody else."""
    if user.pk != by.user_id:
        raise Refused("books.not_yours")
