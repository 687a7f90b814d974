"""Counting what a list holds, as far as nobody waits for it."""

from contextlib import suppress
from time import monotonic
from typing import Any

from django.conf import settings

from kaartenbak.contacts.queries import Cards
from kaartenbak.search.engines import TookTooLong, stopping

# Up to so many are counted; a million takes up to two seconds.
MOST = 10_000
BLOCK = 500
# What was broken off is told in steps of so many.
STEP = 100


def counted(cards: Cards) -> dict[str, Any]:
    """How many there are, `total`; of very many, or where looking takes long, `more_than` how many, which may be 0."""
    seconds = settings.COUNTING_SECONDS
    found, until = 0, monotonic() + seconds
    with suppress(TookTooLong), stopping(seconds):
        for _key in cards.order_by().values_list("pk", flat=True)[: MOST + 1].iterator(chunk_size=BLOCK):
            if monotonic() >= until:
                raise TookTooLong
            found += 1
        return {"total": found} if found <= MOST else {"more_than": MOST}
    return {"more_than": max(found - 1, 0) // STEP * STEP}
