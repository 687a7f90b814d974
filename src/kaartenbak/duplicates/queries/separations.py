"""Who called the two cards of a pair different contacts, when and why."""

from collections.abc import Iterable
from typing import NamedTuple

from kaartenbak.duplicates.models import Separation, Suspect
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.registry import tracked


class Word(NamedTuple):
    """What was said of a pair, and with which operation."""

    reason: str
    entry: Operation


def words_on(pairs: Iterable[Suspect]) -> dict[int, Word]:
    """What was said of those of the pairs that somebody separated, by the keys of the pairs; read together."""
    wanted = {(pair.low, pair.high): pair.pk for pair in pairs}
    rows = Separation.objects.filter(low__in={low for low, _high in wanted})
    said = {row.pk: row for row in rows if (row.low, row.high) in wanted}
    made = Change.objects.filter(
        model=tracked(Separation).label, row__in=said, card=None, action=Change.Action.CREATED
    )
    # One that was taken back and made again was said when it was made first.
    entries = {each.row: each.operation for each in made.select_related("operation").order_by("-id")}
    return {
        wanted[said[key].low, said[key].high]: Word(said[key].reason, entry) for key, entry in entries.items()
    }
