"""Queries as people type them, made from the contacts of a register, each with the contact that is meant.

A contact is taken for a kind of query only when what was typed, without its errors, names it alone.
"""

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core.normal.text import search_form

LETTERS = "abcdefghijklmnopqrstuvwxyz"
COLUMNS = (
    "id", "kind", "name", "first_name", "surname", "company_name", "street", "postcode", "city", "number",
    "vat_number", "enterprise_number", "name_key", "company",
)  # fmt: skip
# Not taken from the product's own list.
ELSEWHERE = {
    "Gent": "Gand", "Antwerpen": "Anvers", "Brussel": "Bruxelles", "Bruxelles": "Brussel", "Liège": "Luik", "Mons": "Bergen",
    "Namur": "Namen", "Köln": "Keulen", "Aachen": "Aken", "Lille": "Rijsel", "Paris": "Parijs", "London": "Londen",
    "Kortrijk": "Courtrai", "Leuven": "Louvain", "Mechelen": "Malines", "Tournai": "Doornik", "Brugge": "Bruges",
    "Hamburg": "Hambourg", "Berlin": "Berlijn", "München": "Munich", "Verviers": "Verviers", "Ieper": "Ypres",
    "Oostende": "Ostende", "Edinburgh": "Edimbourg", "Dresden": "Dresde", "Tubize": "Tubeke", "Wavre": "Waver",
    "Nivelles": "Nijvel", "Waremme": "Borgworm", "Halle": "Hal", "Aalst": "Alost", "Den Haag": "La Haye",
}  # fmt: skip


@dataclass
class Register:
    """The contacts that queries are made from, with the channels of each."""

    rows: list[dict[str, Any]]
    channels: dict[int, dict[str, str]] = field(default_factory=dict)
    normals: dict[str, str] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(7))

    def known(self, row: dict[str, Any], *words: str) -> bool:
        """Whether no other contact holds all these texts in its name, company, street and city."""
        cards = Contact.objects.filter(name_key=row["name_key"], name=row["name"], city=row["city"])
        return bool(words) and cards.count() == 1

    def is_only(self, value: str) -> bool:
        """Whether nobody else has this number or address."""
        return Channel.objects.filter(normal=self.normals[value], value=value).count() == 1


def register(sample: int) -> Register:
    """A random choice of contacts, always the same of the same register."""
    keys = list(Contact.objects.order_by("pk").values_list("pk", flat=True))
    chosen = random.Random(5).sample(keys, min(sample, len(keys)))
    rows: dict[int, Any] = {}
    for start in range(0, len(chosen), 500):
        found = Contact.objects.filter(pk__in=chosen[start : start + 500]).values(*COLUMNS)
        rows |= {row["id"]: row for row in found}
    found = Register([rows[key] for key in chosen])
    for start in range(0, len(chosen), 500):
        channels = Channel.objects.filter(contact__in=chosen[start : start + 500], position=1)
        for card, kind, value, normal in channels.values_list("contact_id", "kind", "value", "normal"):
            found.channels.setdefault(card, {})[kind] = value
            found.normals[value] = normal
    return found


def plain(row: dict[str, Any]) -> list[str]:
    """The words by which somebody would look for a contact: its name and its town, a company without its legal form."""
    words = row["name"].split()
    if row["kind"] == "company":
        while len(words) > 2 and (
            words[-1].isupper() or words[-1] in {"GmbH", "Ltd", "plc", "e.", "K.", "Co.", "&", "B.V.", "N.V."}
        ):
            words.pop()
    return [*words, row["city"]]


def asked(make: Callable[[list[str], random.Random], list[str] | None]) -> Callable[..., str | None]:
    """A kind of query made of the plain words."""

    def ask(found: Register, row: dict[str, Any]) -> str | None:
        words = make(plain(row), found.chance)
        return " ".join(words) if words and found.known(row, *words) else None

    return ask


def swapped_order(words: list[str], chance: random.Random) -> list[str]:
    chance.shuffle(words)
    return words


def beginnings(words: list[str], chance: random.Random) -> list[str]:
    return [word if len(word) < 6 else word[: max(4, len(word) - chance.randint(1, 3))] for word in words]


def without_accents(words: list[str], chance: random.Random) -> list[str] | None:
    changed = [search_form(word) for word in words]
    return changed if any(not word.isascii() for word in words) else None


def with_error(
    error: Callable[[str, int, random.Random], str], shortest: int = 4, times: int = 1
) -> Callable[[list[str], random.Random], list[str] | None]:
    """One word, long enough, with so many errors."""

    def make(words: list[str], chance: random.Random) -> list[str] | None:
        able = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= shortest]
        if not able:
            return None
        place = chance.choice(able)
        word = words[place].lower()
        for spot in sorted(chance.sample(range(1, len(word) - 1), times), reverse=True):
            word = error(word, spot, chance)
        return None if word == words[place].lower() else [*words[:place], word, *words[place + 1 :]]

    return make


def wrong_letter(word: str, spot: int, chance: random.Random) -> str:
    return word[:spot] + chance.choice(LETTERS) + word[spot + 1 :]


def missing_letter(word: str, spot: int, chance: random.Random) -> str:
    return word[:spot] + word[spot + 1 :]


def extra_letter(word: str, spot: int, chance: random.Random) -> str:
    return word[:spot] + chance.choice(LETTERS) + word[spot:]


def swapped_letters(word: str, spot: int, chance: random.Random) -> str:
    return word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :]


def missing_blank(words: list[str], chance: random.Random) -> list[str]:
    place = chance.randrange(len(words) - 2) if len(words) > 2 else 0
    return [*words[:place], words[place] + words[place + 1], *words[place + 2 :]]


def extra_blank(words: list[str], chance: random.Random) -> list[str] | None:
    able = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 6]
    if not able:
        return None
    place = chance.choice(able)
    spot = chance.randint(2, len(words[place]) - 2)
    return [*words[:place], words[place][:spot], words[place][spot:], *words[place + 1 :]]


def fragment(words: list[str], chance: random.Random) -> list[str] | None:
    able = [place for place, word in enumerate(words) if word.isalpha() and len(word) >= 8]
    if not able:
        return None
    place = chance.choice(able)
    return [*words[:place], words[place][2:], *words[place + 1 :]]


def place_elsewhere(found: Register, row: dict[str, Any]) -> str | None:
    other = ELSEWHERE.get(row["city"])
    return " ".join([*plain(row)[:-1], other]) if other and found.known(row, other) else None


def typed_number(write: Callable[[str], str]) -> Callable[..., str | None]:
    def ask(found: Register, row: dict[str, Any]) -> str | None:
        reached = found.channels.get(row["id"], {})
        number = reached.get("mobile") or (reached.get("phone", "") if row["kind"] == "company" else "")
        alone = number and found.is_only(number)
        return write(number) if alone else None

    return ask


def at_home(number: str) -> str:
    """With the zero of the country and dots: 0475.12.34.56."""
    return "0" + re.sub(r"\s", ".", number.split(" ", 1)[1])


def from_abroad(number: str) -> str:
    return "00" + re.sub(r"\D", "", number)


def last_digits(number: str) -> str:
    return re.sub(r"\D", "", number)[-7:]


def email_part(found: Register, row: dict[str, Any]) -> str | None:
    address = found.channels.get(row["id"], {}).get("email", "")
    alone = address and found.is_only(address)
    return address.rpartition(".")[0] if alone else None


def tax_number(found: Register, row: dict[str, Any]) -> str | None:
    number = row["enterprise_number"] or row["vat_number"]
    return re.sub(r"\W", "", number) if number else None


def at_company(found: Register, row: dict[str, Any]) -> str | None:
    """A person by the first name and the beginning of the company."""
    if not row["company_name"] or row["kind"] == "company":
        return None
    alone = Contact.objects.filter(company=row["company"], first_name=row["first_name"]).count() == 1
    return f"{row['company_name']} {row['first_name']}" if alone else None


KINDS: dict[str, Callable[..., str | None]] = {
    "words in another order": asked(swapped_order),
    "words begun": asked(beginnings),
    "accents left out": asked(without_accents),
    "typo: wrong letter": asked(with_error(wrong_letter)),
    "typo: missing letter": asked(with_error(missing_letter)),
    "typo: extra letter": asked(with_error(extra_letter)),
    "typo: swapped letters": asked(with_error(swapped_letters)),
    "typo: two wrong letters": asked(with_error(wrong_letter, shortest=8, times=2)),
    "blank missing": asked(missing_blank),
    "blank too many": asked(extra_blank),
    "fragment of a word": asked(fragment),
    "place in another language": place_elsewhere,
    "phone as dialled at home": typed_number(at_home),
    "phone as dialled abroad": typed_number(from_abroad),
    "last digits of a phone": typed_number(last_digits),
    "part of an e-mail address": email_part,
    "tax number": tax_number,
    "person by company": at_company,
}


def queries(found: Register, each: int) -> Iterator[tuple[str, str, int]]:
    """`each` queries of every kind, with the key of the contact meant."""
    for kind, make in KINDS.items():
        made = 0
        for row in found.rows:
            query = make(found, row)
            if query:
                yield kind, query, row["id"]
                made += 1
            if made == each:
                break
