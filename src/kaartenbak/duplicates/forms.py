"""What a reader chose on the page where cards stand side by side."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.duplicates.rules.merging import Settled
from kaartenbak.web.forms import Dressed
from kaartenbak.web.widgets import Combobox

LONGEST = 60
# A card, a table and a key: where a conflict is.
Place = tuple[str, str, str]


@dataclass(frozen=True)
class Picked:
    """The choices: the card each line is taken from, the rows that are ticked (none: nothing was asked yet), how conflicts
    end, and the versions that were looked at.
    """

    take: Mapping[str, str] = field(default_factory=dict)
    ticked: frozenset[str] | None = None
    settled: Mapping[Place, Settled] = field(default_factory=dict)
    versions: Mapping[str, int] = field(default_factory=dict)

    def all_from(self, number: str, lines: Iterable[str]) -> "Picked":
        """The same with every line taken from one card."""
        return replace(self, take=dict.fromkeys(lines, number))


def picked(posted: QueryDict) -> Picked:
    """The choices that were sent."""
    take = {name[5:]: str(value) for name, value in posted.items() if name.startswith("take.")}
    settled = {
        place: settled_by(posted, str(how), name)
        for name, how in posted.items()
        if (place := place_of(name)) is not None
    }
    versions = dict(each.rsplit(":", 1) for each in posted.getlist("version") if ":" in each)
    return Picked(
        take,
        frozenset(posted.getlist("row")),
        settled,
        {number: int(text) for number, text in versions.items() if is_version(text)},
    )


def is_version(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def place_of(name: str) -> Place | None:
    """The conflict that a field of the form settles; none when it is another field."""
    sort, *parts = name.split("|")
    return (parts[0], parts[1], parts[2]) if sort == "settle" and len(parts) == 3 else None


def settled_by(posted: QueryDict, how: str, name: str) -> Settled:
    """How one conflict was settled."""
    place = name.removeprefix("settle|")
    if how == "rename":
        # A blank key stays one, so that the operation can say what is wrong with it.
        return Settled(rename=posted.get(f"rename|{place}", "").strip()[:LONGEST] or " ")
    return Settled(take=tuple(each[:LONGEST] for each in posted.getlist(f"pick|{place}")))


class OtherCardForm(Dressed, forms.Form):
    """Which card is the same as this one."""

    other = forms.CharField(label=_("Merge with"), max_length=200)

    def __init__(self, contact: Contact, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].widget = Combobox(
            f"duplicates:{contact.kind}-choices", attrs={"class": "control"}
        )


def numbers_of(asked: QueryDict) -> Sequence[str]:
    """The numbers of the cards that are to be merged, each once."""
    return list(
        dict.fromkeys(
            each.strip().replace("\0", "")[:LONGEST] for each in asked.getlist("with") if each.strip()
        )
    )
