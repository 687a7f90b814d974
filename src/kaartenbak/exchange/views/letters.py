"""The contacts of a group as they are written to on a day: on paper, and as a file for a mail merge."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import get_language, override
from django.views.decorators.http import require_GET

from kaartenbak.contacts.queries import Cards, Recipient, recipients
from kaartenbak.exchange.forms import DayForm
from kaartenbak.exchange.ops.exports import enter_export
from kaartenbak.exchange.queries import letters_csv
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.filters import filtered
from kaartenbak.search.groups import Group, group_of
from kaartenbak.web.flat import filled
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

ROWS = 200
PLACE_OF_ROWS = SafeString("<!-- rows -->")


@require_GET
@needs("contacts.export")
def letters(request: PageRequest, slug: str, code: str) -> HttpResponseBase:
    """The page to print: sent while it is made, so it may be of any length."""
    group, form = group_of(slug, code), form_of(request)
    cards, day = chosen(request, group), day_of(request, form)
    facts = {
        "group": group,
        "form": form,
        "day": day,
        **counts(cards),
        "wanted": wanted_of(request),
        "rows": PLACE_OF_ROWS,
    }
    page = render(request, "exchange/letters.html", facts, status=422 if form.errors else 200)
    return streamed(page, sheet(cards, day, request.actor.language))


@require_GET
@needs("contacts.export")
def letters_file(request: PageRequest, slug: str, code: str) -> HttpResponseBase:
    """The same as a table."""
    group, form = group_of(slug, code), form_of(request)
    day = day_of(request, form)
    cards = not_blocked(chosen(request, group))
    enter_export(cards=cards, format="csv", filters=group.fixed, by=request.actor)
    octets = spoken(letters_csv(cards, on=day))
    name = f"{group.code.code}-{day.isoformat()}.csv"
    disposition = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    headers = {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}
    return StreamingHttpResponse(octets, content_type="text/csv; charset=utf-8", headers=headers)


def form_of(request: PageRequest) -> DayForm:
    """The form with the day that was asked for, else today."""
    return DayForm({"on": request.GET.get("on") or request.actor.today.isoformat()})


def day_of(request: PageRequest, form: DayForm) -> date:
    """The day that was asked for; today when it is none."""
    found: date = form.cleaned_data["on"] if form.is_valid() else request.actor.today
    return found


def chosen(request: PageRequest, group: Group) -> Cards:
    """Of the members, those that the filters in the address let through."""
    wanted = asked_filters(request.GET, group.fixed)
    return filtered(group.members(request.actor), wanted, by=request.actor)


def not_blocked(cards: Cards) -> Cards:
    """Those who may be written to (contacts.md D9)."""
    return cards.filter(privacy_blocked=False)


def counts(cards: Cards) -> dict[str, int]:
    """How many are written to, and how many are left out since they are blocked for privacy."""
    blocked = cards.filter(privacy_blocked=True).count()
    return {"blocked": blocked, "total": cards.count() - blocked}


def wanted_of(request: PageRequest) -> list[tuple[str, str]]:
    """The filters of the list, as a form passes them on."""
    return [(name, value) for name, values in request.GET.lists() if name != "on" for value in values]


def sheet(cards: Cards, day: date, language: str) -> Iterator[str]:
    """The rows of the page, some at a time."""
    rows: list[dict[str, Any]] = []
    for each in recipients(not_blocked(cards), on=day):
        rows.append(row_of(each, language))
        if len(rows) == ROWS:
            yield filled("exchange/_letter_row.html", *rows)
            rows = []
    yield filled("exchange/_letter_row.html", *rows)


def row_of(each: Recipient, language: str) -> dict[str, Any]:
    """One contact on the page."""
    return {
        "name": each.contact.name,
        "job": each.contact.job_title,
        "lines": "\n".join(each.address.lines(language)),
        "reason": each.address.reason if each.address.code else "",
        "greeting": each.formal or each.informal,
        "email": each.email,
    }


def streamed(page: HttpResponse, rows: Iterator[str]) -> StreamingHttpResponse:
    """A page that is sent with its rows in their place."""
    before, after = page.content.decode().split(PLACE_OF_ROWS)

    def whole() -> Iterator[str]:
        yield before
        yield from rows
        yield after

    return StreamingHttpResponse(spoken(whole()), status=page.status_code)


def spoken[T](parts: Iterator[T]) -> Iterator[T]:
    """The parts in the present language: they are made after the view has ended, when it is no longer that of the reader."""
    language = get_language()

    def steps() -> Iterator[T]:
        while True:
            with override(language):
                part = next(parts, None)
            if part is None:
                return
            yield part

    return steps()
