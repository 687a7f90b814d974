"""`kaartenbak serve`"""

import argparse
import os

from django.utils.translation import gettext as _

from kaartenbak.cli.command import Command, between
from kaartenbak.cli.outcomes import say

MOST_WORKERS = 256


class Serve(Command):
    """Serve the register: pages, API and CardDAV, with the background worker beside them.

    Makes the home folder and the database if they are not there, brings an older database up to date, and prints the
    address. Ctrl-C stops it.
    """

    name = "serve"
    needs_register = False
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="the address to listen on (default: 127.0.0.1)"
        )
        parser.add_argument("--port", type=between(1, 65_535), default=8000, help="the port (default: 8000)")
        parser.add_argument(
            "--workers",
            type=between(1, MOST_WORKERS),
            default=max(1, min(os.cpu_count() or 1, 4)),
            metavar="N",
            help="processes that answer (default: one for each processor, at most 4)",
        )
        parser.add_argument("--no-worker", action="store_true", help="leave the background worker out")

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.accounts.queries import anybody_there
        from kaartenbak.cli import register, serving

        serving.refuse_taken(asked.host, asked.port)
        register.home()
        register.make_ready(upgrade=True)
        address = serving.address(asked.host, asked.port)
        lines = [_("Kaartenbak is at {address}").format(address=address)]
        if not anybody_there():
            lines.append(_("It has no user yet: open it on this machine and choose a name and a password,"))
            lines.append(_("or run: kaartenbak user create NAME --role admin"))
        serving.serve(
            asked.host,
            asked.port,
            workers=asked.workers,
            worker=not asked.no_worker,
            ready=lambda: say("\n".join(lines)),
        )
