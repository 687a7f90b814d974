"""Periods of alternative addresses in words, for the card, the interface and the history."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.rules.active_address import COMPANY, Answer, Occurrence


def reason(contact: Contact, answer: Answer) -> str:
    """Why an address holds, in one or two sentences."""
    if answer.because is None:
        return _("No alternative address holds on this day.")
    found = holds(answer.because)
    if answer.source != COMPANY:
        return found
    follows = _("It is an address of {company}, whose address {contact} follows.")
    return f"{found} {follows.format(company=contact.company_name, contact=contact.name)}"


def holds(occurrence: Occurrence) -> str:
    """When an address holds, as a sentence."""
    period = occurrence.period
    facts = {"code": period.code, "starts": in_words(occurrence.starts), "ends": in_words(occurrence.ends)}
    if period.ends is None:
        return _("{code} holds from {starts} on.").format(**facts)
    if period.yearly:
        return _("{code} holds every year, this time from {starts} to {ends}.").format(**facts)
    return _("{code} holds from {starts} to {ends}.").format(**facts)


def period_in_words(starts: date, ends: date | None, yearly: bool) -> str:
    """A period in short: “1 July – 31 August, every year from 2024 on”."""
    return period_written(starts, ends, yearly, get_language())


@lru_cache(maxsize=5_000)
def period_written(starts: date, ends: date | None, yearly: bool, language: str | None) -> str:
    """A period in the present `language`; a card may show hundreds, and each takes half a dozen translations."""
    if ends is None:
        return _("from {starts} on").format(starts=in_words(starts))
    if starts == ends and not yearly:
        return in_words(starts)
    if not yearly:
        return f"{in_words(starts)} – {in_words(ends)}"
    if starts == ends:
        return _("{day}, every year from {year} on").format(day=of_every_year(starts), year=starts.year)
    facts = {"starts": of_every_year(starts), "ends": of_every_year(ends), "year": starts.year}
    return _("{starts} – {ends}, every year from {year} on").format(**facts)


def in_words(day: date) -> str:
    """A day as a reader writes it."""
    return written(day, pgettext("a day in the manner of Django's date filter", "j F Y"), get_language())


def day_in_words(day: str) -> str:
    """A day that is written as 2026-03-31, as a reader writes it; what is no day stays as it is."""
    try:
        return in_words(date.fromisoformat(day))
    except (TypeError, ValueError):
        return day


def of_every_year(day: date) -> str:
    """A day without its year."""
    pattern = pgettext("a day of every year in the manner of Django's date filter", "j F")
    return written(day, pattern, get_language())


@lru_cache(maxsize=5_000)
def written(day: date, pattern: str, language: str | None) -> str:
    """A day by a pattern in the present `language`; a card may show hundreds, and each of them takes a while."""
    return str(date_format(day, pattern))
