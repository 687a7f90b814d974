"""How far the work in hand is: told by the code that does it, heard by whoever runs it (a worker, the command
line).
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from kaartenbak.core.actor import SYSTEM, Actor

# Called with what is done, the total when it is known, and what is being done.
Listener = Callable[[int, int | None, str], None]


class Stopped(BaseException):
    """The work is to end here. Not an error, so nothing that handles errors takes it for one."""


class Cancelled(Stopped):
    """Somebody asked for it."""


_listener: ContextVar[Listener | None] = ContextVar("who hears of progress", default=None)
_actor: ContextVar[Actor] = ContextVar("whom the job acts as", default=SYSTEM)


def report(done: int, total: int | None = None, message: str = "") -> None:
    """Tell how far the work is; costs nothing when nobody listens. Raises `Stopped` when the work is to end
    here.

    Call it between the blocks of a long operation, or as the last thing inside one.
    """
    listener = _listener.get()
    if listener is not None:
        listener(done, total, message)


def acting_as() -> Actor:
    """Whom the job in hand acts as: who asked for it."""
    return _actor.get()


@contextmanager
def heard_by(listener: Listener, *, actor: Actor = SYSTEM) -> Iterator[None]:
    """Run the work of the block with `listener` hearing of its progress."""
    tokens = _listener.set(listener), _actor.set(actor)
    try:
        yield
    finally:
        _listener.reset(tokens[0])
        _actor.reset(tokens[1])
