"""What an import does with a row, and what may become of it."""

from enum import StrEnum
from typing import NamedTuple


class Mode(StrEnum):
    """What to do with a row whose card is there already, and with one whose card is not."""

    CREATE = "create"  # leave the card alone; make one that is not there
    UPDATE = "update"  # give the card the row's values; make none
    FILL = "fill"  # give the card the values it does not have yet; make none
    UPSERT = "upsert"  # as update, and make the card that is not there

    @property
    def makes(self) -> bool:
        """Whether a card that is not there is made."""
        return self in {Mode.CREATE, Mode.UPSERT}

    @property
    def changes(self) -> bool:
        """Whether a card that is there is changed."""
        return self is not Mode.CREATE


class Outcome(StrEnum):
    """What became of a row; each row has one, so their numbers always add up to the rows of the file.

    A row is linked when its card was there and only its company is new; skipped when there was nothing to do.
    """

    CREATED = "created"
    UPDATED = "updated"
    LINKED = "linked"
    SKIPPED = "skipped"
    REJECTED = "rejected"


class Choice(StrEnum):
    """What somebody may choose for a row that may stand for a card that is there."""

    CREATE = "create"
    UPDATE = "update"
    SKIP = "skip"


class Decision(NamedTuple):
    """What was chosen for a row, and the number of the card that it may stand for."""

    choice: Choice
    contact: str = ""

    @property
    def told(self) -> str:
        """As it is kept."""
        return f"{self.choice.value}:{self.contact}"

    @classmethod
    def of(cls, told: str) -> "Decision":
        """From what was kept."""
        choice, _, contact = told.partition(":")
        return cls(Choice(choice), contact)


class Phase(StrEnum):
    """A file is read twice: its companies first, so that its people find them, wherever they stand in it."""

    COMPANIES = "companies"
    PEOPLE = "people"
    DONE = "done"


# By what a row's card can be found, in the order in which they are tried.
MATCHES = ("number", "uid", "external_id", "vat_number", "email", "name")
# What several cards may share is used only when that is asked for.
DEFAULT_MATCH = ("number", "uid", "external_id")
