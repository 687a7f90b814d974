"""What a command of the program is."""

import argparse
import inspect
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from kaartenbak.cli import program

if TYPE_CHECKING:
    from kaartenbak.core.actor import Actor


class Command:
    """One command: its name, what may be typed after it, and what it does.

    The docstring of a command is what `--help` tells of it. The modules of the program are imported when a command runs
    and not before, so that `--help` answers at once.
    """

    name: ClassVar[str]
    # What the command works with: the code alone, or a register that is set up.
    needs_register: ClassVar[bool] = True
    # Whether the command makes a register where there is none; the others refuse a home folder that is not there.
    begins_register: ClassVar[bool] = False

    @property
    def description(self) -> str:
        """What the command does, in full."""
        return inspect.cleandoc(self.__doc__ or "")

    @property
    def help(self) -> str:
        """What the command does, in its first sentence."""
        return self.description.split("\n", maxsplit=1)[0]

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        """Add what may be typed after the command."""

    def prepare(self) -> None:
        """Bring the program as far as the command needs it."""
        if not self.begins_register:
            program.refuse_missing_home()
        program.load()
        if self.needs_register:
            from kaartenbak.cli import register

            register.make_ready()

    def run(self, asked: argparse.Namespace) -> int | None:
        """Do it; gives the exit status when that is not 0."""
        raise NotImplementedError


class Group:
    """Commands that share a first word, such as `user create` and `user list`."""

    def __init__(self, name: str, help: str, commands: Sequence[Command]) -> None:
        self.name, self.help, self.description, self.commands = name, help, help, commands


def between(least: int, most: int) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`, for `type=` of an argument."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text!r} is no whole number") from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number} is not between {least} and {most}")
        return number

    return read


def add_user(parser: argparse.ArgumentParser) -> None:
    """Add `--user`, for commands that act in somebody's name."""
    parser.add_argument(
        "--user",
        metavar="NAME",
        default="",
        help="act as this user, with what he may do; without it the program itself acts",
    )


def actor(asked: argparse.Namespace) -> "Actor":
    """Who acts: the user that was named, or the program itself."""
    from kaartenbak.accounts import queries
    from kaartenbak.core.actor import SYSTEM
    from kaartenbak.core.refusals import NotFound, Refused

    if not asked.user:
        return SYSTEM.through("cli")
    user = queries.user_named(asked.user)
    if user is None:
        raise NotFound("record.not_found", what="user", ref=asked.user)
    if not user.is_active:
        raise Refused("user.disabled", field="user", name=user.username)
    return queries.actor_of(user, channel="cli")
