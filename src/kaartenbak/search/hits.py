"""Why a card was found: the field that holds most of the query, and where in its text."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import models
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from kaartenbak.contacts.models import AlternativeAddress, Channel, Contact
from kaartenbak.core.normal.phone import digits
from kaartenbak.core.normal.text import search_form, squeezed
from kaartenbak.history.prepared import Among, Prepared
from kaartenbak.search import codes
from kaartenbak.search.formerly import former_values, since
from kaartenbak.search.index import addresses
from kaartenbak.search.rules.marking import marked
from kaartenbak.search.rules.ranking import Meaning, Text, option_fits
from kaartenbak.search.rules.readings import Option
from kaartenbak.search.words import Value

FIELDS = (
    "name", "name_2", "company_name", "number", "job_title", "city", "postcode", "street", "street_2", "vat_number",
    "enterprise_number", "registration_number", "external_id",
)  # fmt: skip
CARDS = Prepared(lambda: Contact.objects.filter(Among("pk", "cards")).values_list("pk", *FIELDS))
CHANNELS = Prepared(
    lambda: (
        Channel.objects.filter(Among("contact_id", "cards"))
        .order_by("kind", "position", "id")
        .values_list("contact_id", "kind", "value")
    )
)


@dataclass(frozen=True)
class Hit:
    """The field of a card that was found, with its text; `formerly` when it says so no more."""

    field: str
    text: str
    formerly: bool
    meaning: Meaning

    def shown(self) -> dict[str, Any]:
        """The hit as the API shows it."""
        return {"field": self.field, "text": self.text, "formerly": self.formerly}

    @property
    def in_name(self) -> bool:
        """Whether it is the name that the contact has now."""
        return self.field == "name" and not self.formerly

    @property
    def told(self) -> SafeString:
        """The hit in words: the name of the field, whether it is a former one, and the text, marked."""
        label = labels()[self.field]
        if self.formerly:
            label = _("{field}, formerly").format(field=label)
        return format_html("{}: {}", capfirst(label), highlighted(self.text, self.meaning))


def highlighted(text: str, meaning: Meaning) -> SafeString:
    """`text` as HTML, with what was found in it marked."""
    pieces = marked(text, wanted(meaning), meaning.fragments)
    return format_html_join("", "{}", ((mark(piece) if found else piece,) for piece, found in pieces))


def mark(text: str) -> SafeString:
    return format_html("<mark>{}</mark>", text)


def wanted(meaning: Meaning) -> list[Option]:
    """The words that a card holds, those of its codes among them."""
    return [*meaning.options, *(Option((word,)) for word in meaning.words)]


def hits(meanings: Mapping[int, Meaning]) -> dict[int, Hit]:
    """For each card, by how it fits, why it was found: in a few statements, however many there are."""
    cards = list(meanings)
    values = present(cards, coded=any(each.words for each in meanings.values()))
    past = [card for card, each in meanings.items() if each.formerly]
    former = former_values(past) if past else {}
    found: dict[int, Hit] = {}
    for card, meaning in meanings.items():
        told = values.get(card, [])
        # What was, and is no more, needs saying more than what is there for all to see.
        gone = best(since(former.get(card, []), told), meaning, formerly=True)
        hit = gone or best(told, meaning)
        if hit:
            found[card] = hit
    return found | elsewhere({card: meaning for card, meaning in meanings.items() if card not in found})


def elsewhere(meanings: Mapping[int, Meaning]) -> dict[int, Hit]:
    """The same for cards that were found by an alternative address of theirs."""
    lines = addresses(list(meanings)) if meanings else {}
    hits = {
        card: best([line[:2] for line in lines.get(card, ())], meaning) for card, meaning in meanings.items()
    }
    return {card: hit for card, hit in hits.items() if hit}


def present(cards: Sequence[int], *, coded: bool) -> dict[int, list[Value]]:
    """What each card says, field by field, in the order in which they are preferred; its codes when these are asked for."""
    found: dict[int, list[Value]] = {}
    for card, *texts in CARDS(cards=cards):
        found[card] = [(name, text) for name, text in zip(FIELDS, texts, strict=True) if text]
    for card, kind, value in CHANNELS(cards=cards):
        found.setdefault(card, []).append((kind, value))
    for name, table in codes.TABLES.items() if coded else ():
        held = table._base_manager.filter(contact__in=cards).order_by("code__code")
        for card, code, text in held.values_list("contact_id", "code__code", "code__description"):
            found.setdefault(card, []).append((name, f"{code} {text}".strip()))
    return found


def best(values: Iterable[Value], meaning: Meaning, *, formerly: bool = False) -> Hit | None:
    """Of the fields with their texts the one that holds most of the query, the first of several; none when none does."""
    found, most = None, 0
    for field, text in values:
        count = held(text, meaning)
        if count > most:
            found, most = Hit(field, text, formerly, meaning), count
    return found


def held(text: str, meaning: Meaning) -> int:
    """How many of the query's words and numbers `text` holds."""
    whole = Text.of(" ".join([search_form(text), squeezed(text)]), "", "", digits(text))
    words = sum(option_fits(whole, option) is not None for option in wanted(meaning))
    return words + sum(fragment in whole.digits for fragment in meaning.fragments)


@cache
def labels() -> dict[str, Any]:
    """What the fields are called."""
    fields: dict[str, Any] = {name: column_of(Contact, name).verbose_name for name in FIELDS}
    tables = {name: codes.table_of(name)._meta.verbose_name for name in codes.TABLES}
    second = column_of(AlternativeAddress, "company_name_2").verbose_name
    return fields | dict(Channel.Kind.choices) | tables | {"company_name_2": second}


def column_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    return next(column for column in model._meta.concrete_fields if column.name == name)
