"""What is known of a user beside his name and role, and how he changes it himself."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from kaartenbak.accounts import queries
from kaartenbak.accounts.models import User
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import email, text
from kaartenbak.core.refusals import Refusals, Refused
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

LIMITS = {"name": 100, "email": 80}


@operation(needs="own.change", title=_("{user} changed their own profile"))
def change_own_profile(*, by: Actor, **details: Any) -> User:
    """Change one's own `name`, `email`, `language`, `salesperson` or `work_date`; the role is for others to
    change.
    """
    user = store.lock(queries.user_of(by))
    about(user=str(user))
    store.update(user, **checked_details(details))
    return user


def checked_details(details: dict[str, Any]) -> dict[str, Any]:
    """The details as they are kept; everything wrong is refused together."""
    found, values = Refusals(), {}
    for name, value in details.items():
        with found.collect(name):
            if name not in CHECKS:
                raise Refused("field.unknown", field=name, name=name)
            values[name] = CHECKS[name](value)
    found.raise_any()
    return values


def checked_name(value: str | None) -> str:
    """A name of at most the length of its column."""
    return fitting(text.clean(value or "", "name"), "name")


def checked_email(value: str | None) -> str:
    """An address, or none."""
    address = text.clean(value or "", "email")
    if address and (";" in address or not email.validated(address)):
        raise Refused("email.not_one", field="email", address=address[:80])
    return fitting(address, "email")


def checked_language(value: str | None) -> str:
    """A language that the pages have; blank follows the browser."""
    wanted = (value or "").strip().lower().split("-")[0]
    known = [code for code, _name in settings.LANGUAGES]
    if wanted and wanted not in known:
        raise Refused("value.choice", field="language", value=str(value)[:40], choices=", ".join(known))
    return wanted


def checked_salesperson(value: "models.Model | str | None") -> models.Model | None:
    """A salesperson, given as such or by code; blank for none."""
    if not isinstance(value, str):
        return value
    code = value.strip().upper()
    found = queries.salesperson(code) if code else None
    if code and found is None:
        raise Refused("reference.unknown", field="salesperson", what=_("salesperson"), code=code[:40])
    return found


def checked_work_date(value: date | None) -> date | None:
    """The day that counts as today, or the real one."""
    return value


def fitting(value: str, field: str) -> str:
    """`value`, if it fits its column."""
    limit = LIMITS[field]
    if len(value) > limit:
        raise Refused("value.too_long", field=field, field_label=field, limit=limit, length=len(value))
    return value


CHECKS: dict[str, Callable[[Any], Any]] = {
    "name": checked_name,
    "email": checked_email,
    "language": checked_language,
    "salesperson": checked_salesperson,
    "work_date": checked_work_date,
}
