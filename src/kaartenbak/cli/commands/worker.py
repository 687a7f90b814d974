"""`kaartenbak worker`"""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli.command import Command
from kaartenbak.cli.outcomes import say


class Worker(Command):
    """Do the work in the background, and nothing else; as many of these as one likes, on one machine or on several.

    Ctrl-C stops it; work that is not finished is begun anew by another worker.
    """

    name = "worker"
    begins_register = True

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do what waits now, and end")

    def run(self, asked: argparse.Namespace) -> None:
        from kaartenbak.cli import working
        from kaartenbak.jobs.worker import do_all

        if asked.once:
            working.know_jobs()
            count = do_all()
            say(ngettext("{count} job was done.", "{count} jobs were done.", count).format(count=count))
        else:
            say(_("The worker waits for work."))
            working.work()
