"""Looking for the cards that the rows of a file may be one with, in a few statements however many rows these are."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import batched
from typing import Any

from django.db.models import Q, QuerySet

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.ops.channel_rows import drafted_channels
from kaartenbak.contacts.ops.drafts import Draft
from kaartenbak.duplicates import looking, reading
from kaartenbak.duplicates.keeping import Found
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.features import COLUMNS, tax_form
from kaartenbak.duplicates.rules.scoring import judge

REACHED_BY = ("phone", "mobile", "email")
# What more cards than these share tells nobody apart, and so many rows of an answer are read at most.
CROWDED, MOST_READ = 40, 20_000
# So many texts go into one statement.
MOST_ASKED = 5_000
# How a name is kept with the legal forms that are met most; who writes none means the same company.
FORMS = (
    "bv", "b v", "bvba", "b v b a", "nv", "n v", "cv", "vof", "vzw", "gmbh", "sa", "s a", "srl", "sprl", "sarl", "asbl", "ltd",
)  # fmt: skip
Key = tuple[str, str]


def card_of(draft: Draft) -> Card:
    """A card that is not in the register, in the forms in which cards are compared."""
    columns = {name: getattr(draft.contact, name) for name in (*COLUMNS, "name_key")}
    return Card(columns, [(each.kind, each.normal or each.value) for each in drafted_channels(draft)])


def alike_to_each(cards: Sequence[Card]) -> list[dict[int, Found]]:
    """For each of these cards, which are not in the register, those that it may be one with."""
    near = candidates(cards)
    others = {key: each.features for key, each in reading.cards_of(sorted(set().union(*near)))}
    return [
        judged(card, {key: others[key] for key in keys if key in others}) if keys else {}
        for card, keys in zip(cards, near, strict=True)
    ]


def judged(card: Card, others: dict[int, Any]) -> dict[int, Found]:
    """Those of some cards that a card may be one with."""
    features = card.features
    crowded = looking.crowd([features, *others.values()])
    found = ((key, judge(features, other, crowded)) for key, other in others.items())
    return {key: Found(each.score, 0, each.findings) for key, each in found if each.is_suspect}


def candidates(cards: Sequence[Card]) -> list[set[int]]:
    """The keys of the cards that are worth comparing with each: they have its name, its number or its mailbox."""
    keys = [set(keys_of(card)) for card in cards]
    found: dict[Key, set[int]] = defaultdict(set)
    for name, rows in asked(set().union(*keys)):
        for text, key in rows[:MOST_READ]:
            found[name, text].add(key)
    telling = {each: having for each, having in found.items() if len(having) <= CROWDED}
    return [set().union(*(telling[each] for each in wanted if each in telling)) for wanted in keys]


def keys_of(card: Card) -> Iterator[Key]:
    """What a card is looked up by."""
    yield from (("name_key", name) for name in names_of(card))
    if tax := card.columns["tax_key"]:
        bare = tax_form(tax)
        yield from (("tax_key", each) for each in {tax, bare, f"BE{bare}"})
    yield from reached_keys_of(card)


def own_keys_of(card: Card) -> Iterator[Key]:
    """What a card is found by: it has one of these, and who looks for it asks for that."""
    yield from ((name, card.columns[name]) for name in ("name_key", "tax_key") if card.columns[name])
    yield from reached_keys_of(card)


def reached_keys_of(card: Card) -> Iterator[Key]:
    """Its numbers and mailboxes."""
    yield from {("normal", normal): None for kind, normal in card.channels if kind in REACHED_BY}


def names_of(card: Card) -> Iterator[str]:
    """Its name as the register may keep it; that of a company also without a legal form, or with another."""
    if name := card.columns["name_key"]:
        yield name
        if card.columns["kind"] == Contact.Kind.COMPANY:
            bare = next((name.removesuffix(f" {form}") for form in FORMS if name.endswith(f" {form}")), name)
            yield from (bare, *(f"{bare} {form}" for form in FORMS))


def asked(keys: set[Key]) -> Iterator[tuple[str, "QuerySet[Any, Any]"]]:
    """The statements that find who has these."""
    texts: dict[str, list[str]] = defaultdict(list)
    for name, text in sorted(keys):
        texts[name].append(text)
    for name, found in texts.items():
        for some in batched(found, MOST_ASKED):
            yield name, having(name, some)


def having(name: str, texts: Sequence[str]) -> "QuerySet[Any, Any]":
    """Who has one of these: the text, and the key of the card."""
    if name == "normal":
        channels = Channel.objects.filter(normal__in=texts, kind__in=REACHED_BY).order_by()
        return channels.values_list("normal", "contact_id")
    # Saying that it is filled lets the database use the index, which leaves blank ones out.
    filled = ~Q(tax_key="") if name == "tax_key" else Q()
    cards = Contact.objects.filter(filled, **{f"{name}__in": texts}).order_by()
    return cards.values_list(name, "pk")
