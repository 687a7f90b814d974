"""A rule that says no: a key that never changes, the field to correct, and the facts its sentence needs."""

from collections.abc import Iterable
from typing import Any

from kaartenbak.core import messages


class Refused(Exception):  # noqa: N818 - a rule that says no is not an error of the program
    """A request that a rule turns down; `str()` is the sentence in the present language.

    `others` are further refusals of the same request, so that a form can show all of them at once.
    """

    def __init__(self, key: str, field: str | None = None, **facts: Any) -> None:
        super().__init__(key)
        self.key = key
        self.field = field
        self.facts = facts
        self.others: tuple[Refused, ...] = ()

    def __str__(self) -> str:
        return messages.text(self.key, self.facts)

    @property
    def all(self) -> "tuple[Refused, ...]":
        """This refusal and the others of the same request, in order."""
        return (self, *self.others)

    @staticmethod
    def together(refusals: "Iterable[Refused]") -> "Refused":
        """One refusal that carries them all; the first gives it its key and field."""
        first, *others = [each for refusal in refusals for each in refusal.all]
        first.others = tuple(others)
        return first


class NotAllowed(Refused):
    """The actor lacks the permission that the operation needs."""

    def __init__(self, needs: str) -> None:
        super().__init__("permission.missing", needs=needs)


class Stale(Refused):
    """The card was changed since the caller read it; `facts` hold the version read and the present one.

    What never was a version comes as a negative number, and reads as none.
    """

    def __init__(self, key: str, *, read: Any = None, present: Any = None) -> None:
        never = isinstance(read, int) and read < 0
        super().__init__(key, read=None if never else read, present=present)


class NotFound(Refused):
    """What the request names does not exist, or the actor may not know of it."""


class Moved(NotFound):
    """What the request names goes by another name now: `facts` hold `ref` as it was asked for, the present `number` and `uid`."""


class Refusals:
    """Collects refusals while the fields of one request are checked one by one.

    >>> found = Refusals()
    >>> with found.collect("email"): check(address)
    >>> found.raise_any()
    """

    def __init__(self) -> None:
        self.found: list[Refused] = []

    def collect(self, field: str | None = None) -> "Refusals.Catch":
        """A block in which a refusal is noted, on `field` if it names none, and not raised."""
        return Refusals.Catch(self, field)

    def add(self, key: str, field: str | None = None, **facts: Any) -> None:
        """Note a refusal without raising it."""
        self.found.append(Refused(key, field, **facts))

    def raise_any(self) -> None:
        """Raise what was noted, together, if there is anything."""
        if self.found:
            raise Refused.together(self.found)

    class Catch:
        """The block of `collect`."""

        def __init__(self, owner: "Refusals", field: str | None) -> None:
            self.owner, self.field = owner, field

        def __enter__(self) -> None:
            return None

        def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
            if not isinstance(error, Refused):
                return False
            error.field = error.field or self.field
            self.owner.found.append(error)
            return True
