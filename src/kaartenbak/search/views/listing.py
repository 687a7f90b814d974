"""The contact list, the first page after signing in; other pages show the same list with filters of their own."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from kaartenbak.contacts import queries as cards
from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries import Cards
from kaartenbak.search import facets, queries
from kaartenbak.search.actions import GROUPS
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.filters import filtered
from kaartenbak.search.hits import Hit, highlighted, hits
from kaartenbak.search.rules.ranking import Meaning
from kaartenbak.search.rules.selection import query_of
from kaartenbak.search.views.narrowing import adding
from kaartenbak.search.views.working import in_hand
from kaartenbak.web.flat import filled
from kaartenbak.web.lists import PAGE_SIZE, Column, Listing, Page, Sort
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.templatetags.web import phone_link

LISTING = Listing(
    [
        Column("name", _("Name"), "name_key"),
        Column("company", _("Company"), "list_key", css="company-column"),
        Column("phone", _("Phone"), css="phone-column"),
        Column("email", _("E-mail"), css="email-column"),
        Column("city", _("City"), css="city-column"),
        Column("number", _("No."), "number", css="tight number-column"),
        Column("changed", _("Changed"), "modified_at", css="tight changed-column"),
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
MAINS = ("phone", "mobile", "email")

Meanings = Mapping[int, Meaning]


@require_GET
@needs("contacts.view")
def contacts(request: PageRequest) -> HttpResponse:
    """The contacts: a company is followed by its people; or what was searched for, the best match first."""
    return answer(request, "search/contacts.html")


def answer(
    request: PageRequest,
    template: str,
    fixed: Mapping[str, Any] | None = None,
    *,
    leaving: str = "",
    **more: Any,
) -> HttpResponse:
    """A list of contacts in `template`, which includes `search/_list.html`; its rows alone when these are asked for.

    `fixed` are filters, by name, that are the list itself: the reader cannot remove them. `leaving`, a sentence about
    `{name}`, lets each row be taken out of the list, by a form `leaving` that stands in the template.
    """
    if "add" in request.GET:
        return adding(request, leave=frozenset(fixed or {}))
    wanted = asked_filters(request.GET, fixed)
    counted = {"total": total(request, wanted)} if "count" in request.GET else {}
    if counted and request.htmx:
        return render(request, "search/_total.html", counted)
    facts = list_facts(request, wanted, fixed or {}, leaving) | counted | more
    if request.htmx:
        return render(request, "search/_contacts.html", facts)
    return render(request, template, facts | in_hand(request))


def list_facts(
    request: PageRequest, wanted: Mapping[str, Any], fixed: Mapping[str, Any], leaving: str = ""
) -> dict[str, Any]:
    """What a list shows: a page of rows, the filters that are on, and what can be chosen."""
    page, meanings = page_of(request, wanted)
    selecting = request.actor.may("contacts.change")
    kinds, chips = wanted.get("kind", []), facets.chips(request.GET, wanted, fixed)
    return {
        "page": page,
        "rows": drawn(page.rows, meanings, selecting=selecting, leaving=leaving),
        "query": wanted.get("q", ""),
        "kind": kinds[0] if len(kinds) == 1 else "",
        "tabs": TABS,
        "sorts": SORTS,
        "sort": request.GET.get("sort", ""),
        "chips": chips,
        "ways": facets.joined(request.GET, chips),
        "offered": facets.offered(fixed),
        "carried": facets.carried(request.GET, leave=("q", "kind", "sort")),
        "wanted": query_of(wanted),
        "selecting": selecting,
        "groups": GROUPS,
        "anything": bool(page) or anything(request),
        "leaving": leaving,
    }


def page_of(request: PageRequest, wanted: Mapping[str, Any]) -> tuple[Page[Contact], Meanings]:
    """One page of the contacts that meet the filters: the best matches of a search, unless another order is asked for.

    Beside it how each of them fits what was searched for, if anything was.
    """
    query = wanted.get("q", "")
    if query and not request.GET.get("sort"):
        return best(request, wanted)
    page = LISTING.page(found_by_filters(request, wanted).only(*SHOWN), request.GET)
    return page, queries.meanings([row.pk for row in page.rows], query) if query else {}


def best(request: PageRequest, wanted: Mapping[str, Any]) -> tuple[Page[Contact], Meanings]:
    """The best matches of a search."""
    rest = {name: value for name, value in wanted.items() if name != "q"}
    ranking = queries.ranked(found_by_filters(request, rest).only(*SHOWN), wanted["q"], by=request.actor)
    rows = ranking[:PAGE_SIZE]
    headings = [LISTING.heading(column, BEST) for column in LISTING.columns]
    return Page(rows=rows, headings=headings, sort=BEST), ranking.meanings(row.pk for row in rows)


def drawn(rows: Sequence[Contact], meanings: Meanings, *, selecting: bool, leaving: str) -> SafeString:
    """The rows of the table; after a search each with why it was found.

    Each has a box when they can be selected, and with `leaving` a button that takes it out.
    """
    beginning = reverse("contacts:card", args=["-"]).removesuffix("-/")
    mains, why = mains_of([row.pk for row in rows]), hits(meanings) if meanings else {}
    lines = (line(row, beginning, mains.get(row.pk, {})) | found_by(row, why.get(row.pk)) for row in rows)
    return filled(
        "search/_row.html",
        *(
            values | {"selecting": selecting, "leaving": leaving.replace("{name}", values["name"])}
            for values in lines
        ),
    )


def found_by(row: Contact, why: Hit | None) -> dict[str, Any]:
    """What is shown of a hit: marks in the name; under it the field that was found, where it is another."""
    if why is None:
        return {}
    return {"marked": highlighted(row.name, why.meaning), "hit": "" if why.in_name else why.told}


def line(row: Contact, beginning: str, mains: Mapping[str, str]) -> dict[str, Any]:
    """What a row shows: its columns, the way to the card, the number to call and the address."""
    phone, changed = mains.get("phone") or mains.get("mobile", ""), localtime(row.modified_at)
    work = (row.company_name, row.job_title) if row.kind == Contact.Kind.PERSON else ()
    return {
        "css": f"{row.kind} employed" if row.company_id else row.kind,
        "href": f"{beginning}{quote(row.number)}/",
        "name": row.name,
        "blocked": row.privacy_blocked,
        "work": ", ".join(filter(None, work)),
        "phone": phone,
        "call": phone_link(phone),
        "email": mains.get("email", ""),
        "city": row.city,
        "number": row.number,
        "changed_at": changed.isoformat(),
        "changed": day(changed.date(), get_language()),
    }


@lru_cache(maxsize=1000)
def day(date: date, language: str | None) -> str:
    """A day in `language`, which is the present one."""
    return date_format(date, "DATE_FORMAT")


def mains_of(contacts: list[int]) -> dict[int, dict[str, str]]:
    """The main phone numbers and addresses of these cards, by kind."""
    found = Channel.objects.filter(contact__in=contacts, kind__in=MAINS, position=1).order_by()
    mains: dict[int, dict[str, str]] = {}
    for contact, kind, value in found.values_list("contact_id", "kind", "value"):
        mains.setdefault(contact, {})[kind] = value
    return mains


def total(request: PageRequest, wanted: Mapping[str, Any]) -> int:
    """How many contacts meet the filters; counting costs, so it is done when it is asked for."""
    return found_by_filters(request, wanted).count()


def found_by_filters(request: PageRequest, wanted: Mapping[str, Any]) -> Cards:
    """The contacts that the reader may see and that meet the filters."""
    return filtered(cards.visible_to(request.actor), wanted, by=request.actor)


def anything(request: PageRequest) -> bool:
    """Whether the register holds any contact at all."""
    return cards.visible_to(request.actor).exists()
