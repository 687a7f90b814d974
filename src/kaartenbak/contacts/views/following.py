"""What follows the company: letting a person follow it again, keeping his own, and saying who follows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops import people
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.views import answering
from kaartenbak.contacts.views.card import Card
from kaartenbak.contacts.views.telling import done
from kaartenbak.history.operations import perform
from kaartenbak.web.permits import needs
from kaartenbak.web.requests import PageRequest

NAMED = 5


@dataclass(frozen=True)
class Reach:
    """The people of a company whom a change reaches, and those who keep their own; a few of each by name."""

    follow: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)

    @property
    def people(self) -> int:
        return len(self.follow) + len(self.own)

    @property
    def sentence(self) -> str:
        """How many follow, and how many keep their own."""
        follow = ngettext("{count} person follows.", "{count} people follow.", len(self.follow))
        own = ngettext(
            "{count} person keeps an own value.", "{count} people keep an own value.", len(self.own)
        )
        told = ((follow, self.follow), (own, self.own))
        return " ".join(sentence.format(count=len(names)) for sentence, names in told if names)

    @property
    def followers(self) -> str:
        return named(self.follow)

    @property
    def owners(self) -> str:
        return named(self.own)


def named(names: list[str]) -> str:
    """The first few names, and how many more there are."""
    shown, more = ", ".join(names[:NAMED]), len(names) - NAMED
    if more <= 0:
        return shown
    return ngettext("{names} and {more} more", "{names} and {more} more", more).format(names=shown, more=more)


def reach(company: Contact, groups: Iterable[str]) -> Reach:
    """Whom a change of these field groups reaches; nobody when the contact has no people, or nothing is inherited."""
    wanted = queries.switched_on(groups)
    if not company.is_company or not wanted:
        return Reach()
    found = Reach()
    for name, follows in queries.people_with_follows(company):
        (found.follow if wanted & {*follows} else found.own).append(name)
    return found


@require_POST
@needs("contacts.change")
def following(request: PageRequest, number: str, group: str) -> HttpResponse:
    """Let a person follow the company again in one group of fields; with `keep=own`, no longer."""
    contact = queries.by_ref(number, by=request.actor)
    was = answering.look(Card.of(contact, request.actor))
    label = FIELDS[group].title if group in FIELDS else _("Address")
    if request.POST.get("keep") == "own":
        outcome = perform(people.unfollow, contact=contact, groups=[group], by=request.actor)
        done(request, outcome, _("{what} is kept as an own value now.").format(what=label))
    else:
        outcome = perform(people.follow, contact=contact, groups=[group], by=request.actor)
        done(request, outcome, _("{what} follows the company again.").format(what=label))
    return answering.changed(request, contact.number, was)
