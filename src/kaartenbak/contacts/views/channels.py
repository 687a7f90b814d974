"""The ways to reach somebody: adding, changing, removing one, and making it the main one."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.forms import ChannelForm, NewChannelForm
from kaartenbak.contacts.models import Channel
from kaartenbak.contacts.ops import channels
from kaartenbak.contacts.queries import SLOT_OF
from kaartenbak.contacts.views import answering, following
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.reach import drawn, way
from kaartenbak.contacts.views.telling import done
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest


def card_of(request: PageRequest, number: str) -> Card:
    return Card.of(queries.by_ref(number, by=request.actor), request.actor)


def channel_of(card: Card, pk: int) -> Channel:
    """One of the card's channels."""
    return get_object_or_404(card.contact.channels.select_related("contact"), pk=pk)


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def new(request: PageRequest, number: str) -> HttpResponse:
    """Add a number or address, in a dialog."""
    card = card_of(request, number)
    form = NewChannelForm(request.POST or None, auto_id="channel_%s")
    was = answering.look(card)
    if request.method == "POST" and form.run(channels.add_channel, contact=card.contact, by=request.actor):
        done(request, form.outcome, _("{value} was added.").format(value=form.result.value))
        return answering.after_dialog(request, number, was)
    return render(
        request, "contacts/new_channel.html", {"contact": card.contact, "form": form}, status=form.status
    )


@require_http_methods(["GET", "POST"])
@needs("contacts.change")
def one(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """The form of a channel in its place; the line again with `?cancel`."""
    card = card_of(request, number)
    channel = channel_of(card, pk)
    if "cancel" in request.GET:
        several = len([each for each in card.channels if each.kind == channel.kind]) > 1
        return HttpResponse(drawn(way(card, channel, several=several)))
    was, reach = answering.look(card), reach_of(card, channel)
    values = {"value": channel.value, "label": channel.label}
    form = ChannelForm(request.POST or None, values=values, auto_id=f"channel-{pk}-%s")
    version = card.contact.version
    if request.method == "POST" and form.save(
        channels.change_channel, channel=channel, version=version, by=request.actor
    ):
        sentence = _("{what} was changed.").format(what=channel.get_kind_display())
        done(request, form.outcome, f"{sentence} {reach.sentence}" if reach.people else sentence)
        return answering.changed(request, number, was, main=f"channel-{pk}")
    facts = {"contact": card.contact, "channel": channel, "form": form, "reach": reach}
    return render(request, "contacts/_channel_form.html", facts, status=form.status)


def reach_of(card: Card, channel: Channel) -> following.Reach:
    """Whom a change of the channel reaches: it is inherited when it is the main one of its kind."""
    slot = SLOT_OF.get((channel.kind, channel.position), "")
    return following.reach(card.contact, [slot] if slot and slot != "email_2" else [])


@require_POST
@needs("contacts.change")
def main(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Make a channel the main one of its kind."""
    return acted(request, number, pk, channels.make_main, _("{value} is the main one now."))


@require_POST
@needs("contacts.change")
def removal(request: PageRequest, number: str, pk: int) -> HttpResponse:
    """Remove a channel."""
    return acted(request, number, pk, channels.remove_channel, _("{value} was removed."))


def acted(request: PageRequest, number: str, pk: int, op: Any, sentence: str) -> HttpResponse:
    """Do something with a channel that needs no form."""
    card = card_of(request, number)
    was, channel = answering.look(card), channel_of(card, pk)
    outcome = perform(op, channel=channel, by=request.actor)
    done(request, outcome, sentence.format(value=channel.value))
    return answering.changed(request, number, was)
