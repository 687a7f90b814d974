"""Work that two processes do together: each takes the next part that nobody has taken yet."""

import gc
import logging
import os
import pickle
import signal
from collections.abc import Callable, Iterator
from itertools import chain, takewhile

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
    with Helper(waiting, work) as helper:
        found = {}
        for part in chain([first], mine):
            told(part)
            found[part] = work(part)
        found |= helper.found()
    return [found[part] for part in range(parts)]


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


class Helper[T]:
    """A copy of this process, for the length of the block; it ends with the block however that ends."""

    def __init__(self, waiting: int, work: Callable[[int], T]) -> None:
        self.waiting, self.work = waiting, work

    def __enter__(self) -> "Helper[T]":
        self.out, into = os.pipe()
        # What is there now is no garbage; looking for some would touch, and so copy, all the memory that both share.
        gc.freeze()
        self.parent = os.getpid()
        self.process = os.fork()
        if not self.process:
            self.help(into)
        os.close(into)
        return self

    def help(self, into: int) -> None:
        """In the copy: do parts, hand over what was found, and end without tidying up what is the other's."""
        status, parent = 1, self.parent
        # With our own end of it closed, writing to a parent that was killed is an error, and no waiting for ever.
        os.close(self.out)
        try:
            for number in (signal.SIGINT, signal.SIGTERM):
                signal.signal(number, signal.SIG_DFL)
            alive = takewhile(lambda _part: os.getppid() == parent, taken(self.waiting))
            found = {part: self.work(part) for part in alive}
            with os.fdopen(into, "wb") as stream:
                pickle.dump(found, stream)
            status = 0
        except Exception:
            log.exception("A process that helped has failed")
        finally:
            os._exit(status)

    def found(self) -> dict[int, T]:
        """What the copy found; waits until it has done its last part."""
        with os.fdopen(os.dup(self.out), "rb") as stream:
            try:
                found: dict[int, T] = pickle.load(stream)  # noqa: S301 - our own copy wrote it
            except EOFError:
                raise ChildProcessError("The process that helped ended before its work was done.") from None
        return found

    def __exit__(self, *_: object) -> None:
        gc.unfreeze()
        os.close(self.out)
        os.close(self.waiting)
        os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
