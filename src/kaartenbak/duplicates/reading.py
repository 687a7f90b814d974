"""Cards in the forms in which they are compared, read many at a time."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import batched
from typing import Any, NamedTuple

from django.db.models import QuerySet

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.duplicates.rules import strings
from kaartenbak.duplicates.rules.features import COLUMNS, Features, features
from kaartenbak.duplicates.rules.strings import Strings
from kaartenbak.history.prepared import Among, Prepared

BLOCK = 500
TEXTS = [name for name in strings.FIELDS if name not in ("phone", "mobile", "fax", "email", "website")]
# What is read of a card; a change of anything else changes nothing here.
READ = frozenset({*COLUMNS, *TEXTS, "vat_number", "enterprise_number"})
# Asked once for each card that is typed or saved, and for every block of a scan.
CARDS = Prepared(
    lambda: Contact.objects.filter(Among("pk", "keys")).order_by("pk").values_list("pk", *COLUMNS)
)
CHANNELS = Prepared(
    lambda: (
        Channel.objects.filter(Among("contact_id", "keys"))
        .order_by("contact_id", "kind", "position")
        .values_list("contact_id", "kind", "normal", "value")
    )
)


class Card(NamedTuple):
    """A card as it is in the register: its columns and its channels, kind and normal form."""

    columns: Mapping[str, Any]
    channels: Sequence[tuple[str, str]]

    @property
    def features(self) -> Features:
        """What of it is compared."""
        return features(self.columns, self.channels)


def cards_of(keys: Iterable[int]) -> Iterator[tuple[int, Card]]:
    """Cards by their keys; those that are no more are left out."""
    for block in batched(keys, BLOCK):
        channels = channels_of(block)
        for row in CARDS(keys=block):
            key, *values = row
            yield key, Card(dict(zip(COLUMNS, values, strict=True)), channels[key])


def channels_of(keys: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """The channels of cards: kind and normal form, or what was typed where there is none."""
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for key, kind, normal, value in CHANNELS(keys=keys):
        found[key].append((kind, normal or value))
    return found


def strings_of(keys: Iterable[int], rows: Iterable[Any]) -> Iterator[tuple[int, Strings]]:
    """The search strings of companies by their keys; a person has none."""
    rows = list(rows)
    companies = Contact.objects.filter(kind=Contact.Kind.COMPANY)
    for key, texts in texts_of(keys, companies):
        yield key, strings.strings_of(texts, rows)


def texts_of(keys: Iterable[int], cards: "QuerySet[Contact]") -> Iterator[tuple[int, dict[str, Any]]]:
    """What search strings are made of, by field, of those of `cards` that have these keys."""
    for block in batched(keys, BLOCK):
        mains: dict[int, dict[str, str]] = defaultdict(dict)
        channels = Channel.objects.filter(contact__in=block, position=1, kind__in=strings.FIELDS).order_by()
        for key, kind, value in channels.values_list("contact_id", "kind", "value"):
            mains[key][kind] = value
        for card in cards.filter(pk__in=block).order_by("pk").values("pk", *TEXTS):
            yield card["pk"], card | mains[card["pk"]]
