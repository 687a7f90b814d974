"""How a command ends: its exit status, and the sentence for what was refused."""

import sys
import warnings

from kaartenbak.cli.program import SettingsError
from kaartenbak.core.refusals import Refused

DONE, REFUSED, INTERRUPTED = 0, 1, 130


def say(line: str = "") -> None:
    """A line of the answer."""
    print(line, flush=True)


def reasons(failure: Exception) -> list[str]:
    """A sentence for each thing that is wrong; none when the program itself is, whose traceback helps to mend it."""
    if isinstance(failure, SettingsError):
        return [str(failure)]
    refusal = failure if isinstance(failure, Refused) else outside(failure)
    return [str(each) for each in refusal.all] if refusal else []


def outside(failure: Exception) -> Refused | None:
    """What is wrong around the program: the database does not answer, a file cannot be read."""
    from django.db import InterfaceError, OperationalError

    if isinstance(failure, (OperationalError, InterfaceError)):
        return Refused("cli.database", reason=first_line(failure))
    if isinstance(failure, OSError) and failure.strerror:
        return Refused("cli.file", file=str(failure.filename or ""), reason=failure.strerror)
    return None


def first_line(failure: Exception) -> str:
    """What the database said, without the lines that only its administrator reads."""
    return (str(failure).strip().splitlines() or [type(failure).__name__])[0]


def complain(sentences: list[str]) -> None:
    """Say why it was not done."""
    print(*sentences, sep="\n", file=sys.stderr)


def warn_in_one_line() -> None:
    """A warning of a library is a line, without the line of code it came from."""
    warnings.formatwarning = lambda message, *_: f"{message}\n"
