"""The same contacts from bare views of the framework: no middleware, no sign-in, nothing but the queries and the JSON.

A second server runs these beside the program, on the same database (`bench.rest`).
"""

import os
from collections.abc import Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kaartenbak.config.settings")

import django
from django.conf import settings

settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
django.setup()

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, JsonResponse
from django.urls import path

from kaartenbak.contacts.models import Channel, Contact

CODES = ("series", "salutation", "salesperson", "territory", "language", "currency", "organizational_level")
PLAIN = (
    "number", "version", "created_at", "modified_at", "kind", "name", "name_2", "search_name", "first_name", "middle_name",
    "surname", "initials", "job_title", "birthday", "company_name", "extension", "format_region", "vat_number",
    "registration_number", "enterprise_number", "correspondence_type", "exclude_from_segments", "external_id",
    "privacy_blocked", "minor", "parental_consent", "follows", "business_relation",
)  # fmt: skip
ADDRESS = ("street", "street_2", "postcode", "city", "county")
SLOTS = {
    ("phone", 1): "phone", ("mobile", 1): "mobile", ("fax", 1): "fax", ("email", 1): "email", ("email", 2): "email_2",
    ("website", 1): "website",
}  # fmt: skip
COUNTS = (
    "mailing_groups", "industry_groups", "business_relations", "job_responsibilities", "alternative_addresses", "interactions",
)  # fmt: skip
JOINED = ("company__number", *(f"{name}__code" for name in (*CODES, "country")))
CARDS = Contact.objects.values("id", "uid", *PLAIN, *ADDRESS, *JOINED)


def listed(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"items": records(CARDS.order_by("list_key", "id")[:50])})


def one(request: HttpRequest, number: str) -> JsonResponse:
    return JsonResponse(records(CARDS.filter(number=number))[0])


def records(cards: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cards and their channels, by two queries."""
    rows = list(cards)
    channels: dict[int, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
    for channel in Channel.objects.filter(contact__in=channels).order_by("position", "id").values():
        channels[channel["contact_id"]].append(channel)
    return [record(row, channels[row["id"]]) for row in rows]


def record(row: dict[str, Any], channels: list[dict[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {"uid": str(row["uid"])}
    found |= {name: row[name] for name in PLAIN}
    found |= {name: row[f"{name}__code"] for name in CODES}
    found["company"] = row["number"] if row["kind"] == "company" else row["company__number"]
    found["address"] = {name: row[name] for name in ADDRESS} | {"country": row["country__code"]}
    found |= dict.fromkeys(SLOTS.values(), "")
    for channel in channels:
        slot = SLOTS.get((channel["kind"], channel["position"]))
        if slot:
            found[slot] = channel["value"]
    found["channels"] = [
        {name: channel[name] for name in ("kind", "label", "value", "normal")}
        | {"main": channel["position"] == 1}
        for channel in channels
    ]
    found["counts"] = dict.fromkeys(COUNTS, 0)
    found |= {"last_interaction_date": None, "last_attempt_date": None, "next_task_date": None, "image": None}
    return found


urlpatterns = [path("contacts", listed), path("contacts/<str:number>", one)]
application = WSGIHandler()
