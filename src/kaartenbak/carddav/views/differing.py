"""What was proposed beside what the register says, in words."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.queries.proposals import differences_of
from kaartenbak.carddav.rules.differences import ADDRESSES, COMMENT, OTHER_LINES, PICTURE, Difference
from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.contacts.models import Channel
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views.lines import spoken_day

OTHERS: dict[str, Any] = {
    PICTURE: gettext_lazy("Picture"),
    OTHER_LINES: gettext_lazy("Further details"),
    COMMENT: gettext_lazy("Note"),
    ADDRESSES: gettext_lazy("Alternative addresses"),
}


@dataclass(frozen=True)
class Line:
    """One field as the page shows it, each side in lines."""

    label: str
    now: list[str]
    proposed: list[str]
    given: list[str]
    is_stale: bool


@dataclass(frozen=True)
class Shown:
    """A proposal as a page shows it; `first`: the keys of the page act on it."""

    proposal: Proposal
    first: bool = True

    @cached_property
    def lines(self) -> list[Line]:
        """The fields that would change."""
        return [line_of(each) for each in differences_of(self.proposal)]

    @property
    def is_new(self) -> bool:
        return self.proposal.kind == Proposal.Kind.NEW

    @property
    def is_removal(self) -> bool:
        return self.proposal.kind == Proposal.Kind.REMOVAL

    @property
    def waits(self) -> bool:
        return self.proposal.state == Proposal.State.PENDING


def line_of(each: Difference) -> Line:
    """A difference in words."""
    now, proposed, given = (in_words(each.name, side) for side in (each.now, each.proposed, each.given))
    return Line(label_of(each.name), now, proposed, given, each.is_stale)


def label_of(name: str) -> str:
    """What a field is called."""
    if name in OTHERS:
        return str(OTHERS[name])
    if name in GROUPINGS:
        return str(GROUPINGS[name].title)
    return str(Channel.Kind(name).label) if name in Channel.Kind.values else FIELDS[name].title


def in_words(name: str, texts: tuple[str, ...]) -> list[str]:
    """The texts of a side; of a picture only that there is one, and a birthday as a reader writes it."""
    if name == PICTURE:
        return [_("a picture") for _each in texts]
    return [day_or_text(each) for each in texts] if name == "birthday" else list(texts)


def day_or_text(text: str) -> str:
    """A birthday in words; what is none stays as it was sent."""
    try:
        return spoken_day(text)
    except (KeyError, ValueError):
        return text
