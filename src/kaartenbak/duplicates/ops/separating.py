"""Saying that two cards are two different contacts, and what search strings are made of companies."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import text
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.duplicates import keeping
from kaartenbak.duplicates.models import Separation, StringSetup, Suspect
from kaartenbak.duplicates.queries.setup import string_setup
from kaartenbak.duplicates.rules.strings import checked, rule_of
from kaartenbak.history import store
from kaartenbak.history.operations import about, operation

LONGEST_REASON = 250


@operation(needs="contacts.merge", title=_("Called {contact} and {other} different contacts"))
def separate(*, suspect: Suspect, reason: str = "", by: Actor) -> Separation:
    """Remember for ever that the two cards of a pair are not the same; refused when somebody said so already."""
    low, high = cards_of(suspect)
    about(contact=str(low), other=str(high), number=low.number)
    if Separation.objects.filter(low=low.pk, high=high.pk).exists():
        raise Refused("duplicates.separate_already", contact=str(low), other=str(high))
    reason = text.clean(reason, "reason")
    if len(reason) > LONGEST_REASON:
        raise Refused("value.too_long", field="reason", length=len(reason), limit=LONGEST_REASON)
    return store.create(Separation(low=low.pk, high=high.pk, reason=reason))


def cards_of(suspect: Suspect) -> tuple[Contact, Contact]:
    """The two cards of a pair; refused when somebody deleted or merged one of them meanwhile."""
    found = Contact.objects.in_bulk([suspect.low, suspect.high])
    if len(found) < 2:
        raise NotFound("duplicates.not_found", ref=suspect.pk)
    return found[suspect.low], found[suspect.high]


@operation(needs="setup.change", title=_("Changed the search strings of companies"))
def set_strings(*, rows: Iterable[Sequence[Any]], by: Actor) -> StringSetup:
    """Let these be the fields, parts and lengths that are compared. The strings of a row that is left out go at once; those that
    are made already and get another length follow at the next search.
    """
    wanted = checked(rows)
    keeping.let_go_of_rows([rule_of(field, part) for field, part, _length in wanted])
    setup = StringSetup.objects.first()
    if setup is None:
        return store.create(StringSetup(pk=string_setup().pk, rows=wanted))
    setup = store.lock(setup)
    store.update(setup, rows=wanted)
    return setup
