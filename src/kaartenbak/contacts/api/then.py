"""A card as it was at a moment, in the shape of today's."""

from datetime import datetime
from typing import Any, cast

from django.db.models import Max, Model

from kaartenbak.contacts import queries
from kaartenbak.contacts.api.record import CODES, record
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries.counted import counts_then
from kaartenbak.core.actor import Actor
from kaartenbak.history.asof import rows_at
from kaartenbak.history.models import Change
from kaartenbak.history.registry import Row, tracked
from kaartenbak.history.store import manager


def record_at(ref: str, moment: datetime, *, by: Actor) -> dict[str, Any]:
    """The card as it was at `moment`; also one that was deleted since, by its uid or number of then."""
    key = card_key(ref, by)
    rows = rows_at(key, moment) if key is not None else {}
    row = rows.get(tracked(Contact).label, {}).get(key or 0)
    if row is None:
        raise queries.missing(ref, by=by)
    row |= stamps_at(key or 0, row, moment)
    channels = sorted(rows.get(tracked(Channel).label, {}).values(), key=lambda c: (c["position"], c["id"]))
    company = rows_at(row["company_id"], moment) if row["company_id"] else rows
    return record(row | codes(row), channels, counts_then(rows, company))


def stamps_at(key: int, row: Row, moment: datetime) -> Row:
    """The version and the time of the last change as they were: the record holds those of today.

    Each transaction that changed the card counted once, and all that it recorded bears one time.
    """
    changes = Change.objects.filter(card=key)
    later = changes.filter(at__gt=moment).exclude(model=tracked(Contact).label, action=Change.Action.DELETED)
    last = changes.filter(at__lte=moment).aggregate(last=Max("at"))["last"]
    count = later.values("at").distinct().count()
    return {"version": max(1, row["version"] - count), "modified_at": last or row["created_at"]}


def card_key(ref: str, by: Actor) -> int | None:
    """The key of the card that `ref` names now, or named when it was deleted."""
    present = queries.visible_to(by).filter(queries.addressed(ref)).values_list("pk", flat=True).first()
    if present is not None or not by.may("contacts.view"):
        return present
    name = "uid" if len(ref) == 36 else "number"
    value = ref.lower() if name == "uid" else ref.upper()
    gone = Change.objects.filter(
        model=tracked(Contact).label, action=Change.Action.DELETED, **{f"before__{name}": value}
    )
    return gone.order_by("-id").values_list("card", flat=True).first()


def codes(row: Row) -> Row:
    """The codes that the keys of a row stand for today."""
    found: Row = {}
    for name in (*CODES, "country"):
        model, key = Contact._meta.get_field(name).related_model, row[f"{name}_id"]
        present = manager(cast("type[Model]", model)).filter(pk=key) if key else None
        found[f"{name}__code"] = (
            present.values_list("code", flat=True).first() if present is not None else None
        )
    found["company__number"] = (
        Contact.objects.filter(pk=row["company_id"]).values_list("number", flat=True).first()
    )
    return found
