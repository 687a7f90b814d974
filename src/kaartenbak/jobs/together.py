"""Work that two processes do together: each takes the next part that nobody has taken yet, or one makes what the other uses."""

import gc
import logging
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain, count, islice, takewhile
from typing import Any, BinaryIO

log = logging.getLogger(__name__)
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
def made_ahead[T](make: Callable[[], Iterator[T]]) -> Iterator[Iterator[T]]:
    """What `make` gives, each made by a copy of this process while this one is busy with the one before.

    The copy holds no file, lock or connection of this process, so `make` opens what it reads and asks no database. Where
    there is no copy, or it fails, this process makes what is left: so errors come up here, and `make` has to give the same
    again.
    """
    if processors() < FEWEST:
        yield make()
        return
    with copied(partial(hand_over, make)) as answers:
        yield received(answers, make)


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
    except BrokenPipeError:
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


def hand_over(make: Callable[[], Iterator[object]], stream: BinaryIO) -> None:
    """In the copy: write what is made, each as soon as the one before was taken, and that it was all."""
    let_go(stream.fileno())
    for each in make():
        pickle.dump((each,), stream, pickle.HIGHEST_PROTOCOL)
        stream.flush()
    pickle.dump((), stream)


def let_go(kept: int) -> None:
    """Close what was copied along, so that no lock or connection outlives the process that it belongs to."""
    os.closerange(3, kept)
    os.closerange(kept + 1, os.sysconf("SC_OPEN_MAX"))


def received[T](answers: BinaryIO, make: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What the copy made; the rest made here, where it ended before its time."""
    for number in count():
        try:
            made = pickle.load(answers)  # noqa: S301 - our own copy wrote it
        except (EOFError, pickle.UnpicklingError):
            yield from islice(make(), number, None)
            return
        if not made:
            return
        yield from made
