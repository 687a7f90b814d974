"""Work that two processes do together: each takes the next part that nobody has taken yet, or one makes what the other uses."""

import gc
import logging
import os
import pickle
import signal
from collections.abc import Callable, Collection, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import chain, islice, takewhile
from typing import Any, BinaryIO

log = logging.getLogger(__name__)
# What makes things one after the other, each with a question whose answer it is sent.
type Make[T] = Callable[[], Generator[tuple[T | None, Any], Any]]
# A part's number as it stands in the pipe from which the two processes take.
WIDTH = 4
FEWEST = 2


def shared_out[T](parts: int, work: Callable[[int], T], told: Callable[[int], None]) -> list[T]:
    """What `work` makes of each of so many parts, in their order.

    A copy of this process helps where the machine has a second processor. It sees everything as it is now and its results
    come back; `work` changes nothing else and asks no database, since the copy has no connection of its own. `told`
    hears in this process which part it begins, and may raise to end the work.
    """
    if parts < FEWEST or processors() < FEWEST:
        return list(one_by_one(parts, work, told))
    waiting = row_of(parts)
    mine = taken(waiting)
    # Taken before there is a helper, so that this process always does some of the work.
    first = next(mine)
    try:
        with copied(partial(do_parts, os.getpid(), waiting, work)) as answers:
            found = {}
            for part in chain([first], mine):
                told(part)
                found[part] = work(part)
            found |= found_by_helper(answers)
    finally:
        os.close(waiting)
    return [found[part] for part in range(parts)]


@contextmanager
def made_ahead[T](make: Make[T], answer: Callable[[Any], object]) -> Iterator[Iterator[T]]:
    """What `make` gives, each made by a copy of this process while this one is busy with the one before.

    It gives each with a question, or a question alone first, and is sent what `answer` says of it in this process. The copy
    holds no file, lock or connection of this process, so `make` opens what it reads and asks no database. Where there is no
    copy, or it fails, this process makes what is left and answers nothing: so errors come up here, and `make` has to give the
    same again, and to do without answers.
    """
    if processors() < FEWEST:
        yield unanswered(make)
        return
    out, into = os.pipe()
    with (
        os.fdopen(out, "rb") as told,
        os.fdopen(into, "wb") as way,
        copied(partial(hand_over, make, told)) as made,
    ):
        # With our own end of it closed, answering a copy that is gone is an error, and no waiting for ever.
        told.close()
        yield received(made, make, partial(send, way, answer))


def processors() -> int:
    """How many this process may use; one where the system does not say, or copies no process."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def one_by_one[T](parts: int, work: Callable[[int], T], told: Callable[[int], None]) -> Iterator[T]:
    """What `work` makes of each part, done by this process alone."""
    for part in range(parts):
        told(part)
        yield work(part)


def row_of(parts: int) -> int:
    """A pipe with the numbers of the parts that wait, to be read by both."""
    out, into = os.pipe()
    os.write(into, b"".join(part.to_bytes(WIDTH) for part in range(parts)))
    os.close(into)
    return out


def taken(waiting: int) -> Iterator[int]:
    """The numbers of parts, each taken from the pipe when it is asked for."""
    while number := os.read(waiting, WIDTH):
        yield int.from_bytes(number)


@contextmanager
def copied(work: Callable[[BinaryIO], None]) -> Iterator[BinaryIO]:
    """A copy of this process that does `work`, for the length of the block, and what it writes; it ends with the block however
    that ends.
    """
    out, into = os.pipe()
    # What is there now is no garbage; looking for some would touch, and so copy, all the memory that both share.
    gc.freeze()
    process = os.fork()
    if not process:
        # With our own end of it closed, writing to a parent that was killed is an error, and no waiting for ever.
        os.close(out)
        help_and_end(work, into)
    os.close(into)
    try:
        with os.fdopen(out, "rb") as answers:
            yield answers
    finally:
        gc.unfreeze()
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)


def help_and_end(work: Callable[[BinaryIO], None], into: int) -> None:
    """In the copy: do the work, and end without tidying up what is the other's."""
    status = 1
    try:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        with os.fdopen(into, "wb") as stream:
            work(stream)
        status = 0
    except (BrokenPipeError, EOFError):
        # Whom we helped is gone.
        pass
    except Exception:
        log.exception("A process that helped has failed")
    finally:
        os._exit(status)


def do_parts(parent: int, waiting: int, work: Callable[[int], object], stream: BinaryIO) -> None:
    """In the copy: do the parts that nobody has taken while the parent lives, and hand over what was found."""
    alive = takewhile(lambda _part: os.getppid() == parent, taken(waiting))
    pickle.dump({part: work(part) for part in alive}, stream)


def found_by_helper(answers: BinaryIO) -> dict[int, Any]:
    """What the copy found; waits until it has done its last part."""
    try:
        found: dict[int, Any] = pickle.load(answers)  # noqa: S301 - our own copy wrote it
    except EOFError:
        raise ChildProcessError("The process that helped ended before its work was done.") from None
    return found


def hand_over(make: Make[object], told: BinaryIO, stream: BinaryIO) -> None:
    """In the copy: write what is made, each as soon as the one before was taken, and that it was all."""
    let_go({stream.fileno(), told.fileno()})
    making = make()
    with suppress(StopIteration):
        each = next(making)
        while True:
            pickle.dump(each, stream, pickle.HIGHEST_PROTOCOL)
            stream.flush()
            # Not kept in memory while the next is made.
            del each
            # Only after all was taken is there an answer, so that neither process waits for the other to read.
            each = making.send(pickle.load(told))  # noqa: S301 - the process that we help wrote it
    pickle.dump((), stream)


def let_go(kept: Collection[int]) -> None:
    """Close what was copied along, so that no lock or connection outlives the process that it belongs to."""
    first = 3
    for number in sorted(kept):
        os.closerange(first, number)
        first = number + 1
    os.closerange(first, os.sysconf("SC_OPEN_MAX"))


def send(way: BinaryIO, answer: Callable[[Any], object], question: Any) -> None:
    """Answer a question of the copy; one that is gone needs no answer."""
    with suppress(BrokenPipeError), os.fdopen(os.dup(way.fileno()), "wb") as stream:
        pickle.dump(None if question is None else answer(question), stream, pickle.HIGHEST_PROTOCOL)


def received[T](answers: BinaryIO, make: Make[T], tell: Callable[[Any], None]) -> Iterator[T]:
    """What the copy made; the rest made here, where it ended before its time."""
    taken = 0
    while True:
        try:
            made = pickle.load(answers)  # noqa: S301 - our own copy wrote it
        except (EOFError, pickle.UnpicklingError):
            yield from islice(unanswered(make), taken, None)
            return
        if not made:
            return
        each, question = made
        tell(question)
        if each is not None:
            taken += 1
            # Not kept in memory while the next is read.
            del made
            yield each
            del each


def unanswered[T](make: Make[T]) -> Iterator[T]:
    """What `make` gives when nobody answers."""
    return (each for each, _question in make() if each is not None)
