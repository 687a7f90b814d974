"""Contacts some of which are there twice, and which those are: the generated contacts with copies told by a story.

A copy was made by somebody who did not find the first card: he typed it with slips, knew less, or met the contact after a move,
a marriage, another job, a new name of the company. Beside them stand those who only look alike: namesakes, branches of one
company, and the families and shared mailboxes that the generator makes anyway. No story leaves the name alone, since nobody
could know then that the two are one.
"""

import random
from collections.abc import Callable, Iterator
from typing import NamedTuple
from zlib import crc32

from bench import generate, names
from bench.generate import Row, a_person, a_town, company_name, number, pick, street
from bench.tax import NUMBERS
from bench.towns import Town

type Draw = Callable[[], float]
type Story = Callable[[Row, Draw], None]

TWICE, THRICE, ALIKE = 0.10, 0.02, 0.05
# What a second card mostly lacks some of.
FORGOTTEN = {"birthday": 0.3, "mobile": 0.2, "email_2": 0.4, "phone": 0.2, "website": 0.3, "enterprise_number": 0.3,
             "vat_number": 0.3, "email": 0.15, "job_title": 0.5, "street": 0.1}  # fmt: skip
# What is one's own, wherever one lives or works.
OWN = ("mobile", "birthday", "email_2")
CALLED = dict(
    pair.split(":")
    for pair in [
        "Jan:Johan",
        "Jef:Jozef",
        "Tom:Thomas",
        "Wim:Willem",
        "Rik:Hendrik",
        "Stef:Stefaan",
        "An:Anna",
        "Els:Elisabeth",
        "Lies:Elisabeth",
        "Katrien:Catharina",
        "Tine:Christine",
        "Charlotte:Lotte",
        "Leen:Magdalena",
        "Fien:Josefine",
        "Bart:Bartholomeus",
        "Jean:John",
        "Nathalie:Natalie",
        "Sophie:Sofie",
        "Michel:Mike",
        "Nicolas:Nico",
        "Thomas:Tom",
        "Michael:Mike",
        "Andreas:Andy",
        "Jürgen:Jörg",
        "David:Dave",
        "James:Jim",
        "Oliver:Ollie",
        "Harry:Henry",
        "Kristof:Christophe",
        "Matthias:Mathias",
        "Marie:Maria",
        "Isabelle:Isabel",
        "Anne:Anna",
    ]
)
# Of ten families so many have one of the names of the generator; the others one of 27,000.
FREQUENT = 3
SYLLABLES = tuple(names.SYLLABLES.split())
KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTER = (("straat", "str."), ("Rue ", "R. "), ("laan", "ln"), ("Avenue", "Av."), ("steenweg", "stwg"), ("straße", "str."),
           ("Road", "Rd"), ("Street", "St"), ("Chaussée", "Ch."))  # fmt: skip


class Doubles(NamedTuple):
    """The cards, and of each whose it is: two with one owner are one contact."""

    rows: list[Row]
    owners: list[int]

    @property
    def pairs(self) -> set[tuple[int, int]]:
        """The places of every two cards of one contact."""
        places: dict[int, list[int]] = {}
        for place, owner in enumerate(self.owners):
            places.setdefault(owner, []).append(place)
        return {(a, b) for each in places.values() for a in each for b in each if a < b}


def doubles(n: int, seed: int = 1) -> Doubles:
    """About `n` cards; always the same for the same seed."""
    draw = random.Random(seed).random
    found = Doubles([], [])
    seen: set[tuple[str, ...]] = set()
    for owner, row in enumerate(generate.contacts(int(n / (1 + TWICE + THRICE + ALIKE)), seed)):
        telling = row["surname"], row["first_name"][:2], row["street"], row["postcode"]
        if row["kind"] == "person" and telling in seen:
            continue
        seen.add(telling)
        rarely_named(row)
        copies = [row, *copies_of(row, draw)]
        found.rows.extend(copies)
        found.owners.extend([owner] * len(copies))
        if draw() < ALIKE:
            found.rows.append(lookalike(row, owner, draw))
            found.owners.append(-owner - 1)
    return found


def rarely_named(row: Row) -> None:
    """Give most families a name that few have, as in life, where the generator knows a hundred; a household has one."""
    surname = row["surname"]
    number = crc32(f"{surname} {row['street']} {row['postcode']}".encode())
    if not surname or number % 10 < FREQUENT:
        return
    other = "".join(SYLLABLES[number // 10 // 30**place % 30] for place in range(3)).capitalize()
    for field in ("surname", "name", "email", "email_2"):
        row[field] = row[field].replace(surname, other).replace(names.name(surname).mail, other.lower())


def copies_of(row: Row, draw: Draw) -> Iterator[Row]:
    for chance in (TWICE, THRICE):
        if draw() < chance:
            yield copy_of(row, draw)


def copy_of(row: Row, draw: Draw) -> Row:
    copy = dict(row)
    stories = COMPANY if row["kind"] == "company" else PERSON
    story = pick(stories, draw)
    if story in LOSING and not any(row[field] for field in OWN):
        story = typed
    story(copy, draw)
    for field, chance in FORGOTTEN.items():
        if draw() < chance and field not in KEPT.get(story, ()):
            copy[field] = ""
    return rewritten(copy, draw)


# The stories


def typed(row: Row, draw: Draw) -> None:
    """With a slip of the finger or two."""
    for field in (pick(("first_name", "surname") if row["surname"] else ("name",), draw), *other_slips(draw)):
        if row[field]:
            row[field] = slip(row[field], draw)


def other_slips(draw: Draw) -> tuple[str, ...]:
    return (pick(("street", "city", "email", "mobile", "phone"), draw),) if draw() < 0.5 else ()


def called(row: Row, draw: Draw) -> None:
    """Under the name that people say, or an initial."""
    first = row["first_name"]
    row["first_name"] = f"{first[0]}." if draw() < 0.3 else CALLED.get(first, first)


def turned(row: Row, draw: Draw) -> None:
    """First and last name in each other's field."""
    row["first_name"], row["surname"] = row["surname"], row["first_name"]


def moved(row: Row, draw: Draw) -> None:
    town = a_town(draw)
    row["street"], row["postcode"], row["city"] = street(town, draw), town.postcode, town.city
    row["phone"] = ""


def married(row: Row, draw: Draw) -> None:
    row["surname"] = pick(generate.SURNAMES["nl"], draw).text
    row["email"] = "" if draw() < 0.7 else row["email"]


def new_job(row: Row, draw: Draw) -> None:
    moved(row, draw)
    row["company_name"], row["email"] = company_name(int(draw() * 8000), a_town(draw))[0], ""


def renamed(row: Row, draw: Draw) -> None:
    """A company that goes on under another name, with one number at one address."""
    row["name"] = company_name(30_000 + int(draw() * 9000), a_town(draw))[0]
    row["email"] = row["website"] = ""


def in_short(row: Row, draw: Draw) -> None:
    """A company without its legal form, its words in another order now and then."""
    words = row["name"].split()[:-1]
    row["name"] = " ".join(reversed(words) if draw() < 0.3 else words)


def relocated(row: Row, draw: Draw) -> None:
    """A company with all its numbers at another address."""
    town = a_town(draw)
    row["street"], row["postcode"], row["city"] = street(town, draw), town.postcode, town.city


PERSON: tuple[Story, ...] = (typed, typed, typed, called, called, turned, moved, married, new_job)
COMPANY: tuple[Story, ...] = (typed, typed, in_short, in_short, renamed, relocated)
LOSING = (moved, married, new_job)
# What the second card has of the first, or nobody could know that they are one.
KEPT: dict[Story, tuple[str, ...]] = dict.fromkeys(LOSING, OWN) | {
    renamed: ("phone", "street"),
    relocated: ("phone", "website", "email"),
}


# How it is written


def slip(text: str, draw: Draw) -> str:
    """One letter left out, doubled, changed with the next one or taken from beside it on the keyboard."""
    at = 1 + int(draw() * max(1, len(text) - 2))
    before, letter, after = text[:at], text[at : at + 1], text[at + 1 :]
    kind = int(draw() * 4)
    if kind == 3:
        return before + after[:1] + letter + after[1:]
    return before + ("", letter * 2, neighbour(letter, draw))[kind] + after


def neighbour(letter: str, draw: Draw) -> str:
    row = next((row for row in KEYBOARD if letter.lower() in row), "")
    if not letter or not row:
        return str(int(draw() * 10)) if letter.isdigit() else letter
    return row[(row.index(letter.lower()) + 1) % len(row)]


def rewritten(row: Row, draw: Draw) -> Row:
    """As another writes it: streets short or long, numbers with points or inland."""
    if draw() < 0.4:
        for long, short in SHORTER:
            row["street"] = row["street"].replace(long, short)
    for field in ("phone", "mobile"):
        if draw() < 0.5:
            row[field] = row[field].replace(" ", ".")
    if row["surname"]:
        row["name"] = f"{row['first_name']} {row['surname']}"
    row["email"] = row["email"].upper() if draw() < 0.1 else row["email"]
    return row


# Who only looks alike


def lookalike(row: Row, nth: int, draw: Draw) -> Row:
    """A namesake elsewhere, or another branch with a number, an address and a telephone of its own."""
    town = a_town(draw)
    return branch(row, nth, town, draw) if row["kind"] == "company" else namesake(row, town, draw)


def branch(row: Row, nth: int, town: Town, draw: Draw) -> Row:
    other = generate.a_card("company", town) | {"name": row["name"], "website": row["website"]}
    other["street"], other["phone"] = street(town, draw), number(generate.PHONES, town, draw)
    field = "enterprise_number" if town.country == "BE" else "vat_number"
    return other | {field: NUMBERS[town.country](500_000 + nth)}


def namesake(row: Row, town: Town, draw: Draw) -> Row:
    surname = names.name(row["surname"])
    other = a_person(town, surname, f"post{int(draw() * 1e6)}.example", draw)
    other["first_name"], other["email"] = row["first_name"], ""
    other["company_name"] = company_name(int(draw() * 8000), town)[0] if row["company_name"] else ""
    other["street"] = street(town, draw)
    return other
