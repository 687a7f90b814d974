"""Keeping the search index in step with the cards."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import batched, groupby
from typing import Any

from django.db import connection, models

from kaartenbak.contacts.models import AlternativeAddress, Channel, Contact, FormerCard
from kaartenbak.history import bulk
from kaartenbak.history.made import Made
from kaartenbak.history.prepared import Among, Prepared
from kaartenbak.history.registry import tracked
from kaartenbak.jobs.progress import report
from kaartenbak.search import engines
from kaartenbak.search.formerly import FIELDS as FORMER_FIELDS
from kaartenbak.search.formerly import former_values
from kaartenbak.search.models import Document, Word
from kaartenbak.search.words import COLUMNS, Entry, entry, is_in_vocabulary

BLOCK = 500
# The tables that documents are made of, with the columns they read; all, when none are named.
READ: dict[type[models.Model], frozenset[str]] = {
    Contact: frozenset({"kind", *COLUMNS, *FORMER_FIELDS}),
    Channel: frozenset(),
    AlternativeAddress: frozenset(),
    FormerCard: frozenset(),
}
LINES = (
    "company_name", "company_name_2", "street", "street_2", "postcode", "city", "phone", "mobile", "fax", "email", "website",
)  # fmt: skip
ADDRESS = (*LINES, "phone_normal", "mobile_normal", "fax_normal")
WHOLE = ("id", "kind", *COLUMNS)
FIELDS = Entry._fields
# What a block of fewer cards is asked; of a whole one a range of keys is quicker.
CARDS = Prepared(lambda: Contact.objects.filter(Among("pk", "keys")).order_by().values(*WHOLE))
CHANNELS = Prepared(lambda: channels_of(Among("contact", "keys")))
ADDRESSES = Prepared(lambda: addresses_of(Among("contact", "keys")))
SOME = Prepared(lambda: Document.objects.filter(Among("pk", "keys")).values_list("pk", *FIELDS))
# Any number will do, as long as nothing else in the database locks it.
VOCABULARY_LOCK = 7_309_214
COUNT = (
    "INSERT INTO search_word (text, cards) {values} "
    "ON CONFLICT (text) DO UPDATE SET cards = search_word.cards + excluded.cards"
)


def refresh(cards: Collection[int], *, fresh: Collection[int] = (), made: Made | None = None) -> None:
    """Write what is indexed of these cards anew; of cards that are gone it goes too. `fresh` cards have nothing yet; those all
    of whose rows were `made` in this operation are not read.
    """
    words: Counter[str] = Counter()
    known = made_entries(made, set(cards) & (set(fresh) - made.others)) if made else {}
    put(known, {}, words)
    for block in batched(sorted(set(cards) - known.keys()), BLOCK):
        old = [pk for pk in block if pk not in fresh]
        put(entries(block, changed=old), indexed(old), words)
    count(words)


def put(wanted: Mapping[int, Entry], known: Mapping[int, Entry], words: Counter[str]) -> None:
    """Bring the documents from `known` to `wanted`; `words` counts in how many more of them each word stands."""
    gone = [pk for pk in known if pk not in wanted]
    if gone:
        Document.objects.filter(pk__in=gone).delete()
    added = {pk: each for pk, each in wanted.items() if pk not in known}
    changed = {pk: each for pk, each in wanted.items() if pk in known and known[pk] != each}
    bulk.insert(Document, Document._meta.concrete_fields, ((pk, *each) for pk, each in added.items()))
    Document.objects.bulk_create(
        [Document(contact_id=pk, **each._asdict()) for pk, each in changed.items()],
        update_conflicts=True,
        unique_fields=["contact_id"],
        update_fields=FIELDS,
    )
    moved: Counter[str] = Counter()
    for each in (*added.values(), *changed.values()):
        moved.update(each.words())
    for pk in (*gone, *changed):
        moved.subtract(known[pk].words())
    # Most words stand on several cards of a block: each is looked at once.
    words.update({word: more for word, more in moved.items() if is_in_vocabulary(word)})


def count(words: Mapping[str, int]) -> None:
    """Keep the vocabulary: how many cards hold each word; a word that none holds any more goes."""
    changes = sorted((text, more) for text, more in words.items() if more)
    if not changes:
        return
    hold_vocabulary()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            rows = "SELECT * FROM unnest(%s::varchar[], %s::integer[])"
            cursor.execute(COUNT.format(values=rows), [list(each) for each in zip(*changes, strict=True)])
        else:
            cursor.executemany(COUNT.format(values="VALUES (%s, %s)"), changes)
    fewer = [text for text, more in changes if more < 0]
    for block in batched(fewer, BLOCK):
        Word.objects.filter(text__in=block, cards__lte=0).delete()


def hold_vocabulary() -> None:
    """Let one transaction at a time, until its end, change the vocabulary, so that words appear in the order of their keys.

    SQLite has one writer anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [VOCABULARY_LOCK])


def entries(cards: Collection[int], *, changed: Collection[int]) -> dict[int, Entry]:
    """What should be indexed of these cards; only those `changed` may have former values."""
    many = len(cards) == BLOCK
    whole = Contact.objects.filter(bulk.among("pk", cards)).values(*WHOLE)
    rows: Iterable[Any] = whole if many else CARDS(keys=cards)
    found: Iterable[Any] = channels_of(bulk.among("contact", cards)) if many else CHANNELS(keys=cards)
    by_card = {pk: [row[1:] for row in group] for pk, group in groupby(found, key=lambda row: row[0])}
    elsewhere = addresses(cards)
    former: dict[int, Any] = former_values(changed) if changed else {}
    return {
        pk: entry(row, by_card.get(pk, ()), former.get(pk, ()), elsewhere.get(pk, ()))
        for row in rows
        for pk in (row["id"],)
    }


def made_entries(made: Made, cards: Collection[int]) -> dict[int, Entry]:
    """What should be indexed of cards of which all rows are at hand."""
    channels = by_card(made.of(tracked(Channel).label, ("contact_id", "id", "kind", "value", "normal")))
    found = by_card(made.of(tracked(AlternativeAddress).label, ("contact_id", "id", *ADDRESS)))
    elsewhere = {
        card: [each for row in rows for each in as_channels(dict(zip(ADDRESS, row, strict=True)))]
        for card, rows in found.items()
    }
    rows = (dict(zip(WHOLE, row, strict=True)) for row in made.of(tracked(Contact).label, WHOLE))
    return {
        pk: entry(row, channels.get(pk, ()), (), elsewhere.get(pk, ()))
        for row in rows
        if (pk := row["id"]) in cards
    }


def by_card(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """Rows that begin with their card and their key, without these, each card's in the order of their keys."""
    found: dict[int, list[tuple[Any, ...]]] = {}
    for row in sorted(rows):
        found.setdefault(row[0], []).append(row[2:])
    return found


def addresses(cards: Collection[int]) -> dict[int, list[tuple[str, str, str]]]:
    """What the alternative addresses of these cards say, as if each line of theirs were a channel."""
    found: dict[int, list[tuple[str, str, str]]] = {}
    many = len(cards) == BLOCK
    rows: Iterable[Any] = addresses_of(bulk.among("contact", cards)) if many else ADDRESSES(keys=cards)
    for row in rows:
        found.setdefault(row["contact"], []).extend(as_channels(row))
    return found


def as_channels(address: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The lines of an address, as if each were a channel."""
    return [(name, address[name], address.get(f"{name}_normal", "")) for name in LINES if address[name]]


def channels_of(which: Any) -> Any:
    """The channels of some cards, card by card."""
    rows = Channel.objects.filter(which).order_by("contact_id", "id")
    return rows.values_list("contact_id", "kind", "value", "normal")


def addresses_of(which: Any) -> Any:
    """The alternative addresses of some cards, card by card."""
    return AlternativeAddress.objects.filter(which).order_by("contact", "id").values("contact", *ADDRESS)


def indexed(cards: Collection[int]) -> dict[int, Entry]:
    """What is indexed of these cards."""
    if not cards:
        return {}
    many = len(cards) == BLOCK
    rows = (
        Document.objects.filter(bulk.among("pk", cards)).values_list("pk", *FIELDS)
        if many
        else SOME(keys=cards)
    )
    return {pk: Entry(*texts) for pk, *texts in rows}


def rebuild() -> int:
    """Make the whole index anew, block by block, telling how far it is; how many cards it holds."""
    total, done = Contact.objects.count(), 0
    hold_vocabulary()
    Word.objects.all().delete()
    words: Counter[str] = Counter()
    for block in blocks():
        wanted = entries(block, changed=block)
        put(wanted, indexed(block), Counter())
        for each in wanted.values():
            words.update(each.vocabulary())
        done += len(block)
        report(done, total)
    left_over().delete()
    count(words)
    engines.rebuild()
    return done


def is_missing() -> bool:
    """Whether no card is indexed though there are some: after an upgrade that changed the index."""
    return not Document.objects.exists() and Contact.objects.exists()


def wrong() -> list[int]:
    """The cards whose document is missing, left over or not what it should be."""
    found = []
    for block in blocks():
        kept = indexed(block)
        found += [pk for pk, each in entries(block, changed=block).items() if kept.get(pk) != each]
    return [*found, *left_over().values_list("pk", flat=True)]


def is_torn() -> bool:
    """Whether the vocabulary or the engine's own tables do not agree with the documents."""
    words: Counter[str] = Counter()
    for texts in Document.objects.values_list(*FIELDS).iterator():
        words.update(Entry(*texts).vocabulary())
    counted = dict(Word.objects.values_list("text", "cards").iterator())
    return dict(words) != counted or not engines.is_whole()


def left_over() -> Any:
    """The documents of cards that are gone."""
    return Document.objects.exclude(pk__in=Contact.objects.values("pk"))


def blocks() -> Iterator[tuple[int, ...]]:
    """The keys of all cards, block by block."""
    keys = Contact.objects.order_by("pk").values_list("pk", flat=True)
    yield from batched(keys.iterator(chunk_size=BLOCK), BLOCK)
