"""A terminal for the tests of commands."""

import io
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from kaartenbak.cli.main import main


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()


@dataclass
class Terminal:
    """Runs `kaartenbak` within the test, in English."""

    capture: pytest.CaptureFixture[str]
    patch: pytest.MonkeyPatch

    def __call__(self, *arguments: str, stdin: str = "") -> Answer:
        self.patch.setenv("LC_ALL", "C.UTF-8")
        self.patch.setattr(sys, "stdin", io.StringIO(stdin))
        status = ended(arguments)
        printed = self.capture.readouterr()
        return Answer(status, printed.out, printed.err)


def ended(arguments: Sequence[str]) -> int:
    try:
        return main(arguments)
    except SystemExit as end:
        return int(end.code or 0)
