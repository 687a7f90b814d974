"""The alternative addresses of the panel as markup; a card may have fifty, so they are flat templates (`web/flat.py`)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from kaartenbak.contacts.models import AlternativeAddress
from kaartenbak.web.flat import filled


@dataclass(frozen=True)
class ShownPeriod:
    """A period in words; `meets` is the code of another address that holds at the same time, if any."""

    words: str
    meets: str
    edit: str


@dataclass(frozen=True)
class ShownAddress:
    """An alternative address as the panel shows it; `holds` says that it does on the chosen day.

    `more` is the number of periods that are not shown.
    """

    address: AlternativeAddress
    colour: int
    place: str
    ways: list[tuple[str, str]]
    periods: list[ShownPeriod]
    more: int
    holds: bool
    edit: str

    @property
    def company(self) -> str:
        """The names that stand above the person's on an envelope."""
        return ", ".join(filter(None, (self.address.company_name, self.address.company_name_2)))


def drawn(addresses: Iterable[ShownAddress], all_at: str) -> SafeString:
    """The addresses one below the other; `all_at` is where all periods are shown."""
    return filled("contacts/_address.html", *(row(each, all_at) for each in addresses))


def row(each: ShownAddress, all_at: str) -> dict[str, Any]:
    """What is shown of an address."""
    return {
        "id": each.address.pk,
        "code": each.address.code,
        "colour": each.colour,
        "holds": each.holds,
        "edit": each.edit,
        "company": each.company,
        "place": each.place,
        "ways": filled("contacts/_address_way.html", *({"value": v, "href": h} for v, h in each.ways)),
        "periods": filled("contacts/_address_period.html", *(vars(period) for period in each.periods)),
        "more": more_periods(each.more, all_at) if each.more else "",
    }


def more_periods(more: int, all_at: str) -> SafeString:
    """The way to the periods that are not shown."""
    words = ngettext("%(more)s more period", "%(more)s more periods", more) % {"more": more}
    return filled("contacts/_address_more.html", {"words": words, "all_at": all_at})
