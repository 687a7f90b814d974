"""`kaartenbak user create | list | role | disable`"""

import argparse
import getpass
import sys
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from kaartenbak.accounts.rules import user_names
from kaartenbak.accounts.rules.roles import READER, ROLES
from kaartenbak.cli.command import Command, actor, add_user
from kaartenbak.cli.outcomes import say
from kaartenbak.core.refusals import NotFound, Refused

if TYPE_CHECKING:
    from kaartenbak.accounts.models import User


class CreateUser(Command):
    """Add somebody who signs in. His password is asked for, or read from standard input."""

    name = "create"
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("user_name", metavar="NAME", help="the name to sign in with")
        parser.add_argument(
            "--role", choices=ROLES, default=READER, help=f"what he may do (default: {READER})"
        )
        parser.add_argument(
            "--full-name", default="", metavar="TEXT", help="his name as the history shows it"
        )
        parser.add_argument("--email", default="", metavar="ADDRESS")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts import ops, queries

        by = actor(asked)
        if queries.user_named(user_names.checked(asked.user_name)) is not None:
            raise Refused("user.exists", field="username", name=asked.user_name)
        user = ops.create_user(
            username=asked.user_name,
            password=wanted_password(from_input=asked.password_stdin),
            role=asked.role,
            name=asked.full_name,
            email=asked.email,
            by=by,
        )
        say(_("{user} can sign in now, as {role}.").format(user=user.username, role=user.get_role_display()))


class ListUsers(Command):
    """List the users with their roles."""

    name = "list"

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts import queries

        rows = [
            (user.username, user.role, user.name, "" if user.is_active else _("disabled"))
            for user in queries.users()
        ]
        if not rows:
            say(_("There is no user yet: kaartenbak user create NAME --role admin"))
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row in rows:
            say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


class ChangeRole(Command):
    """Give somebody another role; the last administrator keeps his."""

    name = "role"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("user_name", metavar="NAME")
        parser.add_argument("role", choices=ROLES)
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts import ops

        user = ops.change_role(user=user_named(asked.user_name), role=asked.role, by=actor(asked))
        say(_("{user} is {role} now.").format(user=user.username, role=user.get_role_display()))


class DisableUser(Command):
    """Let somebody in no more, from this moment on, by no door; what he did stays under his name."""

    name = "disable"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("user_name", metavar="NAME")
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts import ops

        user = ops.disable_user(user=user_named(asked.user_name), by=actor(asked))
        say(_("{user} cannot sign in any more.").format(user=user.username))


def user_named(name: str) -> "User":
    """The user with this name."""
    from kaartenbak.accounts import queries

    found = queries.user_named(name)
    if found is None:
        raise NotFound("record.not_found", what=_("user"), ref=name)
    return found


def wanted_password(*, from_input: bool) -> str:
    """A password, typed twice without being shown, or the first line of standard input."""
    if from_input or not sys.stdin.isatty():
        password = sys.stdin.readline().rstrip("\r\n")
        if not password:
            raise Refused("cli.no_password", field="password")
        return password
    password = getpass.getpass(_("Password: "))
    if password != getpass.getpass(_("The same again: ")):
        raise Refused("cli.password", field="password")
    return password
