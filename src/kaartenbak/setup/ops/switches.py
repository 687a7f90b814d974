"""Changing the one record of switches and defaults."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.actor import Actor
from kaartenbak.core.events import publish
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import operation
from kaartenbak.setup.events import SetupChanged
from kaartenbak.setup.models import CodeTable, Country, Salesperson, Setup
from kaartenbak.setup.ops.versions import locked, refuse_stale
from kaartenbak.setup.queries import by_code, code_or_refuse, the_setup
from kaartenbak.setup.rules import codes, regions
from kaartenbak.setup.rules.fields import Flag
from kaartenbak.setup.rules.switches import HIGHEST_HIT, LOWEST_HIT, Duplicates, coupled
from kaartenbak.setup.switches import CODES, CORRESPONDENCE_TYPES, GROUPS

COLUMNS = {field.name for field in Setup._meta.concrete_fields if not field.primary_key}
ALPHA_2 = 2


@operation(needs="setup.change", title=_("Changed the setup"))
def change_setup(*, version: int | None = None, by: Actor, **values: Any) -> Setup:
    """Change switches and defaults, by the names of their columns; a value that is a code is given as text.

    The switches of the duplicates take each other along (contacts.md §16.5).
    """
    present = existing(version)
    wanted = cleaned(values)
    wanted |= with_their_partner(present, wanted)
    before = {name: getattr(present, name) for name in wanted}
    store.update(present, **wanted)
    changed = frozenset(name for name, value in wanted.items() if value != before[name])
    if changed:
        publish(SetupChanged(changed))
    return the_setup()


def existing(version: int | None) -> Setup:
    """The record, locked; made at its first change."""
    setup = the_setup()
    if not setup._state.adding:
        return locked(setup, version)
    refuse_stale(setup, version)
    return store.create(setup)


def cleaned(values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are kept; everything wrong is refused together."""
    found = Refusals()
    wanted = {}
    for name, value in values.items():
        with found.collect(name):
            if name not in COLUMNS:
                raise Refused("field.unknown", field=name, name=name)
            wanted[name] = checked(name, value)
    found.raise_any()
    return wanted


def checked(name: str, value: Any) -> Any:
    """One value as it is kept."""
    if name in CODES:
        return chosen(code_or_refuse(CODES[name], as_text(name, value), name), name)
    check = CHECKS.get(name) or flag
    return check(name, value)


def chosen(row: CodeTable | None, name: str) -> CodeTable | None:
    """The code, unless it is a salesperson who may not be chosen."""
    if isinstance(row, Salesperson) and row.privacy_blocked:
        raise Refused("salesperson.blocked", field=name, code=row.code)
    return row


def flag(name: str, value: Any) -> bool:
    return Flag(name, name).clean(value)


def as_text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Refused("value.type", field=name, expected=_("text"))
    return text.clean(value, name)


def hit_percentage(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not LOWEST_HIT <= value <= HIGHEST_HIT:
        raise Refused("duplicates.setup_range", field=name, value=value, low=LOWEST_HIT, high=HIGHEST_HIT)
    return value


def home_country(name: str, value: Any) -> str:
    code = as_text(name, value).upper()
    if not code:
        raise Refused("value.required", field=name)
    if len(code) != ALPHA_2 or by_code(Country, code) is None:
        raise Refused("setup.home_country", field=name, code=code)
    return code


def correspondence_type(name: str, value: Any) -> str:
    kind = as_text(name, value)
    if kind not in CORRESPONDENCE_TYPES:
        raise Refused("value.choice", field=name, value=kind, choices=", ".join(CORRESPONDENCE_TYPES[1:]))
    return kind


def format_region(name: str, value: Any) -> str:
    tag = as_text(name, value)
    return regions.checked(tag, name) if tag else ""


def relation_code(name: str, value: Any) -> str:
    code = as_text(name, value)
    return codes.checked(code, 11, name) if code else ""


CHECKS: dict[str, Callable[[str, Any], Any]] = {
    "duplicates_hit_percentage": hit_percentage,
    "home_country": home_country,
    "default_correspondence_type": correspondence_type,
    "default_format_region": format_region,
} | dict.fromkeys(GROUPS[2].columns.values(), relation_code)


def with_their_partner(present: Setup, wanted: dict[str, Any]) -> dict[str, bool]:
    """The two switches of the duplicates after a change of one of them."""
    prefix = "duplicates_"
    given = {name: wanted[prefix + name] for name in Duplicates._fields if prefix + name in wanted}
    if not given:
        return {}
    after = coupled(Duplicates(present.duplicates_maintain, present.duplicates_automatic), given)
    return {prefix + name: value for name, value in after._asdict().items()}
