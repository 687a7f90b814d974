"""How a form runs an operation.

The pages lie below the history and may not import it; `config/assembly.py` says once how operations run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


class Outcome(Protocol):
    """What came of an operation: its result, the number it has in the history, and what deserves a look."""

    @property
    def result(self) -> Any: ...
    @property
    def operation(self) -> Any: ...
    @property
    def warnings(self) -> Sequence[Any]: ...


@dataclass(frozen=True)
class Plain:
    """The outcome of a callable that no history follows."""

    result: Any
    operation: Any = None
    warnings: Sequence[Any] = ()


class Performer(Protocol):
    def __call__(self, op: Callable[..., Any], /, **arguments: Any) -> Outcome: ...


def plainly(op: Callable[..., Any], /, **arguments: Any) -> Outcome:
    return Plain(op(**arguments))


_performer: list[Performer] = [plainly]


def perform_with(performer: Performer) -> None:
    """Let forms perform operations by `performer`, which is `history.operations.perform` in the product."""
    _performer[0] = performer


def perform(op: Callable[..., Any], /, **arguments: Any) -> Outcome:
    return _performer[0](op, **arguments)
