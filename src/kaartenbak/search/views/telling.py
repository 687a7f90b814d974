"""What becomes of selected contacts, in words."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kaartenbak.search.actions import Action, Verb
from kaartenbak.search.rules.tally import Tally
from kaartenbak.setup.models import CodeTable
from kaartenbak.web.templatetags.web import figure

CHANGED = {
    Verb.ADD: _("Will be added"),
    Verb.REMOVE: _("Will be taken away"),
    Verb.CHANGE: _("Will be changed"),
}
ALREADY = {
    Verb.ADD: _("Have it already"),
    Verb.REMOVE: _("Do not have it"),
    Verb.CHANGE: _("Have it already"),
}
SKIPPED = {
    "contact.must_be_company": _("Skipped: persons, since only companies can have it"),
    "contact.must_be_person": _("Skipped: companies, since only persons can have it"),
    "contact.privacy_blocked": _("Skipped: blocked for privacy"),
}


@dataclass(frozen=True)
class Line:
    """One line of a preview."""

    icon: str
    text: str
    count: int


def lines(action: Action, tally: Tally) -> list[Line]:
    """What would happen to how many contacts."""
    found = [Line("check", str(CHANGED[action.verb]), tally.changed)]
    if tally.already:
        found.append(Line("minus", str(ALREADY[action.verb]), tally.already))
    reasons = ((SKIPPED.get(reason, reason), count) for reason, count in tally.skipped.items())
    return found + [Line("ban", str(text), count) for text, count in reasons if count]


def said(action: Action, tally: Tally, code: CodeTable | None) -> str:
    """What was done, as a confirmation."""
    named = (code.description or code.code) if code else action.what
    sentences = [filled(sentence(action.verb, tally.changed), tally.changed, code=named)]
    skipped = sum(tally.skipped.values())
    if skipped:
        told = ngettext("{count} contact was skipped.", "{count} contacts were skipped.", skipped)
        sentences.append(filled(told, skipped))
    return " ".join(sentences)


def sentence(verb: Verb, count: int) -> str:
    """What was done to so many contacts, still with gaps."""
    if verb is Verb.ADD:
        return ngettext("{code}: added to {count} contact.", "{code}: added to {count} contacts.", count)
    if verb is Verb.REMOVE:
        return ngettext(
            "{code}: taken away from {count} contact.", "{code}: taken away from {count} contacts.", count
        )
    return ngettext("{code}: set for {count} contact.", "{code}: set for {count} contacts.", count)


def filled(sentence: str, count: int, **facts: str) -> str:
    """A sentence with its figure as the reader writes it."""
    return str(sentence).format(count=figure(count), **facts)
