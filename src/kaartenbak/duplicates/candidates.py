"""The cards that are worth comparing with one card: those that share a number, a place, a birthday or a name with it."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q
from rapidfuzz.fuzz import token_set_ratio

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core.normal.text import search_form
from kaartenbak.duplicates.reading import Card
from kaartenbak.duplicates.rules.features import tax_form
from kaartenbak.history.prepared import Among, Given, Prepared
from kaartenbak.search.queries import ranked
from kaartenbak.search.question import Question
from kaartenbak.search.usual import having, sharing

# So many cards of each sort are compared with one: those with its number, of its place or day, of its name.
MOST = 200
MOST_BY_NAME = 60
# Where somebody may be found who has a usual name.
PLACES = ("city", "street", "company_name")
# Names of one place are looked at from here on, in hundredths; or streets that begin with the same letters.
ALIKE, LETTERS = 50, 4
# Neither these nor the names are asked for cards of one kind: SQLite would go through all of that kind. Those of another kind are
# not compared.
REACHED = Prepared(
    lambda: (
        Channel.objects.filter(Among("normal", "normals"))
        .order_by()
        .values_list("contact_id", flat=True)[:MOST]
    )
)
OF_PLACE = Prepared(
    lambda: (
        Contact.objects.filter(kind=Given("kind"), postcode_key=Given("postcode"))
        .order_by()
        .values_list("pk", "name", "street")[: MOST + 1]
    )
)
# Saying that it is filled lets the database use the index, which leaves blank ones out.
BORN = Prepared(
    lambda: (
        Contact.objects.filter(~Q(birthday=""), birthday=Given("day"))
        .order_by()
        .values_list("pk", flat=True)[: MOST + 1]
    )
)
WITH_TAX = Prepared(
    lambda: (
        Contact.objects.filter(~Q(tax_key=""), Among("tax_key", "numbers"))
        .order_by()
        .values_list("pk", flat=True)[: MOST + 1]
    )
)


def candidates(card: Card, besides: int | None) -> set[int]:
    """The keys of cards worth comparing; what many share tells nobody apart, so then these are left out."""
    columns = card.columns
    normals = [normal for kind, normal in card.channels if kind in ("phone", "mobile", "email")]
    found = set(REACHED(normals=normals)) if normals else set()
    if tax := columns["tax_key"]:
        bare = tax_form(tax)
        found.update(few(WITH_TAX(numbers=[tax, bare, f"BE{bare}"])))
    if columns["postcode_key"]:
        found.update(near(columns))
    if columns["birthday"]:
        found.update(born(columns["birthday"], columns["surname"]))
    if columns["name"]:
        found.update(named(columns))
    return found - {besides} if besides else found


def near(columns: Mapping[str, Any]) -> Iterator[int]:
    """Those of one place whose name or street is a little alike: the others are not even read."""
    name, street = (search_form(columns[each]) for each in ("name", "street"))
    for key, other, road in few(OF_PLACE(kind=columns["kind"], postcode=columns["postcode_key"])):
        if token_set_ratio(name, search_form(other), score_cutoff=ALIKE) or (
            street and search_form(road)[:LETTERS] == street[:LETTERS]
        ):
            yield key


def few[Row](rows: Collection[Row]) -> Collection[Row]:
    """What was read of cards; nothing when they are many."""
    return rows if len(rows) <= MOST else ()


def born(day: str, surname: str) -> Iterable[int]:
    """Who was born on a day, whatever the names; where that is said of very many, those with the surname."""
    keys = BORN(day=day)
    if len(keys) <= MOST:
        return keys
    return ranked(Contact.objects.filter(birthday=day), surname).keys[:MOST_BY_NAME] if surname else ()


def named(columns: Mapping[str, Any]) -> Iterable[int]:
    """Those with the name; where these are too few, those whose names are likest, and where they are many, so that it tells
    nobody apart, those who share a place as well.
    """
    question = Question(columns["name"])
    keys = having(question, MOST_BY_NAME + 1)
    places = [columns[name] for name in PLACES if columns[name]]
    if places and len(keys) > MOST_BY_NAME:
        return sharing(question, places, MOST)
    if question.enough <= len(keys) <= MOST_BY_NAME:
        return keys
    return ranked(Contact.objects.all(), question).keys[:MOST_BY_NAME]
