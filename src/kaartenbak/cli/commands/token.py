"""`kaartenbak token create`"""

import argparse
from datetime import date

from kaartenbak.cli.command import Command, actor
from kaartenbak.cli.commands.user import user_named
from kaartenbak.cli.outcomes import say


def a_day(text: str) -> date:
    """A day as it is typed: 2026-12-31."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is no day; write it as 2026-12-31") from None


class CreateToken(Command):
    """Make a key for a program that acts for a user; it is printed once, alone, and never shown again."""

    name = "create"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--user", required=True, metavar="NAME", help="for whom the program acts")
        parser.add_argument("--name", default="", metavar="TEXT", help="what the key is for")
        parser.add_argument("--read-only", action="store_true", help="let the program change nothing")
        parser.add_argument("--expires", type=a_day, metavar="DATE", help="the last day on which it works")

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts import ops

        user = user_named(asked.user)
        made = ops.create_token(
            user=user,
            name=asked.name,
            expires=asked.expires,
            read_only=asked.read_only,
            by=actor(argparse.Namespace(user="")),
        )
        say(made.key)
