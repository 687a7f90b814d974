"""Doing something that no two programs of one machine may do at once."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def locked_file(path: Path, *, wait: bool = True) -> Iterator[bool]:
    """Hold `path` until the block ends, or until the program does, however that comes about.

    Gives whether it is held: without `wait`, it is not when somebody else holds it. Where the system knows no such locks
    everybody holds it.
    """
    try:
        import fcntl
    except ImportError:
        yield True
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        held = True
    except BlockingIOError:
        held = False
    try:
        yield held
    finally:
        os.close(descriptor)
