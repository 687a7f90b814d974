"""Who may be in the register twice: the list of pairs, the panel on a card, the warning while a new card is typed."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from kaartenbak.contacts.forms import QuickForm, new_card_form
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.card_panels import Parts
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates import typed
from kaartenbak.duplicates.models import Suspect
from kaartenbak.duplicates.ops import jobs
from kaartenbak.duplicates.queries import suspects
from kaartenbak.duplicates.queries.pair_strings import lines_of
from kaartenbak.duplicates.queries.queue import SEPARATED
from kaartenbak.duplicates.queries.separations import Word, words_on
from kaartenbak.duplicates.queries.setup import needed_now
from kaartenbak.duplicates.views.strings import title_of
from kaartenbak.duplicates.views.words import said_of
from kaartenbak.history.shown import may_undo
from kaartenbak.jobs.board import visible_to
from kaartenbak.jobs.models import Job
from kaartenbak.search.selections import cards_of
from kaartenbak.search.views.selecting import back, picked
from kaartenbak.web import toasts
from kaartenbak.web.lists import Column, Listing, Page
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.templatetags.web import figure

LISTING = Listing(
    [
        Column("pair", gettext_lazy("May be the same")),
        Column("evidence", gettext_lazy("What was found")),
        Column("score", gettext_lazy("Likeness"), "score", css="number tight"),
        Column("actions", gettext_lazy("Actions"), css="tight"),
    ],
    default="-score",
)
STATES = ((suspects.OPEN, gettext_lazy("To look at")), (suspects.SEPARATE, gettext_lazy("Not the same")))
KINDS = (jobs.scan.kind, jobs.compare.kind, jobs.catch_up.kind)
UNDER_WAY = (Job.State.QUEUED, Job.State.RUNNING)


@require_GET
@needs("contacts.view")
def listing(request: PageRequest) -> HttpResponse:
    """The pairs that are open, or those that somebody called different, the surest first."""
    state = request.GET.get("state", suspects.OPEN)
    state = state if state in dict(STATES) else suspects.OPEN
    found = suspects.in_state(suspects.visible_to(request.actor), state)
    page = LISTING.page(found, request.GET)
    work = Job.objects.filter(kind__in=KINDS, state__in=UNDER_WAY).first()
    facts = {
        "page": page,
        "rows": rows_of(page, words_on(page.rows) if state == suspects.SEPARATE else {}, request),
        "states": STATES,
        "state": state,
        **progress_of(work),
        "may_merge": request.actor.may("contacts.merge"),
    }
    return render(request, "duplicates/list.html", facts)


def rows_of(page: Page[Suspect], words: Mapping[int, Word], request: PageRequest) -> list[dict[str, Any]]:
    """What the list shows of each pair, with the word on it; the cards of all are read together."""
    cards = suspects.cards_of(page.rows)
    return [
        {
            "pair": pair,
            "cards": [cards[pair.low], cards[pair.high]],
            "said": said_of(pair),
            "word": words.get(pair.pk),
            "may_undo": pair.pk in words and may_take_back(words[pair.pk], request),
        }
        for pair in page.rows
    ]


def may_take_back(word: Word, request: PageRequest) -> bool:
    """Whether the reader may take back what was said, with the operation that did nothing else."""
    return word.entry.kind == SEPARATED and may_undo(word.entry, request.actor)


@require_GET
@needs("contacts.view")
def pair_strings(request: PageRequest, pk: int) -> HttpResponse:
    """What two cards say in the fields that search strings are made of."""
    pair = suspects.pair_or_not_found(str(pk), by=request.actor)
    try:
        lines = lines_of(pair)
    except Refused as refusal:
        toasts.complain(request, str(refusal))
        return redirect("duplicates:list")
    cards = suspects.cards_of([pair])
    facts = {
        "cards": [cards[pair.low], cards[pair.high]],
        "count": sum(len(line.equal) for line in lines),
        "rows": [(title_of(line.field), line) for line in lines],
        "needed": needed_now(),
    }
    return render(request, "duplicates/pair_strings.html", facts)


@require_POST
@needs("contacts.merge")
def scan(request: PageRequest) -> HttpResponse:
    """Have all contacts compared, in the background."""
    if not visible_to(request.actor).filter(kind=jobs.scan.kind, state__in=UNDER_WAY).exists():
        jobs.scan.queue(by=request.actor)
    toasts.say(request, _("All contacts are being compared; you can go on meanwhile."))
    return redirect("duplicates:list")


@require_POST
@needs("contacts.merge")
def scan_selected(request: PageRequest) -> HttpResponse:
    """Have the contacts compared that were selected in a list."""
    chosen = picked(request)
    if chosen is None:
        return redirect(back(request))
    jobs.compare_some(cards_of(chosen, by=request.actor), by=request.actor)
    toasts.say(
        request, _("The selected contacts are being compared with all others; you can go on meanwhile.")
    )
    return redirect("duplicates:list")


@require_GET
@needs("contacts.view")
def progress(request: PageRequest, job: int) -> HttpResponse:
    """How far a comparison is; once it is over, the list with what came of it."""
    work = get_object_or_404(Job, pk=job, kind__in=KINDS)
    if not work.is_over:
        return render(request, "duplicates/_progress.html", progress_of(work))
    if work.state == Job.State.DONE:
        toasts.say(request, _("The contacts were compared."))
    else:
        toasts.complain(
            request, _("The contacts were not compared to the end: {why}").format(why=work.message)
        )
    return redirect("duplicates:list")


def progress_of(work: Job | None) -> dict[str, Any]:
    """What is shown of a comparison that is under way."""
    if work is None:
        return {"work": None}
    counted = _("{done} of {total}").format(done=figure(work.done), total=figure(work.total or 0))
    return {"work": work, "figures": counted if work.total else "", "shown": work.done or None}


@require_POST
@needs("contacts.change")
def while_typing(request: PageRequest, kind: str) -> HttpResponse:
    """Whom the card that is being typed may be; nothing while it says too little or cannot be."""
    form = new_card_form(kind)(request.POST)
    given = {name: request.POST[name] for name in form.fields if request.POST.get(name, "").strip()}
    return warning(request, {**given, "kind": kind})


@require_POST
@needs("contacts.change")
def while_entering(request: PageRequest) -> HttpResponse:
    """The same of the two or three fields of the quick entry."""
    form = QuickForm(request.POST)
    return warning(request, form.arguments()["values"] if form.is_valid() else {})


def warning(request: PageRequest, values: dict[str, Any]) -> HttpResponse:
    """Whom a card with these values may be."""
    try:
        found = typed.suspects_of(values, by=request.actor) if values else []
    except Refused:
        found = []
    return render(request, "duplicates/_while_typing.html", {"found": found})


def on_card(request: HttpRequest, card: Card) -> SafeString:
    """Whom a contact may be the same as; an empty place for it when there is nobody."""
    return parts_of(card).get("suspects", SafeString())


def parts_of(card: Card) -> Parts:
    """The panel again after a change of the card; one of an earlier moment has none."""
    if card.moment is not None:
        return {}
    pairs = suspects.open_on_card(card.contact.pk, by=card.by) if card.has("suspects") else []
    others = Contact.objects.in_bulk([other_of(pair, card.contact.pk) for pair in pairs])
    rows = [(pair, others[other_of(pair, card.contact.pk)], said_of(pair)) for pair in pairs]
    facts = {"rows": rows, "contact": card.contact, "may_merge": card.by.may("contacts.merge")}
    return {"suspects": SafeString(render_to_string("duplicates/_on_card.html", facts))}


def other_of(pair: Suspect, contact: int) -> int:
    """The other card of a pair."""
    return pair.high if pair.low == contact else pair.low
