"""A card as the API shows it, made for one card and for a page of fifty by the same few statements."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import models

from kaartenbak.api.address import BASE
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries import SLOT_OF, SLOTS
from kaartenbak.contacts.queries.counted import counts_of

CODES = ("series", "salutation", "salesperson", "territory", "language", "currency", "organizational_level")
PLAIN = (
    "number", "version", "created_at", "modified_at", "kind", "name", "name_2", "search_name", "first_name", "middle_name",
    "surname", "initials", "job_title", "birthday", "company_name", "extension", "format_region", "vat_number",
    "registration_number", "enterprise_number", "correspondence_type", "exclude_from_segments", "external_id",
    "privacy_blocked", "minor", "parental_consent", "follows", "business_relation",
)  # fmt: skip
ADDRESS = ("street", "street_2", "postcode", "city", "county")
RELATED = tuple(f"{name}__code" for name in (*CODES, "country"))
COLUMNS = ("id", "uid", "company_id", "image", *PLAIN, *ADDRESS, "company__number", *RELATED)
# What a card may have many of; those whose tables are not built yet are none.
COUNTED = (
    "mailing_groups", "industry_groups", "business_relations", "job_responsibilities", "alternative_addresses", "interactions",
)  # fmt: skip

KINDS = {kind: place for place, kind in enumerate(Channel.Kind.values)}


def records(cards: "models.QuerySet[Contact]") -> list[dict[str, Any]]:
    """The cards as the API shows them, in their order: three statements, however many there are."""
    return list(records_by_key(cards).values())


def records_by_key(cards: "models.QuerySet[Contact]") -> dict[int, dict[str, Any]]:
    """The same, each under the key of its card."""
    rows = list(cards.values(*COLUMNS))
    channels = channels_of([row["id"] for row in rows])
    counts = counts_of({row["id"]: row["company_id"] for row in rows})
    return {row["id"]: record(row, channels.get(row["id"], []), counts[row["id"]]) for row in rows}


def record_of(contact: Contact) -> dict[str, Any]:
    """One stored card as the API shows it."""
    return records(Contact.objects.filter(pk=contact.pk))[0]


def channels_of(cards: Iterable[int]) -> dict[int, list[dict[str, Any]]]:
    """The channels of these cards, the main ones first, then by kind, in the same order however they were entered."""
    rows = Channel.objects.filter(contact__in=list(cards)).order_by("contact_id", "id")
    found: Iterable[Any] = rows.values("contact_id", "kind", "label", "value", "normal", "position")
    return {card: sorted(group, key=place) for card, group in groupby(found, key=itemgetter("contact_id"))}


def place(channel: Mapping[str, Any]) -> tuple[int, int]:
    """What channels of a card are ordered by."""
    return channel["position"], KINDS[channel["kind"]]


def record(
    row: Mapping[str, Any], channels: Iterable[Mapping[str, Any]], counts: Mapping[str, int]
) -> dict[str, Any]:
    """One card from its columns, its channels and the numbers of its other rows."""
    made: dict[str, Any] = {"uid": str(row["uid"])}
    made |= {name: row[name] for name in PLAIN}
    made |= {name: row[f"{name}__code"] for name in CODES}
    made["company"] = row["number"] if row["kind"] == "company" else row["company__number"]
    made["address"] = {name: row[name] for name in ADDRESS} | {"country": row["country__code"]}
    made |= dict.fromkeys(SLOTS, "")
    made["channels"] = shown = []
    for channel in channels:
        place = (channel["kind"], channel["position"])
        if place in SLOT_OF:
            made[SLOT_OF[place]] = channel["value"]
        parts = {name: channel[name] for name in ("kind", "label", "value", "normal")}
        shown.append(parts | {"main": channel["position"] == 1})
    made["counts"] = {name: counts.get(name, 0) for name in COUNTED}
    made |= {"last_interaction_date": None, "last_attempt_date": None, "next_task_date": None}
    made["image"] = f"{BASE}/contacts/{row['uid']}/image" if row["image"] else None
    return made
