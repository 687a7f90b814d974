"""The page of a group: who is in it, as the list of contacts; adding one, taking one out."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import by_ref, resolve_any
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.refusals import NotFound
from kaartenbak.history.operations import perform
from kaartenbak.search import queries
from kaartenbak.search.forms import MemberForm
from kaartenbak.search.groups import Group, group_of
from kaartenbak.search.views import listing
from kaartenbak.web import choices, toasts
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import announce


@require_GET
@needs("contacts.view")
def group(request: PageRequest, slug: str, code: str) -> HttpResponse:
    """A mailing group, an industry, a relation, a responsibility or a level, with the contacts in it."""
    found = group_of(slug, code)
    facts = {"letters": letters_of(request, found)} if request.htmx else facts_of(request, found)
    return listed(request, found, facts)


def listed(request: PageRequest, group: Group, facts: dict[str, Any]) -> HttpResponse:
    """The page, or its list alone."""
    may = request.actor.may("contacts.change")
    leaving = _("Take {name} out of {group}").replace("{group}", group.title) if may else ""
    return listing.answer(request, "search/group.html", group.fixed, leaving=leaving, **facts)


def letters_of(request: PageRequest, group: Group) -> str:
    """Where those who are listed are printed and exported, for whoever may."""
    if not request.actor.may("contacts.export"):
        return ""
    return reverse("exchange:letters", args=[group.spec.slug, group.code.code])


def facts_of(request: PageRequest, group: Group) -> dict[str, Any]:
    """What the page shows beside the list."""
    return {
        "letters": letters_of(request, group),
        "group": group,
        "form": MemberForm(),
        "may_change": request.actor.may("contacts.change"),
    }


@require_http_methods(["POST"])
@needs("contacts.change")
def members(request: PageRequest, slug: str, code: str) -> HttpResponse:
    """Add the contact that was chosen or typed, or take one out."""
    found = group_of(slug, code)
    if "remove" in request.POST:
        return taken_out(request, found)
    if not request.POST.get("contact", "").strip():
        return answered(request, found, MemberForm())
    form = MemberForm(request.POST)
    if form.run(add, group=found, by=request.actor):
        sentence = _("{contact} was added to {group}.").format(contact=form.result.name, group=found.title)
        done(request, form.outcome, sentence)
        return answered(request, found, MemberForm())
    return answered(request, found, form)


def add(*, group: Group, contact: str, by: Any) -> Contact:
    """Add the contact that a number or a name means."""
    card = resolve_any(contact, by=by)
    group.kind.add(contact=card, code=group.code, by=by)
    return card


def taken_out(request: PageRequest, group: Group) -> HttpResponse:
    """Take a contact out of the group; when somebody else was first, the list shows it."""
    contact = by_ref(request.POST["remove"], by=request.actor)
    try:
        outcome = perform(group.kind.remove, contact=contact, code=group.code, by=request.actor)
    except NotFound as refusal:
        toasts.warn(request, refusal)
    else:
        sentence = _("{contact} was taken out of {group}.")
        done(request, outcome, sentence.format(contact=contact.name, group=group.title))
    return answered(request, group, MemberForm())


def answered(request: PageRequest, group: Group, form: MemberForm) -> HttpResponse:
    """The field for the next contact, the number of members, and the sign for the list to be read again."""
    if not request.htmx:
        if form.errors:
            facts = facts_of(request, group) | {"form": form}
            answer = listed(request, group, facts)
            answer.status_code = form.status
            return answer
        return redirect("search:group", group.spec.slug, group.code.code)
    facts = facts_of(request, group) | {"form": form}
    field = render_to_string("search/_member_form.html", facts, request)
    count = render_to_string("search/_members.html", facts | {"swapped": True})
    answer = HttpResponse(field + count, status=form.status)
    announce(answer, "contacts-changed")
    return answer


@require_GET
@needs("contacts.change")
def offered(request: PageRequest, slug: str, code: str) -> HttpResponse:
    """The contacts that can come into the group and fit what was typed; those that are in it show so."""
    found, typed = group_of(slug, code), choices.typed(request)
    cards = found.can_have(request.actor)
    fitting = queries.ranked(cards, typed) if typed else cards.order_by("name_key", "id")
    shown = list(fitting[: choices.LIMIT])
    inside = set(
        found.members(request.actor).filter(pk__in=[card.pk for card in shown]).values_list("pk", flat=True)
    )
    return choices.options(request, [choice(card, card.pk in inside) for card in shown])


def choice(card: Contact, taken: bool) -> choices.Choice:
    """A contact with what tells it from its namesakes."""
    beside = card.company_name if not card.is_company and card.company_name else card.city
    hint = _("is in it already") if taken else beside or card.number
    return choices.Choice(card.number, card.name, hint, taken=taken)
