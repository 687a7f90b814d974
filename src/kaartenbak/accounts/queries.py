"""Questions about users."""

from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation.trans_real import parse_accept_lang_header

from kaartenbak.accounts.models import AppPassword, Token, User
from kaartenbak.accounts.rules import roles
from kaartenbak.core.actor import Actor, Channel
from kaartenbak.history.prepared import Given, Prepared

NOBODY = Actor(name="")
ACTIVE = Prepared(lambda: User.objects.select_related("salesperson").filter(pk=Given("key"), is_active=True))
TOKENS = Prepared(
    lambda: Token.objects.select_related("user__salesperson").filter(
        digest=Given("digest"), user__is_active=True
    )
)
APP_PASSWORDS = Prepared(
    lambda: AppPassword.objects.select_related("user__salesperson").filter(
        digest=Given("digest"), user__is_active=True
    )
)

permissions_of = lru_cache(maxsize=32)(roles.permissions_of)


def actor_of(user: User, *, channel: Channel = "web", read_only: bool = False, language: str = "") -> Actor:
    """Who acts when `user` comes in by `channel`; `language` is the one asked for, else the user's own.

    With `read_only` only the permissions that read are left.
    """
    return Actor(
        name=str(user),
        permissions=permissions_of(user.role, read_only=read_only),
        user_id=user.pk,
        role=user.role,
        channel=channel,
        language=language or user.language or settings.LANGUAGE_CODE,
        salesperson=user.salesperson.code if user.salesperson_id and user.salesperson else "",
        work_date=user.work_date,
    )


def page_language(user: User | None, accept: str, *, chosen: str = "") -> str:
    """The language of the pages: the user's, else the first that the browser asks for and we have, else the
    installation's.
    """
    if user and user.language:
        return user.language
    return accepted_language(chosen) or accepted_language(accept) or settings.LANGUAGE_CODE


@lru_cache(maxsize=200)
def accepted_language(accept: str) -> str:
    """The language of an `Accept-Language` header that we have; blank when there is none."""
    known = {code for code, _name in settings.LANGUAGES}
    for asked, _weight in parse_accept_lang_header(accept):
        if asked.split("-")[0] in known:
            return asked.split("-")[0]
    return ""


def anybody_there() -> bool:
    """Whether the register has any user yet."""
    return User.objects.exists()


def users() -> "QuerySet[User]":
    """All users, by name."""
    return User.objects.select_related("salesperson").order_by("-is_active", "username")


def active_user(key: int) -> User | None:
    """The user with this key, if he may come in."""
    return ACTIVE.first(key=key)


def user_named(name: str) -> User | None:
    """The user with this name, as typed at the sign-in; names differ in more than case."""
    return users().filter(username=normal_name(name)).first()


def active_administrators() -> "QuerySet[User]":
    """Those who can still let others in."""
    return User.objects.filter(role=roles.ADMIN, is_active=True).order_by("pk")


def normal_name(name: str) -> str:
    """The user name that `name` means: composed, trimmed, without capitals."""
    return User.normalize_username(name.strip()).casefold()


def tokens_of(user: User) -> "QuerySet[Token]":
    """A user's tokens, the newest first."""
    return Token.objects.filter(user=user).order_by("-created_at", "-pk")


def token_by_digest(digest: str, *, today: date) -> Token | None:
    """The token with this digest, if it and its user may still come in."""
    found = TOKENS.first(digest=digest)
    return found if found and (found.expires is None or found.expires >= today) else None


def app_passwords_of(user: User) -> "QuerySet[AppPassword]":
    """A user's app passwords, the newest first."""
    return AppPassword.objects.filter(user=user).order_by("-created_at", "-pk")


def app_password_by_digest(digest: str) -> AppPassword | None:
    """The app password with this digest, if its user may still come in."""
    return APP_PASSWORDS.first(digest=digest)


def user_of(actor: Actor) -> User:
    """The user behind an actor; programs that act by themselves have none."""
    found: User = User.objects.select_related("salesperson").get(pk=actor.user_id)
    return found


def salesperson(code: str) -> Model | None:
    """The salesperson with this code; the table belongs to the setup."""
    table = User._meta.get_field("salesperson").related_model
    return table._base_manager.filter(code=code).first()
