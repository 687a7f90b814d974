"""How programs may write in the books of a user, as it is set."""

from django.db.models import Q

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import BookAccess
from kaartenbak.carddav.rules.access import Place
from kaartenbak.history.prepared import Given, Prepared

Settings = dict[Place, str]

SET_FOR = Prepared(
    lambda: BookAccess.objects.filter(Q(user=Given("user")) | Q(user=None)).values_list(
        "user", "book", "access"
    )
)


def settings_of(user: User) -> Settings:
    """What is set for the user and for everybody."""
    rows = SET_FOR(user=user.pk)
    return {(owner is not None, book): access for owner, book, access in rows}


def set_for(user: User | None) -> dict[str, str]:
    """What is set for the user alone, or for everybody alone, by book."""
    return dict(BookAccess.objects.filter(user=user).values_list("book", "access"))
