"""Bringing files in: the file, where its columns go, the plan with every row, and what came of it."""

from collections.abc import Callable, Iterator

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.exchange import queries
from kaartenbak.exchange.formats.files import format_of
from kaartenbak.exchange.forms import ChoicesForm, FileForm
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.exchange.ops import choosing, planning, uploads
from kaartenbak.exchange.ops.imports import Wanted, refuse_unknown
from kaartenbak.exchange.rules.layout import Layout
from kaartenbak.exchange.rules.plan import Mode
from kaartenbak.exchange.views import telling
from kaartenbak.web import toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

NEEDS = "contacts.import"
MOST_SAVED = 200


@require_http_methods(["GET", "POST"])
@needs(NEEDS)
def imports(request: PageRequest) -> HttpResponseBase:
    """The files that were brought in lately, and a new one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("exchange:import", received(request, form).pk)
        except Refused as refusal:
            form.add_error(None, [str(each) for each in refusal.all])
    saved = queries.saved_mappings()[:MOST_SAVED]
    latest = [telling.line(record) for record in queries.imports_of(request.actor).order_by("-id")[:20]]
    status = 422 if form.errors else 200
    return render(
        request, "exchange/imports.html", {"form": form, "latest": latest, "saved": saved}, status=status
    )


def received(request: PageRequest, form: FileForm) -> Import:
    """The import of the file that was sent, being planned as such a file was brought in before."""
    file, pasted = form.cleaned_data["file"], form.cleaned_data["pasted"]
    name = file.name if file else _("Pasted rows")
    path = uploads.store(file.chunks() if file else iter([pasted.encode()]), name)
    try:
        refuse_unknown(Wanted(path, name))
        format = format_of(path, name)
        saved = queries.mapping_for(path, format)
        before = queries.brought_before(path, format)
    except Refused:
        path.unlink(missing_ok=True)
        raise
    wanted = Wanted(path, name)
    if saved is not None:
        layout = Layout.of(saved.layout)
        wanted = Wanted(path, name, "", Mode(saved.mode), tuple(saved.match), saved.mapping, layout)
        toasts.say(request, _("As saved for {name}.").format(name=saved.name))
    elif before is not None:
        fixed = Layout(fixed=Layout.of(before.layout).fixed)
        wanted = Wanted(path, name, "", Mode(before.mode), tuple(before.match), before.mapping, fixed)
        day = localtime(before.begun_at).strftime("%d/%m/%Y")
        toasts.say(request, _("As {file} was brought in on {day}.").format(file=before.file_name, day=day))
    return uploads.receive(wanted, dry_run=True, by=request.actor)


@require_http_methods(["GET", "POST"])
@needs(NEEDS)
def one(request: PageRequest, pk: int) -> HttpResponseBase:
    """One import: how far it is, how it is to be done, and its rows."""
    record = queries.import_of(pk, by=request.actor)
    facts = telling.facts_of(request, record)
    if facts["open"]:
        preview = queries.preview(record, uploads.file_of(record))
        form = ChoicesForm(request.POST if request.method == "POST" else None, record=record, preview=preview)
        if request.method == "POST" and form.run(planning.plan_anew, record=record, by=request.actor):
            return redirect("exchange:import", record.pk)
        facts |= {"form": form, "preview": preview, "saved": queries.saved_mappings()[:MOST_SAVED]}
        return render(request, "exchange/import.html", facts, status=form.status if form.errors else 200)
    return render(request, "exchange/import.html", facts)


@require_GET
@needs(NEEDS)
def state(request: PageRequest, pk: int) -> HttpResponseBase:
    """How far the work is; once it is over, the whole page comes again."""
    record = queries.import_of(pk, by=request.actor)
    facts = telling.facts_of(request, record)
    if not facts["busy"]:
        return HttpResponse(headers={"HX-Redirect": reverse("exchange:import", args=[pk])})
    return render(request, "exchange/_import_state.html", facts)


@require_GET
@needs(NEEDS)
def contacts(request: PageRequest, pk: int) -> HttpResponseBase:
    """The contacts that an import made or changed."""
    record = queries.import_of(pk, by=request.actor)
    after = request.GET.get("after", "")
    known = after.isascii() and after.isdigit() and len(after) <= 18
    cards, following = queries.touched(record, after=int(after) if known else 0)
    facts = {"record": record, "cards": cards, "following": following, "begun": known}
    return render(request, "exchange/contacts.html", facts)


@require_POST
@needs(NEEDS)
def apply(request: PageRequest, pk: int) -> HttpResponseBase:
    """Do what was planned."""
    record = queries.import_of(pk, by=request.actor)
    return told(request, record, lambda: uploads.apply(record, by=request.actor))


def told(request: PageRequest, record: Import, act: Callable[[], object]) -> HttpResponseBase:
    """Do something to the whole plan and show it; what another window was first with is told there."""
    try:
        act()
    except NotAllowed:
        raise
    except Refused as refusal:
        toasts.complain(request, refusal)
    return redirect("exchange:import", record.pk)


@require_http_methods(["GET", "POST"])
@needs(NEEDS)
def row(request: PageRequest, pk: int, line: int) -> HttpResponseBase:
    """The cells of a row to mend, or the row as it is (`?as=row`); what would become of the row when they are."""
    record = queries.import_of(pk, by=request.actor)
    if request.GET.get("as") == "row":
        return mended(request, record, planning.row_on(record, line))
    headings, cells = planning.cells_on(record, line)
    if request.method == "GET":
        shown = telling.rows_shown([planning.row_on(record, line)])[0]
        facts = {"record": record, "row": shown, "cells": list(zip(headings, cells, strict=False))}
        template = "exchange/_mend.html" if request.htmx else "exchange/mend.html"
        return render(request, template, facts | {"line": line})
    given = [request.POST.get(f"cell-{place}", cells[place]) for place in range(len(headings))]
    kept = planning.mend_row(record=record, line=line, cells=given, by=request.actor)
    if not request.htmx:
        return redirect("exchange:import", pk)
    return mended(request, record, kept)


@require_POST
@needs(NEEDS)
def choose(request: PageRequest, pk: int, line: int) -> HttpResponseBase:
    """What becomes of a row whose card may be there already; once more the same takes it back."""
    record = queries.import_of(pk, by=request.actor)
    kept = choosing.choose(record=record, line=line, choice=request.POST.get("choice", ""), by=request.actor)
    if not request.htmx:
        return redirect("exchange:import", pk)
    return mended(request, record, kept)


@require_POST
@needs(NEEDS)
def choose_for_all(request: PageRequest, pk: int) -> HttpResponseBase:
    """The same for all rows of which nothing was said."""
    record = queries.import_of(pk, by=request.actor)
    choice = request.POST.get("choice", "")
    return told(
        request, record, lambda: choosing.choose_for_all(record=record, choice=choice, by=request.actor)
    )


def mended(request: PageRequest, record: Import, row: ImportedRow) -> HttpResponseBase:
    """A row as it is now, and the counts."""
    record.refresh_from_db()
    shown = telling.rows_shown([row])[0]
    return render(request, "exchange/_mended.html", telling.facts_of(request, record) | {"row": shown})


@require_GET
@needs(NEEDS)
def rejects(request: PageRequest, pk: int) -> HttpResponseBase:
    """The refused rows as a table."""
    record = queries.import_of(pk, by=request.actor)
    blocks: Iterator[bytes] = queries.rejects(record)
    headers = {
        "Content-Disposition": f'attachment; filename="{pk}-rejects.csv"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(blocks, content_type="text/csv; charset=utf-8", headers=headers)
