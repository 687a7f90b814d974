"""Work that two processes do together."""

import os
import signal
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from kaartenbak.jobs.progress import Stopped
from kaartenbak.jobs.together import made_ahead, processors, shared_out

pytestmark = pytest.mark.skipif(
    processors() < 2, reason="With one processor nobody helps; the answer is the same."
)


type Making[T] = Generator[tuple[T | None, Any], Any]


def nobody(_part: int) -> None:
    """Hears of the parts and does nothing."""


def children() -> str:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text("ascii")


def test_each_part_is_done_once_and_comes_back_in_order():
    begun: list[int] = []
    found = shared_out(200, lambda part: part * part, begun.append)

    assert found == [part * part for part in range(200)]
    assert begun[0] == 0
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize("parts", [0, 1])
def test_what_has_no_two_parts_needs_no_help(parts):
    assert shared_out(parts, lambda _part: os.getpid(), nobody) == [os.getpid()] * parts


def test_the_helper_takes_a_part_while_this_process_is_busy():
    ours, theirs = os.pipe()

    def work(part: int) -> int:
        # The first part is ours, and is done when the second one is.
        os.write(theirs, b".") if part else os.read(ours, 1)
        return os.getpid()

    first, second = shared_out(2, work, nobody)
    os.close(ours)
    os.close(theirs)

    assert (first == os.getpid(), second == os.getpid()) == (True, False)


def test_a_large_find_comes_back_whole():
    found = shared_out(4, lambda part: [part] * 100_000, nobody)

    assert [(each[0], len(each)) for each in found] == [(part, 100_000) for part in range(4)]


def test_work_that_is_stopped_leaves_no_process_behind():
    before = children()

    def stop(_part: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        shared_out(1_000, lambda part: part, stop)

    assert children() == before


ALONE = """
import os
from kaartenbak.jobs.together import shared_out

here = os.getpid()

def work(part):
    # This process never ends its first part; the helper has all the others, and more to hand over than a pipe holds.
    return os.read(os.pipe()[0], 1) if os.getpid() == here else b"." * 100_000 + os.write(1, b".").to_bytes()

shared_out(8, work, lambda part: None)
"""


def test_a_helper_ends_when_the_process_that_it_helps_is_killed():
    with subprocess.Popen([sys.executable, "-c", ALONE], stdout=subprocess.PIPE) as helped:
        assert helped.stdout is not None
        helped.stdout.read(1)
        helped.send_signal(signal.SIGKILL)
        # The other end of this pipe is closed when the helper, too, is gone; it would wait for ever.
        helped.stdout.read()

    assert helped.returncode == -signal.SIGKILL


def test_a_helper_that_fails_is_told():
    here = os.getpid()

    def work(part: int) -> int:
        if os.getpid() != here:
            raise ValueError
        # The failure is there before this process is done.
        os.waitid(os.P_PID, int(children().split()[-1]), os.WEXITED | os.WNOWAIT)
        return part

    with pytest.raises(ChildProcessError):
        shared_out(2, work, nobody)


def test_what_is_made_ahead_comes_in_order_and_from_a_copy():
    with made_ahead(lambda: (((number, os.getpid()), None) for number in range(200)), nobody) as made:
        found = list(made)

    assert [number for number, _process in found] == list(range(200))
    assert os.getpid() not in {process for _number, process in found}


def test_a_copy_that_makes_ahead_holds_no_file_of_this_process():
    ours, theirs = os.pipe()

    def make() -> Making[bool]:
        yield Path(f"/proc/self/fd/{theirs}").exists(), None

    with made_ahead(make, nobody) as made:
        assert list(made) == [False]
    os.close(ours)
    os.close(theirs)


def test_what_a_copy_that_ends_early_did_not_make_is_made_here():
    here = os.getpid()

    def make() -> Making[bool]:
        for number in range(5):
            if number == 3 and os.getpid() != here:
                os._exit(1)
            yield os.getpid() == here, None

    with made_ahead(make, nobody) as made:
        assert list(made) == [False, False, False, True, True]


def test_an_error_while_making_ahead_is_raised_here_in_its_place():
    def make() -> Making[int]:
        yield 1, None
        raise ValueError("the second")

    with made_ahead(make, nobody) as made:
        assert next(made) == 1
        with pytest.raises(ValueError, match="the second"):
            next(made)


def test_making_ahead_that_is_stopped_leaves_no_process_behind():
    before = children()

    def make() -> Making[str]:
        yield from [("." * 100_000, None)] * 1_000

    with made_ahead(make, nobody) as made:
        assert len(next(made)) == 100_000
        assert children() != before

    assert children() == before


def test_what_is_asked_is_answered_by_this_process_before_the_next_is_made():
    def make() -> Making[tuple[int, int]]:
        made, answer = None, None
        for number in range(4):
            answer = yield made, number
            made = (number, answer)
        yield made, None

    with made_ahead(make, lambda number: os.getpid() + number) as found:
        assert list(found) == [(number, os.getpid() + number) for number in range(4)]


def test_answers_and_what_is_made_may_be_larger_than_a_pipe_holds():
    def make() -> Making[bytes]:
        answer = yield b"." * 200_000, 1
        yield answer, None

    with made_ahead(make, lambda number: b"," * 200_000) as found:
        assert [each[:1] * len(each) == each for each in found] == [True, True]
