"""Finding cards by what somebody remembers of them."""

from typing import Any

from django.db import models
from django.db.models import Q

from kaartenbak.contacts import queries as contacts
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal.text import search_form, squeezed
from kaartenbak.core.refusals import Refused
from kaartenbak.search.engines import holding
from kaartenbak.search.models import BulkChange
from kaartenbak.search.words import asked

CANDIDATES = 300


def matching(cards: "models.QuerySet[Contact]", text: str) -> "models.QuerySet[Contact]":
    """Of `cards`, those that hold every word of `text`, in any order and as far as it is typed."""
    words = asked(text)
    return cards.filter(pk__in=holding(words)) if words else cards.none()


def find(text: str, *, by: Actor, limit: int = 20) -> list[Contact]:
    """The cards that fit `text` best."""
    return ranked(contacts.visible_to(by).select_related("country", "company"), text)[:limit]


def ranked(cards: "models.QuerySet[Contact]", text: str) -> list[Contact]:
    """The first candidates of the index, put in order by how well their name fits.

    When no card holds every word, those that hold all but one: rather a near hit than an empty page.
    """
    words = asked(text)
    found = list(matching(cards, text)[:CANDIDATES]) or list(nearly(cards, words)[:CANDIDATES])
    return sorted(found, key=lambda card: rank(card, words))


def nearly(cards: "models.QuerySet[Contact]", words: list[str]) -> "models.QuerySet[Contact]":
    """Of `cards`, those that hold all of several words but one."""
    wanted = Q()
    for index in range(len(words) if len(words) > 1 else 0):
        wanted |= Q(pk__in=holding([*words[:index], *words[index + 1 :]]))
    return cards.filter(wanted) if wanted else cards.none()


def place(cursor: str) -> int:
    """The place in an order by relevance at which a page begins."""
    if cursor and not (cursor.isascii() and cursor.isdigit() and len(cursor) < 6):
        raise Refused("cursor.invalid", field="cursor")
    return int(cursor or 0)


def rank(card: Contact, words: list[str]) -> tuple[Any, ...]:
    """Lower is better: words found whole, then as a beginning, in the name before the rest; companies before people."""
    name = search_form(card.name).split()
    rest = search_form(f"{card.number} {card.company_name} {card.city}").split()
    score = sum(fit(word, name, squeezed(card.name)) + 0.1 * fit(word, rest, "") for word in words)
    return (score, card.kind != Contact.Kind.COMPANY, card.name_key, card.pk)


def fit(word: str, among: list[str], whole: str) -> int:
    """How a word fits: 0 whole, 1 as a beginning, 2 inside a name written together, 3 not there."""
    if word in among or word == whole:
        return 0
    if any(each.startswith(word) for each in among):
        return 1
    return 2 if word in whole else 3


def bulk_changes_of(by: Actor) -> "models.QuerySet[BulkChange]":
    """The changes of many contacts that an actor may follow: his own, and everybody's for an administrator."""
    every = BulkChange.objects.select_related("operation")
    return every if by.may("accounts.change") else every.filter(user_id=by.user_id or 0)
