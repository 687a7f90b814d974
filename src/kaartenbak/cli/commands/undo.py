"""`kaartenbak undo`"""

import argparse
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.cli.command import Command, actor, add_user
from kaartenbak.cli.outcomes import REFUSED, say
from kaartenbak.cli.progress import shown
from kaartenbak.core.refusals import Refused

if TYPE_CHECKING:
    from kaartenbak.core.actor import Actor
    from kaartenbak.history.models import Operation
    from kaartenbak.history.planning import Conflict

MOST_SHOWN = 20


class Undo(Command):
    """Take an operation back, an import with all its rows as well; the undo can be undone in its turn.

    When something has changed since, nothing is done and what changed is listed, unless `--keep-newer` says that the newer
    values stay.
    """

    name = "undo"

    def arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("operation", help="the number of the operation, as the history shows it")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, and do nothing")
        parser.add_argument("--keep-newer", action="store_true", help="leave values that have changed since")
        add_user(parser)

    def run(self, asked: argparse.Namespace) -> int | None:
        from kaartenbak.history import queries
        from kaartenbak.history.operations import perform
        from kaartenbak.history.undo import undo

        by = actor(asked)
        entry = queries.operation_by_id(asked.operation, by=by)
        if asked.dry_run:
            conflicts = foretell(entry, by)
            return REFUSED if conflicts and not asked.keep_newer else None
        try:
            with shown(_("Undoing")):
                outcome = perform(undo, entry=entry, keep_newer=asked.keep_newer, by=by)
        except Refused as refusal:
            list_conflicts(refusal.facts.get("conflicts", []))
            raise
        restored = outcome.result.restored
        say(
            ngettext(
                "{count} row was put back, by operation {operation}.",
                "{count} rows were put back, by operation {operation}.",
                restored,
            ).format(count=restored, operation=outcome.operation)
        )
        return None


def foretell(entry: "Operation", by: "Actor") -> "list[Conflict]":
    """Say what the undo would do; what has changed since stands in its way."""
    from kaartenbak.history.undo import plan_undo, refuse_undo

    refuse_undo(entry, by)
    plan = plan_undo(entry)
    say(
        ngettext("{count} row would be put back.", "{count} rows would be put back.", plan.restored).format(
            count=plan.restored
        )
    )
    list_conflicts(plan.conflicts)
    return plan.conflicts


def list_conflicts(conflicts: "list[Conflict]") -> None:
    """What has changed since, a line each."""
    from kaartenbak.history.api import conflicts_shown

    for each in conflicts_shown(conflicts[:MOST_SHOWN]):
        say(
            _("{contact}: {field} was {then}, and is {now} now.").format(
                contact=each["contact"] or each["record"],
                field=each["field"],
                then=each["then"],
                now=each["now"],
            )
        )
    if len(conflicts) > MOST_SHOWN:
        more = len(conflicts) - MOST_SHOWN
        say(ngettext("… and {count} more.", "… and {count} more.", more).format(count=more))
