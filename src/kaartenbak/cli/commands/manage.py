"""`kaartenbak manage`"""

import argparse

from kaartenbak.cli.command import Command


class Manage(Command):
    """Run one of Django's own management commands, such as `manage shell`; `manage help` lists them."""

    name = "manage"
    begins_register = True
    needs_register = False

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("arguments", nargs="*", metavar="…", help="the command and its arguments")

    def run(self, asked: argparse.Namespace) -> None:
        from django.core.management import execute_from_command_line

        execute_from_command_line(["kaartenbak manage", *asked.rest])
