"""The `@operation` decorator: permission, transaction and history around one thing a user can intend."""

import functools
import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils.functional import Promise

from kaartenbak.core import messages
from kaartenbak.core.actor import Actor
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.recording import RUNNING, Recorder, Warning, running
from kaartenbak.history.registry import TRACKED, plain

P = ParamSpec("P")
R = TypeVar("R")
ATTEMPTS = 20
SECONDS_OF_ATTEMPTS = 30
# PostgreSQL's advisory lock of those who run again: one at a time.
AGAIN_LOCK = 4_270_017
# PostgreSQL's codes: a serialization failure, a deadlock, a lock that was not free.
BUSY = {"40001", "40P01", "55P03"}
# A row that another writer inserted or removed meanwhile. Other broken constraints are mistakes of the
# program.
OVERTAKEN = {"23503", "23505"}


@dataclass(frozen=True)
class Spec:
    """An operation as other parts know it: its name, the permission it needs and its title.

    One that `changes` nothing is in the history to be known, and there is nothing to undo.
    """

    kind: str
    needs: str
    title: Any
    changes: bool = True


@dataclass(frozen=True)
class Outcome:
    """What came of one operation: its result, its entry in the history (none when nothing changed), its
    warnings.
    """

    result: Any
    operation: int | None = None
    warnings: list[Warning] = field(default_factory=list)


OPERATIONS: dict[str, Spec] = {}


def operation(*, needs: str, title: Any, changes: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an operation: keyword arguments only, `by` says who acts.

    Called inside another operation it joins that one. Otherwise it opens a transaction of its own; a clash
    with another writer (deadlock, a row that both insert) runs it again, so that its own checks can give the
    friendly refusal. `title` is the sentence of the history, filled from the facts given to `about`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        kind = f"{function.__module__.split('.')[1]}.{function.__name__}"
        if kind in OPERATIONS:
            raise ValueError(
                f"There is an operation {kind} already; the history tells them apart by that name"
            )
        spec = declare_long(kind, needs=needs, title=title, changes=changes)

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by: Actor = kwargs["by"]  # type: ignore[assignment]
            if not by.may(needs):
                raise NotAllowed(needs)
            if RUNNING.get() is not None:
                return joined(lambda: function(*args, **kwargs))
            result, recorder = in_transaction(lambda: function(*args, **kwargs), lambda: Recorder(kind, by))
            entry = recorder.operation.pk if recorder.operation else None
            LAST.set(Outcome(None, entry, recorder.warnings))
            return result

        run.spec = spec  # type: ignore[attr-defined]
        return run

    return decorate


def declare_long(kind: str, *, needs: str, title: Any, changes: bool = True) -> Spec:
    """Name a long operation, as `@operation` does for the others."""
    OPERATIONS[kind] = Spec(kind, needs, title, changes)
    return OPERATIONS[kind]


def joined[R](body: Callable[[], R]) -> R:
    """Run an operation as part of the one in progress; one that fails after it wrote something spoils the
    whole.
    """
    recorder = running()
    writes = recorder.writes
    recorder.depth += 1
    try:
        return body()
    except BaseException:
        recorder.spoiled = recorder.spoiled or recorder.writes != writes
        raise
    finally:
        recorder.depth -= 1


def in_transaction[R](body: Callable[[], R], begin: Callable[[], Recorder]) -> tuple[R, Recorder]:
    """Run `body` in a transaction with a record of its own; again when another writer was in the way."""
    started = time.monotonic()
    for attempt in range(1, ATTEMPTS + 1):
        again = attempt < ATTEMPTS and time.monotonic() - started < SECONDS_OF_ATTEMPTS
        recorder = begin()
        try:
            with recording(recorder):
                one_at_a_time(attempt)
                result = body()
        except IntegrityError as failure:
            # Another writer was first. The next run sees his rows, so the operation's own checks give the
            # reason.
            if not again or state_of(failure) not in OVERTAKEN:
                raise
        except OperationalError as failure:
            if not is_clash(failure):
                raise
            if not again or transaction.get_connection().in_atomic_block:
                raise Refused("unavailable.busy") from failure
        else:
            return result, recorder
        # Those who clashed wait differently long, or they would clash again.
        time.sleep(random.uniform(0.01, 0.04) * min(attempt, 5))  # noqa: S311 nothing secret
    raise AssertionError("unreachable")


def one_at_a_time(attempt: int) -> None:
    """Let those who run again go one after another, so that they meet only newcomers in their way, never
    each other.
    """
    if attempt > 1 and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [AGAIN_LOCK])


def is_clash(failure: OperationalError) -> bool:
    """Whether another writer was in the way: a deadlock, a failed serialization, a lock that did not come
    free in time.
    """
    return state_of(failure) in BUSY or "locked" in str(failure)


def state_of(failure: Exception) -> str:
    """PostgreSQL's code of a failure. SQLite has one writer at a time, so nobody can have been in between."""
    return getattr(failure.__cause__, "sqlstate", "") or ""


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


@contextmanager
def attempt() -> Iterator[None]:
    """A part of an operation that may be refused without ending the whole: what it wrote and noted is taken
    back.

    Use this, never a bare `transaction.atomic()`, around what an operation goes on without.
    """
    recorder = running()
    mark = recorder.mark()
    try:
        with transaction.atomic():
            yield
    except BaseException:
        recorder.rewind(mark)
        raise
    finally:
        recorder.release()


LAST: ContextVar[Outcome | None] = ContextVar("what came of the operation that ended last", default=None)


def perform(op: Callable[..., Any], /, **arguments: Any) -> Outcome:
    """Run an operation and tell what came of it, for the doors that say so (pages, REST, command line)."""
    LAST.set(None)
    result = op(**arguments)
    last = LAST.get()
    return Outcome(result, last.operation, last.warnings) if last else Outcome(result)


def about(**facts: Any) -> None:
    """Facts for the title of the operation in progress; those of the outermost operation stand."""
    recorder = running()
    told = {name: fact(value) for name, value in facts.items() if value is not None}
    recorder.facts = recorder.facts | told if recorder.depth == 0 else told | recorder.facts


def fact(value: Any) -> Any:
    """A fact as the record keeps it; a row goes by its name."""
    return str(value) if isinstance(value, Promise) else plain(value)


def warn(key: str, field: str | None = None, **facts: Any) -> None:
    """Tell the caller, in the success answer, of something that was stored but deserves a word."""
    running().warnings.append(Warning(key, field, facts))


class LongOperation:
    """One operation in many transactions, for work that would hold the others up: an import, a bulk
    assignment.

    Each block is one transaction; what is committed stays, and undoing the operation takes all of it back.
    `entry` goes on with an operation whose program was stopped.
    """

    def __init__(
        self, kind: str, by: Actor, *, needs: str, entry: Operation | None = None, **facts: Any
    ) -> None:
        if not by.may(needs):
            raise NotAllowed(needs)
        self.kind, self.by, self.entry = kind, by, entry
        self.facts = (entry.facts if entry else {}) | {name: fact(value) for name, value in facts.items()}
        self.warnings: list[Warning] = []

    def run(self, body: Callable[[], R]) -> R:
        """Run `body` as one transaction of the operation; again, from its beginning, when another writer was
        in the way.
        """
        result, recorder = in_transaction(body, self._begin)
        self._keep(recorder)
        return result

    @contextmanager
    def block(self) -> Iterator[Recorder]:
        """One transaction of the operation, for a caller who begins again by himself when another writer is
        in the way.
        """
        recorder = self._begin()
        with recording(recorder):
            yield recorder
        self._keep(recorder)

    def _begin(self) -> Recorder:
        return Recorder(self.kind, self.by, operation=self.entry, facts=dict(self.facts))

    def _keep(self, recorder: Recorder) -> None:
        self.entry = recorder.operation or self.entry
        self.facts |= recorder.facts
        self.warnings += recorder.warnings


def title(entry: Operation) -> str:
    """What an operation did, in the present language."""
    spec = OPERATIONS.get(entry.kind)
    return filled(spec.title if spec else entry.kind, entry.facts)


def filled(sentence: Any, facts: dict[str, Any]) -> str:
    """A title with its facts; names of tables and titles of undone operations come in the present
    language.
    """
    known = dict(facts)
    if known.get("table") in TRACKED:
        known["what"] = TRACKED[known["table"]].model._meta.verbose_name
    if "of_kind" in known:
        undone = OPERATIONS.get(known["of_kind"])
        known["what"] = filled(undone.title if undone else known["of_kind"], known.get("of_facts", {}))
    return messages.filled(sentence, known)
