"""The `@operation` decorator: permission, transaction and history around one thing a user can intend."""

import functools
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, transaction

from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.recording import RUNNING, Recorder, Warning, running
from kaartenbak.history.registry import TRACKED

P = ParamSpec("P")
R = TypeVar("R")
ATTEMPTS = 4


@dataclass(frozen=True)
class Spec:
    """An operation as other parts know it: its name, the permission it needs and its title."""

    kind: str
    needs: str
    title: Any


@dataclass(frozen=True)
class Outcome:
    """What came of one operation: its result, its entry in the history (none when nothing changed), its warnings."""

    result: Any
    operation: int | None = None
    warnings: list[Warning] = field(default_factory=list)


OPERATIONS: dict[str, Spec] = {}


def operation(*, needs: str, title: Any) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an operation: keyword arguments only, `by` says who acts.

    Called inside another operation it joins that one. Otherwise it opens a transaction of its own; a clash with another
    writer (deadlock, a row that both insert) runs it again, so that its own checks can give the friendly refusal.
    `title` is the sentence of the history, filled from the facts given to `about`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kind = f"{function.__module__.split('.')[1]}.{function.__name__}"
        OPERATIONS[kind] = Spec(kind, needs, title)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Actor = kwargs["by"]  # type: ignore[assignment]
            if not by.may(needs):
                raise NotAllowed(needs)
            if RUNNING.get() is not None:
                return function(*args, **kwargs)
            return _run_alone(lambda: function(*args, **kwargs), kind, by)

        run.spec = OPERATIONS[kind]  # type: ignore[attr-defined]
        return run

    return decorate


def _run_alone(body: Callable[[], R], kind: str, by: Actor) -> R:
    for attempt in range(1, ATTEMPTS + 1):
        recorder = Recorder(kind, by)
        try:
            with recording(recorder):
                result = body()
        except IntegrityError:
            # Another writer was first. The next run sees his rows, so the operation's own checks give the reason.
            if attempt == ATTEMPTS:
                raise
        except OperationalError as failure:
            if not is_clash(failure):
                raise
            if attempt == ATTEMPTS or transaction.get_connection().in_atomic_block:
                raise Refused("unavailable.busy") from failure
        else:
            LAST.set(recorder)
            return result
        time.sleep(0.02 * attempt)
    raise AssertionError("unreachable")


def is_clash(failure: OperationalError) -> bool:
    """Whether another writer was in the way: a deadlock, a failed serialization, a lock that did not come free in time."""
    state = getattr(failure.__cause__, "sqlstate", "") or ""
    return state in {"40001", "40P01", "55P03"} or "locked" in str(failure)


@contextmanager
def recording(recorder: Recorder) -> Iterator[Recorder]:
    """One transaction whose changes go into `recorder` and are written down at its end."""
    token = RUNNING.set(recorder)
    try:
        with transaction.atomic():
            yield recorder
            recorder.finish()
    finally:
        RUNNING.reset(token)


LAST: ContextVar[Recorder | None] = ContextVar("the operation that ended last", default=None)


def perform(op: Callable[..., Any], **arguments: Any) -> Outcome:
    """Run an operation and tell what came of it, for the doors that say so (pages, REST, command line)."""
    LAST.set(None)
    result = op(**arguments)
    recorder = LAST.get()
    if recorder is None:
        return Outcome(result)
    return Outcome(result, recorder.operation.pk if recorder.operation else None, recorder.warnings)


def about(**facts: Any) -> None:
    """Facts for the title of the operation in progress; those of the outermost operation stand."""
    recorder = running()
    recorder.facts = {name: value for name, value in facts.items() if value is not None} | recorder.facts


def warn(key: str, field: str | None = None, **facts: Any) -> None:
    """Tell the caller, in the success answer, of something that was stored but deserves a word."""
    running().warnings.append(Warning(key, field, facts))


class LongOperation:
    """One operation in many transactions, for work that would hold the others up: an import, a bulk assignment.

    Each `block()` is one transaction; what is committed stays, and undoing the operation takes all of it back.
    """

    def __init__(self, kind: str, by: Actor, *, needs: str, entry: Operation | None = None, **facts: Any) -> None:
        if not by.may(needs):
            raise NotAllowed(needs)
        self.kind, self.by, self.facts, self.entry = kind, by, facts, entry
        self.warnings: list[Warning] = []

    @contextmanager
    def block(self) -> Iterator[Recorder]:
        """One transaction of the operation."""
        recorder = Recorder(self.kind, self.by, operation=self.entry, facts=dict(self.facts), warnings=self.warnings)
        with recording(recorder):
            yield recorder
        self.entry = recorder.operation or self.entry


def declare_long(kind: str, *, needs: str, title: Any) -> Spec:
    """Name a long operation, as `@operation` does for the others."""
    OPERATIONS[kind] = Spec(kind, needs, title)
    return OPERATIONS[kind]


def title(entry: Operation) -> str:
    """What an operation did, in the present language."""
    spec = OPERATIONS.get(entry.kind)
    return filled(spec.title if spec else entry.kind, entry.facts)


def filled(sentence: Any, facts: dict[str, Any]) -> str:
    """A title with its facts; names of tables and titles of undone operations come in the present language."""
    known = dict(facts)
    if known.get("table") in TRACKED:
        known["what"] = TRACKED[known["table"]].model._meta.verbose_name
    if "of_kind" in known:
        undone = OPERATIONS.get(known["of_kind"])
        known["what"] = filled(undone.title if undone else known["of_kind"], known.get("of_facts", {}))
    return str(sentence).format_map(Gaps(known))


class Gaps(dict[str, Any]):
    """A fact that an old operation did not keep shows as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"

