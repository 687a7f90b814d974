"""Work in the background: looking through the register, and at cards that were changed among many."""

from typing import Any

from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.duplicates import scanning
from kaartenbak.history.prepared import Given, Prepared
from kaartenbak.jobs.definition import job
from kaartenbak.jobs.models import Job

WAITING = Prepared(
    lambda: (
        Job.objects.filter(kind=Given("kind"), state=Given("state"))
        .order_by()
        .values_list("pk", flat=True)[:1]
    )
)


@job
def scan() -> dict[str, Any]:
    """Compare all cards."""
    return scanning.scan()


@job
def compare(keys: list[int]) -> dict[str, Any]:
    """Compare some cards with all others."""
    return scanning.compare(keys)


def compare_some(cards: Cards, *, by: Actor) -> Job:
    """Have these contacts compared, in the background."""
    return compare.queue(by=by, keys=scanning.some_of(cards))


@job
def catch_up() -> dict[str, Any]:
    """Compare the cards that wait for it."""
    return {"contacts": scanning.catch_up()}


def see_to_it(*, hurry: bool = True) -> None:
    """Have the cards looked at that wait; once, however often it is asked."""
    if not WAITING(kind=catch_up.kind, state=Job.State.QUEUED.value):
        catch_up.queue(hurry=hurry)
