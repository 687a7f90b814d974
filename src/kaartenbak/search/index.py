"""Keeping the search index in step with the cards."""

from collections.abc import Iterable
from itertools import batched, groupby

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.history import bulk
from kaartenbak.search.models import Document
from kaartenbak.search.words import NUMBERS, SQUEEZED, TEXTS, body

BLOCK = 500
# The tables that documents are made of.
READ = (Contact, Channel)
COLUMNS = tuple(dict.fromkeys((*TEXTS, *NUMBERS, *SQUEEZED)))


def refresh(cards: Iterable[int], *, fresh: Iterable[int] = ()) -> None:
    """Write the documents of these cards anew; those of cards that are gone go too. `fresh` cards have none yet."""
    new = set(fresh)
    for block in batched(sorted(cards), BLOCK):
        documents = documents_of(block)
        known = [pk for pk in block if pk not in new]
        gone = [pk for pk in known if pk not in documents]
        if gone:
            Document.objects.filter(pk__in=gone).delete()
        inserted = [(pk, text) for pk, text in documents.items() if pk in new]
        changed = [Document(contact_id=pk, body=text) for pk, text in documents.items() if pk not in new]
        bulk.insert(Document, Document._meta.concrete_fields, inserted)
        Document.objects.bulk_create(
            changed, update_conflicts=True, unique_fields=["contact_id"], update_fields=["body"]
        )


def documents_of(cards: Iterable[int]) -> dict[int, str]:
    """The documents that these cards should have."""
    keys = list(cards)
    rows = Contact.objects.filter(pk__in=keys).values("id", *COLUMNS)
    channels = Channel.objects.filter(contact__in=keys).order_by("contact_id")
    found = channels.values_list("contact_id", "kind", "value", "normal")
    by_card = {pk: [row[1:] for row in group] for pk, group in groupby(found, key=lambda row: row[0])}
    return {row["id"]: body(row, by_card.get(row["id"], [])) for row in rows}


def rebuild() -> int:
    """Make the whole index anew, block by block; how many documents it has."""
    Document.objects.all().delete()
    total = 0
    keys = Contact.objects.order_by("pk").values_list("pk", flat=True)
    for block in batched(keys.iterator(chunk_size=BLOCK), BLOCK):
        refresh(block, fresh=block)
        total += len(block)
    return total


def wrong() -> list[int]:
    """The cards whose document is missing, left over or not what it should be."""
    found = []
    keys = Contact.objects.order_by("pk").values_list("pk", flat=True)
    for block in batched(keys.iterator(chunk_size=BLOCK), BLOCK):
        kept = dict(Document.objects.filter(pk__in=block).values_list("pk", "body"))
        found += [pk for pk, text in documents_of(block).items() if kept.get(pk) != text]
    left_over = Document.objects.exclude(pk__in=Contact.objects.values("pk")).values_list("pk", flat=True)
    return [*found, *left_over]
