"""The contact that a text means (contacts.md §19): each step in its turn, and the first that finds one decides."""

from django.db.models import Q
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries.cards import (
    CANDIDATES,
    Cards,
    addressed,
    begins,
    reached_by_email,
    reached_by_phone,
    visible_to,
)
from kaartenbak.contacts.queries.former import now_of
from kaartenbak.core.actor import Actor
from kaartenbak.core.normal import phone as phones
from kaartenbak.core.normal.text import search_form
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.setup.queries import the_setup

# Of so many letters one may be wrong, and so many of the newest contacts are compared.
LETTERS_PER_ERROR = 5
COMPARED = 1_000
LOOKED_AT = 200
SHORTEST_FRAGMENT = 4


def resolve_company(text: str, *, by: Actor) -> Contact:
    """The company meant by `text`: number, uid, name, beginning, then a fragment that only one has."""
    companies, wanted = visible_to(by).filter(kind=Contact.Kind.COMPANY), text.strip()
    found = first_hit(companies, wanted, order=("number",))
    return found or only_one(list(mentioning(companies, wanted)), text)


def resolve_any(text: str, *, by: Actor) -> Contact:
    """The contact meant by `text`, a person or a company; also by its e-mail address or phone, or a name much like it."""
    cards, wanted = visible_to(by), text.strip()
    exact = cards.filter(name=wanted).order_by("name_key", "id").first()
    found = cards.filter(addressed(wanted)).first() or exact or called(cards, wanted)
    found = found or first_hit(cards, wanted, order=("name_key", "id")) or reached_by(cards, wanted)
    if found is None:
        mentioned = list(mentioning(cards, wanted))
        found = None if mentioned else much_like(cards, wanted)
    return found or only_one(mentioned, text)


def first_hit(cards: Cards, wanted: str, *, order: tuple[str, ...]) -> Contact | None:
    """The first card that has `wanted` as its number, uid or name, or begins with it."""
    key = search_form(wanted)
    if not wanted:
        raise NotFound("contact.not_found", ref=wanted)
    steps = (
        cards.filter(addressed(wanted)),
        cards.filter(pk__in=now_of(wanted)),
        cards.filter(name_key=key) if key else cards.none(),
        cards.filter(begins("number", wanted.upper()) | (begins("name_key", key) if key else Q(pk=None))),
    )
    return next((found for step in steps if (found := step.order_by(*order).first())), None)


def called(cards: Cards, wanted: str) -> Contact | None:
    """The first card whose name is `wanted` but for case and accents, else one whose name begins so.

    Of a person the key begins with the surname, so it is asked for the words, and what was found is looked at.
    """
    key = search_form(wanted)
    found = list(cards.filter(holding(key)).order_by("name_key", "id")[:LOOKED_AT]) if key else []
    whole = [card for card in found if search_form(card.name) == key]
    return next(iter(whole or [card for card in found if search_form(card.name).startswith(key)]), None)


def holding(key: str) -> Q:
    """The condition that a name holds all words of a search form, or the beginnings of them."""
    return Q(*(Q(name_key__contains=word) for word in key.split()))


def reached_by(cards: Cards, wanted: str) -> Contact | None:
    """The first card with this whole e-mail address or phone number, in national or international notation."""
    if "@" in wanted:
        return reached_by_email(cards, wanted).order_by("id").first()
    if len(phones.digits(wanted)) < SHORTEST_FRAGMENT or any(letter.isalpha() for letter in wanted):
        return None
    return reached_by_phone(cards, wanted, the_setup().home_country).order_by("id").first()


def much_like(cards: Cards, wanted: str) -> Contact | None:
    """Of the newest cards, the one whose name differs least, by no more than a letter of every five."""
    key = search_form(wanted)
    newest = cards.order_by("-id").values_list("pk", "name")[:COMPARED]
    names = {pk: search_form(name) for pk, name in newest}
    found = process.extractOne(
        key, names, scorer=Levenshtein.distance, processor=None, score_cutoff=len(key) // LETTERS_PER_ERROR
    )
    return cards.get(pk=found[2]) if found else None


def only_one(found: list[Contact], text: str) -> Contact:
    """The single card; refused when there is none or more than one."""
    if not found:
        raise NotFound("contact.not_found", ref=text[:60])
    if len(found) > 1:
        names = ", ".join(str(card) for card in found[:CANDIDATES])
        numbers = [card.number for card in found]
        raise Refused("contact.ambiguous", text=text[:60], candidates=names, numbers=numbers)
    return found[0]


def mentioning(cards: Cards, text: str) -> Cards:
    """The first cards that hold a fragment in the number, the name, the city, the postcode or a phone number."""
    key, digits = search_form(text), phones.digits(text).lstrip("0")
    held = Q(number__icontains=text) | Q(city__icontains=text) | Q(postcode__icontains=text)
    if key:
        held |= holding(key)
    if len(digits) >= SHORTEST_FRAGMENT:
        called = Channel.objects.filter(kind__in=("phone", "mobile"), normal__contains=digits)
        held |= Q(pk__in=called.values("contact"))
    return cards.filter(held).order_by("number")[: CANDIDATES + 1]
