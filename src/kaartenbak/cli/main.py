"""The program `kaartenbak`: one command per file of `commands/`."""

import argparse
import os
import sys
from collections.abc import Sequence

from kaartenbak.cli.command import Command, Group
from kaartenbak.cli.commands import COMMANDS
from kaartenbak.cli.outcomes import DONE, INTERRUPTED, REFUSED, complain, reasons, warn_in_one_line

DESCRIPTION = "Kaartenbak, the contact register of a whole company."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command: 0 when it is done, 1 when it was refused (why stands on standard error), 2 on wrong usage."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    asked = parser().parse_args(given[:1] if given[:1] == ["manage"] else given)
    asked.rest = given[1:]
    try:
        return run(asked.command, asked)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE


def run(command: Command, asked: argparse.Namespace) -> int:
    """Run a command in the program it needs; what it refuses becomes a sentence."""
    warn_in_one_line()
    try:
        command.prepare()
        return command.run(asked) or DONE
    except BrokenPipeError:
        raise
    except Exception as failure:
        sentences = reasons(failure)
        if not sentences:
            raise
        complain(sentences)
        return REFUSED


def parser() -> argparse.ArgumentParser:
    """What may be typed."""
    top = argparse.ArgumentParser(prog="kaartenbak", description=DESCRIPTION)
    add_commands(top, COMMANDS)
    return top


def add_commands(parser: argparse.ArgumentParser, commands: Sequence[Command | Group]) -> None:
    """Give `parser` these commands; those of a group stand one level below it."""
    below = parser.add_subparsers(metavar="COMMAND", required=True, title="commands")
    for each in commands:
        own = below.add_parser(
            each.name,
            help=each.help,
            description=each.description,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if isinstance(each, Group):
            add_commands(own, each.commands)
        else:
            own.set_defaults(command=each)
            each.arguments(own)


if __name__ == "__main__":
    sys.exit(main())
