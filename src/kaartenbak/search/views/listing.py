"""The contact list, the first page after signing in."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from django.db.models import Prefetch, prefetch_related_objects
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.search import queries
from kaartenbak.web.lists import PAGE_SIZE, Column, Listing, Page, Sort
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

LISTING = Listing(
    [
        Column("name", _("Name"), "name_key"),
        Column("company", _("Company"), "list_key"),
        Column("phone", _("Phone")),
        Column("email", _("E-mail")),
        Column("city", _("City")),
        Column("number", _("No."), "number", css="tight"),
        Column("changed", _("Changed"), "modified_at", css="tight"),
    ],
    default="company",
)
SORTS = (
    ("", _("Usual order")),
    ("company", _("By company")),
    ("name", _("By name")),
    ("number", _("By number")),
    ("-changed", _("Last changed first")),
)
BEST = Sort(Column("best", _("Best match")))
TABS = (("", _("All")), (Contact.Kind.COMPANY, _("Companies")), (Contact.Kind.PERSON, _("Persons")))
SHOWN = (
    "number", "kind", "name", "company_id", "company_name", "job_title", "city", "modified_at", "privacy_blocked",
    "list_key", "name_key",
)  # fmt: skip
MAINS = Prefetch(
    "channels",
    Channel.objects.filter(kind__in=("phone", "mobile", "email"), position=1),
    to_attr="mains",
)
LONGEST_QUERY = 200


@require_GET
@needs("contacts.view")
def contacts(request: PageRequest) -> HttpResponse:
    """The contacts: a company is followed by its people; or what was searched for, the best match first."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    kind = request.GET.get("kind", "")
    found = cards.visible_to(request.actor)
    if kind in Contact.Kind.values:
        found = found.filter(kind=kind)
    page = best(found, query, request) if query else LISTING.page(dressed(found), request.GET)
    finish(page.rows)
    facts = {
        "page": page,
        "query": query,
        "kind": kind,
        "tabs": TABS,
        "sorts": SORTS,
        "sort": request.GET.get("sort", ""),
        "anything": bool(page) or anything(request),
    }
    return render(request, "search/_contacts.html" if request.htmx else "search/contacts.html", facts)


def best(found: cards.Cards, query: str, request: PageRequest) -> Page[Contact]:
    """The best matches, or all of them in the order asked for."""
    if request.GET.get("sort"):
        return LISTING.page(dressed(queries.matching(found, query)), request.GET)
    rows = queries.ranked(found.only(*SHOWN), query)[:PAGE_SIZE]
    prefetch_related_objects(rows, MAINS)
    return Page(rows=rows, headings=[LISTING.heading(column, BEST) for column in LISTING.columns], sort=BEST)


def dressed(found: cards.Cards) -> cards.Cards:
    """The columns that a row shows, and the main phone numbers and addresses in one further query."""
    return found.only(*SHOWN).prefetch_related(MAINS)


def finish(rows: Iterable[Any]) -> None:
    """Give each row what its line shows beside the columns: the way to the card, the number to call, the address."""
    beginning = reverse("contacts:card", args=["-"]).removesuffix("-/")
    for row in rows:
        row.href = f"{beginning}{quote(row.number)}/"
        values = {channel.kind: channel.value for channel in row.mains}
        row.phone = values.get("phone") or values.get("mobile", "")
        row.email = values.get("email", "")


def anything(request: PageRequest) -> bool:
    """Whether the register holds any contact at all."""
    return cards.visible_to(request.actor).exists()
