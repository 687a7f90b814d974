"""The change feed for other systems: which cards changed or went since a token.

Changes are written under one lock just before their commit, so their keys follow the order of the commits:
whoever has read up to a key will never see a smaller one appear. A token is that key.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Change
from kaartenbak.history.prepared import Prepared
from kaartenbak.history.registry import card_model
from kaartenbak.history.store import manager

BLOCK = 2_000
NEWEST = Prepared(lambda: written().order_by("-id").values_list("id", flat=True)[:1])


@dataclass(frozen=True)
class Page:
    """Cards that changed since a token, each once, with the token to ask for the next ones."""

    changed: list[int]
    removed: list[int]
    token: str
    more: bool


def latest_token() -> str:
    """The token of this moment: asking with it gives what changes from now on."""
    return str(last_key())


def since(token: str, *, limit: int = 500) -> Page:
    """The cards changed after `token` (blank: from the beginning), in the order of their first change, at
    most `limit`.
    """
    start = parsed(token)
    found: dict[int | None, None] = {}
    more = False
    for key, card in changes_after(start):
        if card not in found and len(found) == limit:
            more = True
            break
        found[card] = None
        start = key
    alive = set(manager(card_model()).filter(pk__in=found).values_list("pk", flat=True))
    cards = [card for card in found if card is not None]
    return Page([c for c in cards if c in alive], [c for c in cards if c not in alive], str(start), more)


def changes_after(key: int) -> Iterator[tuple[int, int | None]]:
    """The changes of cards after `key`, by blocks: outside a transaction a cursor would first gather all there are."""
    changes = written().filter(card__isnull=False).order_by("id").values_list("id", "card")
    block = list(changes.filter(pk__gt=key)[:BLOCK])
    while block:
        yield from block
        block = list(changes.filter(pk__gt=block[-1][0])[:BLOCK]) if len(block) == BLOCK else []


def parsed(token: str) -> int:
    """The key in a token; refused when it is none of ours, or of changes that a restored backup does not
    know.
    """
    if not token:
        return 0
    if not (token.isascii() and token.isdigit() and len(token) <= 18) or int(token) > last_key():
        raise Refused("feed.token", field="since", token=token[:40])
    return int(token)


def last_key() -> int:
    """The key of the newest change."""
    return NEWEST.first() or 0


def written() -> "QuerySet[Change]":
    """The changes where they are written: a replica may be behind the one that gave the token."""
    return Change.objects.using(DEFAULT_DB_ALIAS)
