"""Values that a phone or mail program took away which it may not have known: told on the card and to whose program it was."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kaartenbak.accounts.models import User
from kaartenbak.carddav.models import Overwriting
from kaartenbak.carddav.ops.overwriting import let_stand
from kaartenbak.carddav.queries import overwriting
from kaartenbak.carddav.views.differing import label_of
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.core.actor import Actor
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest
from kaartenbak.web.responses import way_back


@dataclass(frozen=True)
class Told:
    """An overwriting as a page tells it."""

    row: Overwriting
    may_settle: bool

    @property
    def contact(self) -> Contact:
        return self.row.contact

    @property
    def sentence(self) -> str:
        """Which program took away what."""
        facts = {"user": self.row.user, "device": self.row.device or _("a phone"), "fields": self.fields}
        return _("{device} of {user} overwrote what others had entered: {fields}.").format(**facts)

    @property
    def fields(self) -> str:
        return ", ".join(str(label_of(name)) for name in self.row.names)


def told_to(user: User, *, by: Actor) -> list[Told]:
    """What is told to a user of his own programs."""
    return [Told(each, by.may("contacts.change")) for each in overwriting.told_to(user, by=by)]


def on_card(card: Card, told: list[Overwriting], request: HttpRequest | None) -> SafeString:
    """What is told on a card; an empty place for it when there is nothing."""
    facts = {
        "overwritings": [Told(each, card.by.may("contacts.change")) for each in told],
        "contact": card.contact,
    }
    return SafeString(render_to_string("carddav/_overwritten.html", facts, request if told else None))


@require_POST
@needs("contacts.change")
def settlement(request: PageRequest, pk: int) -> HttpResponse:
    """Tell of it no more."""
    seen = Overwriting.objects.filter(contact__in=queries.visible_to(request.actor))
    outcome = perform(let_stand, overwriting=get_object_or_404(seen, pk=pk), by=request.actor)
    done(request, outcome, _("What the phone wrote stands."))
    return redirect(way_back(request, "/"))
