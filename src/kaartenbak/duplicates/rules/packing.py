"""Cards in comparable forms, one behind the other in a row of bytes: a third of what they take as objects, and a process that
reads them copies nothing.
"""

import marshal
from array import array

from kaartenbak.duplicates.rules.features import Features


class Pack:
    """Cards by their places; each is made anew when it is asked for."""

    def __init__(self) -> None:
        self.data, self.ends = bytearray(), array("Q", [0])

    def __len__(self) -> int:
        return len(self.ends) - 1

    def __getitem__(self, place: int) -> Features:
        written = self.data[self.ends[place] : self.ends[place + 1]]
        # What `add` wrote has as many values as a card has.
        return tuple.__new__(Features, marshal.loads(written))  # noqa: S302 - we wrote it ourselves

    def add(self, card: Features) -> None:
        """Put a card behind those that are there."""
        self.data += marshal.dumps(tuple(card))
        self.ends.append(len(self.data))

    def add_all(self, others: "Pack") -> None:
        """Put other cards behind these."""
        behind = len(self.data)
        self.data += others.data
        self.ends.extend(behind + end for end in others.ends[1:])
