"""Adding users, and what an administrator does with them."""

from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts import attempts, queries
from kaartenbak.accounts.models import User
from kaartenbak.accounts.ops.details import checked_details
from kaartenbak.accounts.ops.passwords import checked_password
from kaartenbak.accounts.rules import roles, user_names
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation
from kaartenbak.history.recording import running


@operation(needs="accounts.change", title=_("Added the user {user}"))
def create_user(
    *,
    username: str,
    password: str | None = None,
    role: str = roles.READER,
    temporary: bool = False,
    by: Actor,
    **details: Any,
) -> User:
    """Add somebody. Without a `password` nobody can sign in as him, but tokens can act for him.

    A `temporary` password must be replaced at the first sign-in. `details` are those of `change_user`.
    """
    name = user_names.checked(username)
    refuse_taken(name)
    user = User(
        username=name, role=checked_role(role), password_temporary=temporary, **checked_details(details)
    )
    user.password = make_password(None if password is None else checked_password(password, user))
    about(user=str(user))
    return store.create(user)


@operation(needs="accounts.change", title=_("Changed the user {user}"))
def change_user(
    *, user: User, username: str | None = None, role: str | None = None, by: Actor, **details: Any
) -> User:
    """Change the user name, the role, or the `name`, `email`, `language`, `salesperson` (itself or its code) or
    `work_date`; what is not given stays.
    """
    user = locked(user)
    values = checked_details(details)
    if username is not None and (name := user_names.checked(username)) != user.username:
        refuse_taken(name)
        values["username"] = name
    about(user=str(user))
    store.update(user, **values)
    return user if role is None else change_role(user=user, role=role, by=by)


@operation(needs="accounts.change", title=_("Made {user} {role}"))
def change_role(*, user: User, role: str, by: Actor) -> User:
    """Give somebody another role; the last administrator keeps his."""
    user = locked(user)
    about(user=str(user), role=role)
    if checked_role(role) != roles.ADMIN:
        refuse_last_administrator(user)
    store.update(user, role=role)
    return user


@operation(needs="accounts.change", title=_("Disabled the user {user}"))
def disable_user(*, user: User, by: Actor) -> User:
    """Let somebody in no more, by no door, from this moment on. What he did stays under his name."""
    user = locked(user)
    about(user=str(user))
    refuse_last_administrator(user)
    store.update(user, is_active=False)
    return user


@operation(needs="accounts.change", title=_("Enabled the user {user}"))
def enable_user(*, user: User, by: Actor) -> User:
    """Let somebody in again."""
    user = locked(user)
    about(user=str(user))
    store.update(user, is_active=True)
    return user


@operation(needs="accounts.change", title=_("Set a new password for {user}"))
def set_password(*, user: User, password: str, temporary: bool = True, by: Actor) -> User:
    """Set somebody's password; he replaces a `temporary` one at the next sign-in. His open sessions end."""
    user = store.lock(user)
    about(user=str(user))
    store.update(user, password=make_password(checked_password(password, user)), password_temporary=temporary)
    # A password is never recorded, but that it was set is.
    running().entered()
    return user


@operation(needs="accounts.change", title=_("Set up the register with {user} as its administrator"))
def first_administrator(*, username: str, password: str, by: Actor, **details: Any) -> User:
    """Make the administrator of a register that has no users yet. Of several at once, one is made."""
    # There is no user to wait for, so those who come at the same time wait for this row.
    attempts.one_at_a_time("first administrator")
    if queries.anybody_there():
        raise Refused("user.there_already")
    user = create_user(username=username, password=password, role=roles.ADMIN, by=by, **details)
    about(user=str(user))
    return user


def refuse_taken(name: str) -> None:
    """Refuse a user name that somebody has."""
    if queries.users().filter(username=name).exists():
        raise Refused("user.exists", field="username", name=name)


def locked(user: User) -> User:
    """`user` as he is now. All administrators are held in one order, so that two who leave at once cannot
    both go.
    """
    list(queries.active_administrators().select_for_update(of=("self",)))
    return store.lock(user)


def refuse_last_administrator(user: User) -> None:
    """Refuse when without `user` nobody is left who can let others in."""
    administrators = {each.pk for each in queries.active_administrators()}
    if administrators == {user.pk}:
        raise Refused("user.last_administrator", field="role")


def checked_role(role: str) -> str:
    """`role`, if there is such a role."""
    if role not in roles.ROLES:
        raise Refused("value.choice", field="role", value=role[:40], choices=", ".join(roles.ROLES))
    return role
