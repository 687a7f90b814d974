"""Contacts chosen for something that is done to many: a selection of the list, or keys."""

from collections.abc import Collection, Iterator
from itertools import batched

from django.db import models

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries.cards import Cards
from kaartenbak.history.bulk import among

# Contacts that somebody may see, or their keys.
Chosen = Cards | Collection[int]
KEYS_PER_QUESTION = 5_000


def keys_of(chosen: Chosen) -> list[int]:
    """The keys of the chosen contacts, in order; each once."""
    if isinstance(chosen, models.QuerySet):
        return list(chosen.order_by("pk").values_list("pk", flat=True).distinct())
    return sorted(set(chosen))


def in_parts(chosen: Chosen) -> Iterator[Cards]:
    """The chosen contacts as querysets that can be counted: one as it is, keys in parts."""
    if isinstance(chosen, models.QuerySet):
        yield chosen.order_by()
        return
    for keys in batched(sorted(set(chosen)), KEYS_PER_QUESTION):
        yield Contact.objects.filter(among("pk", keys))
