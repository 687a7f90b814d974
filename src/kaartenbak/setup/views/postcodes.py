"""The pages of the postcodes: the list, one place, a file."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.core.refusals import Refused
from kaartenbak.setup import ops, queries
from kaartenbak.setup.forms import LoadForm, PostcodeForm
from kaartenbak.setup.models import Postcode
from kaartenbak.setup.ops.postcodes import Loaded
from kaartenbak.setup.views.telling import done, undo_address
from kaartenbak.web import toasts
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.lists import Column, Listing
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest, asked


def listing() -> Listing:
    """The columns of the list."""
    return Listing(
        [
            Column("code", _("Postcode"), "code"),
            Column("city", _("City"), "city"),
            Column("county", _("County")),
            Column("country", _("Country"), css="tight"),
        ],
        default="code",
    )


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def listed(request: PageRequest) -> HttpResponse:
    """The places, of one country or of all, with the form for one more."""
    form = PostcodeForm(request.POST or None)
    if request.method == "POST" and form.run(ops.create_postcode, by=request.actor):
        done(request, form, _("{place} was added.").format(place=form.result))
        return redirect("setup:postcodes")
    facts = {"form": form, "load_form": LoadForm(), **list_facts(request)}
    return render(request, "setup/postcodes.html", facts, status=form.status)


def list_facts(request: PageRequest) -> dict[str, Any]:
    """One page of the list, as it is filtered."""
    query, country = asked(request, "q"), asked(request, "country")
    rows = queries.places_like(query, country)
    return {
        "page": listing().page(rows, request.GET),
        "query": query,
        "country": country,
        "countries": queries.countries_with_postcodes(),
        "total": rows.count(),
        "may_change": request.actor.may("setup.change"),
    }


@require_http_methods(["GET", "POST"])
@needs("setup.view")
def one(request: PageRequest, pk: int) -> HttpResponse:
    """One place."""
    row = get_object_or_404(Postcode.objects.select_related("country"), pk=pk)
    form = PostcodeForm(request.POST or None, values=PostcodeForm.values_of(row))
    version = queries.fingerprint(row)
    if request.method == "POST" and form.save(
        ops.change_postcode, row=row, version=version, by=request.actor
    ):
        done(request, form, _("{place} was changed.").format(place=form.result or row))
        return redirect("setup:postcodes")
    facts = {"row": row, "form": form, "may_change": request.actor.may("setup.change")}
    return render(request, "setup/postcode.html", facts, status=form.status)


@require_POST
@needs("setup.change")
def removal(request: PageRequest, pk: int) -> HttpResponse:
    """Remove a place."""
    row = get_object_or_404(Postcode, pk=pk)
    form = OperationForm(request.POST)
    form.run(ops.delete_postcode, row=row, by=request.actor)
    done(request, form, _("{place} was removed.").format(place=row))
    return redirect("setup:postcodes")


@require_POST
@needs("setup.change")
def load(request: PageRequest) -> HttpResponse:
    """Add the places of a file, and tell what came of it."""
    form = LoadForm(request.POST, request.FILES)
    loaded = loaded_from(form, request) if form.is_valid() else None
    if loaded is None:
        facts = {"form": PostcodeForm(), "load_form": form, **list_facts(request)}
        return render(request, "setup/postcodes.html", facts, status=422)
    toasts.say(request, told(loaded), undo=undo_address(loaded.operation))
    if loaded.refused:
        return render(request, "setup/postcodes_loaded.html", {"loaded": loaded})
    return redirect("setup:postcodes")


def loaded_from(form: LoadForm, request: PageRequest) -> Loaded | None:
    """What came of the form's file; nothing when it is refused, which the form then says."""
    upload = form.cleaned_data["file"]
    try:
        with on_disk(upload) as path:
            return ops.load_postcodes(path=path, file=upload.name, by=request.actor)
    except Refused as refusal:
        form.add_error("file", str(refusal))
        return None


def told(loaded: Loaded) -> str:
    """What came of a file, in one sentence."""
    sentence = ngettext("{added} postcode was added.", "{added} postcodes were added.", loaded.added)
    return sentence.format(added=loaded.added)


@contextmanager
def on_disk(upload: "UploadedFile[Any]") -> Iterator[Path]:
    """The upload as a file of its own for as long as it is read."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        for chunk in upload.chunks():
            file.write(chunk)
        file.flush()
        yield Path(file.name)
