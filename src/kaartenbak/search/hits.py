"""Why a card was found: the field that holds most of the query, and where in its text."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_form
from kaartenbak.search.formerly import former_values, since
from kaartenbak.search.question import Question
from kaartenbak.search.rules.marking import marked
from kaartenbak.search.rules.ranking import Text, fits, number_fits
from kaartenbak.search.rules.readings import Option, Reading
from kaartenbak.search.words import Value

FIELDS = (
    "name", "name_2", "company_name", "number", "job_title", "city", "postcode", "street", "street_2", "vat_number",
    "enterprise_number", "registration_number", "external_id",
)  # fmt: skip


@dataclass(frozen=True)
class Hit:
    """The field of a card that was found, with its text; `formerly` when it says so no more."""

    field: str
    text: str
    formerly: bool
    question: Question

    def shown(self) -> dict[str, Any]:
        """The hit as the API shows it."""
        return {"field": self.field, "text": self.text, "formerly": self.formerly}

    @property
    def html(self) -> SafeString:
        """The text with what was found marked."""
        return highlighted(self.text, self.question)


def highlighted(text: str, question: Question) -> SafeString:
    """`text` as HTML, with what `question` finds in it marked."""
    _count, options, fragments = best_fit(text, question)
    pieces = marked(text, options, fragments)
    return format_html_join("", "{}", ((mark(piece) if found else piece,) for piece, found in pieces))


def mark(text: str) -> SafeString:
    return format_html_join("", "<mark>{}</mark>", [(text,)])


def hits(cards: Sequence[int], question: Question) -> dict[int, Hit]:
    """For each card, why it was found: in three statements at most, however many there are."""
    values = present(cards)
    found = {card: hit(values.get(card, []), question) for card in cards}
    unexplained = [card for card, each in found.items() if each is None or not explains(each, question)]
    if unexplained:
        former = former_values(unexplained)
        for card in unexplained:
            past = since(former.get(card, []), values.get(card, []))
            found[card] = better(found[card], hit(past, question, formerly=True))
    return {card: each for card, each in found.items() if each is not None}


def present(cards: Sequence[int]) -> dict[int, list[Value]]:
    """What each card says, field by field, in the order in which they are preferred."""
    found: dict[int, list[Value]] = {}
    rows: Iterable[Mapping[str, Any]] = Contact.objects.filter(pk__in=cards).values("id", *FIELDS)
    for row in rows:
        found[row["id"]] = [(name, row[name]) for name in FIELDS if row[name]]
    channels = Channel.objects.filter(contact__in=cards).order_by("kind", "position", "id")
    for card, kind, value in channels.values_list("contact_id", "kind", "value"):
        found.setdefault(card, []).append((kind, value))
    return found


def hit(values: Iterable[Value], question: Question, *, formerly: bool = False) -> Hit | None:
    """Of the fields with their texts the one that holds most of the query; none when none holds any of it."""
    best, most = None, 0
    for field, text in values:
        count, *_ = best_fit(text, question)
        if count > most:
            best, most = Hit(field, text, formerly, question), count
    return best


def better(one: Hit | None, other: Hit | None) -> Hit | None:
    """The hit that holds more of the query, the first one when both do."""
    if one is None or other is None:
        return one or other
    first, second = (best_fit(each.text, each.question)[0] for each in (one, other))
    return other if second > first else one


def explains(found: Hit, question: Question) -> bool:
    """Whether a hit holds all of the query."""
    return any(
        best_fit(found.text, question)[0] == len(reading.clauses) + len(reading.fragments) for reading in question.strict
    )


def best_fit(text: str, question: Question) -> tuple[int, list[Option], list[str]]:
    """How many of the query's words and numbers `text` holds, by the reading of which it holds most."""
    whole = Text.of(f"{search_form(text)}", "", "", digits(text))
    best: tuple[int, list[Option], list[str]] = (0, [], [])
    for readings in (question.strict, question.forgiving):
        for reading in readings:
            found = held(whole, reading)
            if found[0] > best[0]:
                best = found
        if best[0]:
            break
    return best


def held(text: Text, reading: Reading) -> tuple[int, list[Option], list[str]]:
    """What of a reading a text holds."""
    options = [option for clause in reading.clauses for option in holders(text, clause)]
    fragments = [each for each in reading.fragments if number_fits(text, each) is not None]
    return len(options) + len(fragments), options, fragments


def holders(text: Text, clause: Sequence[Option]) -> Iterator[Option]:
    """The option of a clause by which a text holds it best, if it does."""
    fitting = [(cost, option) for option in clause if (cost := fits(text, (option,))) is not None]
    if fitting:
        yield min(fitting, key=lambda each: each[0])[1]


def labels() -> dict[str, Any]:
    """What the fields are called."""
    fields = ((name, Contact._meta.get_field(name).verbose_name) for name in FIELDS)
    return dict(chain(fields, Channel.Kind.choices))
