"""What a list of contacts shows, as a file: all that meet its filters, or those that were selected."""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import Http404, HttpResponse, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.contacts.queries import Cards
from kaartenbak.core.actor import Actor
from kaartenbak.exchange import queries
from kaartenbak.exchange.ops.exports import enter_export
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.rules.selection import Selection
from kaartenbak.search.selections import not_excluded
from kaartenbak.search.views.selecting import back, picked
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


def table(cards: Cards, by: Actor) -> Iterator[bytes]:
    """All columns, under headings in the language of the reader."""
    return queries.as_csv(cards, language=by.language)


def workbook(cards: Cards, by: Actor) -> Iterator[bytes]:
    """The same as a workbook."""
    return queries.as_xlsx(cards, language=by.language)


def vcards(cards: Cards, by: Actor) -> Iterator[bytes]:
    return queries.as_vcards(cards, on=by.today)


def records(cards: Cards, by: Actor) -> Iterator[bytes]:
    """What programs read."""
    return queries.as_json(cards)


def jscontacts(cards: Cards, by: Actor) -> Iterator[bytes]:
    return queries.as_jscontacts(cards, on=by.today)


def jcards(cards: Cards, by: Actor) -> Iterator[bytes]:
    return queries.as_jcards(cards, on=by.today)


# By the ending of the file: its type, and what makes it.
KINDS: dict[str, tuple[str, Callable[[Cards, Actor], Iterator[bytes]]]] = {
    "csv": ("text/csv; charset=utf-8", table),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
    "vcf": ("text/vcard; charset=utf-8", vcards),
    "json": ("application/json", records),
    "jcard": ("application/vcard+json", jcards),
    "jscontact": ("application/jscontact+json", jscontacts),
}


@require_http_methods(["GET", "POST"])
@needs("contacts.export")
def list_file(request: PageRequest, kind: str) -> HttpResponseBase:
    """The contacts that the filters in the address let through; of a form, those that were selected in a list."""
    if kind not in KINDS:
        raise Http404
    if request.method == "GET":
        filters = asked_filters(request.GET)
        return sent(kind, queries.chosen(filters, by=request.actor), filters, request.actor)
    chosen = picked(request)
    if chosen is None:
        return redirect(back(request))
    filters = asked_filters(QueryDict(chosen.query)) if chosen.everything else {}
    return sent(kind, cards_of(chosen, by=request.actor), filters, request.actor)


@require_GET
@needs("contacts.export")
def left_out(request: PageRequest) -> HttpResponse:
    """How many contacts a file of the list would have if they were not blocked for privacy."""
    blocked = queries.blocked_among(asked_filters(request.GET), by=request.actor)
    return render(request, "exchange/_left_out.html", {"blocked": blocked})


def cards_of(selection: Selection, *, by: Actor) -> Cards:
    """The contacts that were selected; those blocked for privacy only when the filters ask for them (D9)."""
    filters: dict[str, Any] = asked_filters(QueryDict(selection.query)) if selection.everything else {}
    return not_excluded(queries.chosen(filters, by=by), selection)


def sent(kind: str, cards: Cards, filters: dict[str, Any], by: Actor) -> StreamingHttpResponse:
    """A file that is made while it is sent; that it was asked for is entered in the history."""
    content_type, made = KINDS[kind]
    enter_export(cards=cards, format=kind, filters=filters, by=by)
    headers = {
        "Content-Disposition": f'attachment; filename="contacts.{kind}"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(made(cards, by), content_type=content_type, headers=headers)
