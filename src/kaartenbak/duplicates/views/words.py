"""What was found of two cards, in words."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.rules import comparing as kinds

FIELDS: dict[str, Any] = {
    "first_name": _("First name"),
    "surname": _("Surname"),
    "name": _("Name"),
    "form": _("Legal form"),
    "tax": _("VAT or enterprise number"),
    "birthday": _("Birthday"),
    "phone": _("Phone"),
    "email": _("E-mail"),
    "website": _("Website"),
    "street": _("Street"),
    "street_2": _("Address 2"),
    "place": _("City"),
    "company": _("Company"),
}
KINDS: dict[str, Any] = {
    kinds.SAME: _("the same"),
    kinds.WRITTEN: _("the same, written differently"),
    kinds.NEAR: _("nearly the same"),
    kinds.PART: _("one is a part of the other"),
    kinds.RELATED: _("two forms of one name"),
    kinds.INITIAL: _("the initials fit"),
    kinds.SWAPPED: _("first and last name changed places"),
    kinds.SHARED: _("the same, but many share it"),
    kinds.DAY: _("the same day, the year is missing"),
    kinds.STREET: _("the same street, another number"),
    kinds.LOOSE: _("hardly alike"),
    kinds.DIFFERENT: _("different"),
}
AGAINST = {kinds.LOOSE, kinds.DIFFERENT}


class Said(NamedTuple):
    """One field of the evidence: its name, what was found, and whether that speaks against the two being one."""

    field: Any
    found: Any
    against: bool


def said_of(pair: Suspect) -> list[Said]:
    """The evidence of a pair: what speaks for it first."""
    found = [Said(FIELDS[field], KINDS[kind], kind in AGAINST) for field, kind in known(pair.evidence)]
    return sorted(found, key=lambda each: each.against)


def known(evidence: Iterable[Iterable[str]]) -> Iterable[tuple[str, str]]:
    """Fields and kinds that this program has words for; what an older one kept may have others."""
    return ((field, kind) for field, kind in evidence if field in FIELDS and kind in KINDS)
