"""Giving a contact codes on its card, making new ones on the way, and taking codes away."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.classification import queries
from kaartenbak.classification.forms import AddForm, new_code_form, suggested
from kaartenbak.classification.groupings import BY_SLUG, Grouping
from kaartenbak.classification.ops import assign
from kaartenbak.classification.views import segmentation, wording
from kaartenbak.classification.views.adding import field_to_add, question
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import by_ref
from kaartenbak.contacts.views import answering
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.history.operations import perform
from kaartenbak.setup.queries import code_or_not_found
from kaartenbak.web import choices, toasts
from kaartenbak.web.forms import OperationForm
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest, guard


def grouping_of(slug: str) -> Grouping:
    """The grouping that an address names."""
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def assignments(request: PageRequest, number: str, slug: str) -> HttpResponse:
    """Give a contact a code, make a new one and give it that, or take one away."""
    grouping, contact = grouping_of(slug), by_ref(number, by=request.actor)
    if request.method == "GET":
        return asked(request, contact, grouping, AddForm())
    if "remove" in request.POST:
        return removed(request, contact, grouping)
    if "new" in request.POST:
        return made(request, contact, grouping)
    return added(request, contact, grouping)


def added(request: PageRequest, contact: Contact, grouping: Grouping) -> HttpResponse:
    """Give the code that was typed; one that nobody knows is asked about, where the reader may make it."""
    if not request.POST.get("code", "").strip():
        return asked(request, contact, grouping, AddForm())
    was, form = look(request, contact, grouping), AddForm(request.POST)
    typed = form.cleaned_data["code"] if form.is_valid() else ""
    row = queries.meant(grouping.codes, typed) if typed else None
    if typed and row is None:
        if request.actor.may("setup.change"):
            new = new_code_form(grouping)(
                initial=suggested(grouping, typed), auto_id=f"new-{grouping.slug}-%s"
            )
            return asked(request, contact, grouping, new)
        form.show(
            Refused(
                "reference.unknown", field="code", what=grouping.codes._meta.verbose_name, code=typed[:60]
            )
        )
    if form.run(assign.assign, contact=contact, code=row, by=request.actor, **word_of(contact, grouping)):
        return told(request, contact, grouping, form, was)
    return asked(request, contact, grouping, form)


def made(request: PageRequest, contact: Contact, grouping: Grouping) -> HttpResponse:
    """Make a code and give it, as one operation."""
    was = look(request, contact, grouping)
    form = new_code_form(grouping)(request.POST, auto_id=f"new-{grouping.slug}-%s")
    word = word_of(contact, grouping)
    op = assign.create_and_assign
    if form.run(op, contact=contact, table=grouping.codes, by=request.actor, **word):
        return told(request, contact, grouping, form, was)
    return asked(request, contact, grouping, form)


def word_of(contact: Contact, grouping: Grouping) -> dict[str, str]:
    """What a company is looked up by until somebody says otherwise: its name."""
    return {"search_word": contact.name[:30].strip()} if grouping.takes_search_word else {}


def told(
    request: PageRequest, contact: Contact, grouping: Grouping, form: OperationForm, was: answering.Look
) -> HttpResponse:
    """What a code that was given is answered with: a field for the next one, and what looks different."""
    code = form.result.code.code
    done(request, form.outcome, _("{what} {code} was added.").format(what=grouping.title, code=code))
    answer = answering.changed(request, contact.number, was)
    if request.htmx:
        field = field_to_add(contact, grouping)
        answer.content = field.encode() + answer.content
    return answer


def removed(request: PageRequest, contact: Contact, grouping: Grouping) -> HttpResponse:
    """Take a code away; when somebody else has done so already, the card shows it."""
    was, code = look(request, contact, grouping), request.POST["remove"]
    try:
        row = code_or_not_found(grouping.codes, code)
        outcome = perform(assign.unassign, contact=contact, code=row, by=request.actor)
    except NotFound as refusal:
        toasts.warn(request, refusal)
    else:
        done(request, outcome, _("{what} {code} was removed.").format(what=grouping.title, code=row.code))
    return answering.changed(request, contact.number, was)


def look(request: PageRequest, contact: Contact, grouping: Grouping) -> answering.Look:
    """How the card looks, without the section at hand: that is always shown anew, others may have changed it."""
    was = answering.look(Card.of(contact, request.actor))
    was.panels.pop(grouping.slug, None)
    return was


def asked(request: PageRequest, contact: Contact, grouping: Grouping, form: OperationForm) -> HttpResponse:
    """The form again: with what is wrong, or with the question what a new code means."""
    csrf = guard(request)
    if isinstance(form, AddForm):
        errors = " ".join(str(error) for each in form.errors.values() for error in each)
        field = field_to_add(contact, grouping, typed=form.data.get("code", ""), error=errors, csrf=csrf)
    else:
        field = question(contact, grouping, form, csrf=csrf)
    if not request.htmx:
        facts = {"contact": contact, "heading": wording.adding(grouping), "field": field}
        return render(request, "classification/adding.html", facts, status=form.status)
    parts = segmentation.parts(Card.of(contact, request.actor)) if form.is_bound else {}
    again = answering.swapped(parts[grouping.slug]) if grouping.slug in parts else ""
    return HttpResponse(field + again, status=form.status)


@require_GET
@needs("contacts.change")
def offered(request: PageRequest, number: str, slug: str) -> HttpResponse:
    """The codes that fit what was typed; those that the contact has already show so, and a new one can be made."""
    grouping, contact = grouping_of(slug), by_ref(number, by=request.actor)
    typed = choices.typed(request)
    has = {each.code for each in queries.held(grouping, contact.pk)}
    found = [choice(row, row.code in has) for row in queries.assignable(grouping, typed)[: choices.LIMIT]]
    if typed and request.actor.may("setup.change") and queries.meant(grouping.codes, typed) is None:
        found.append(choices.Choice(typed[:100], wording.offered(grouping, typed[:100])))
    return choices.options(request, found)


def choice(row: Any, taken: bool) -> choices.Choice:
    """A code as an option."""
    hint = _("{code} · has it already").format(code=row.code) if taken else row.code
    return choices.Choice(row.code, row.description or row.code, hint, taken=taken)
