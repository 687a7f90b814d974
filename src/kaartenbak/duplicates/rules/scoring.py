"""How sure one may be that two cards are one and the same: what speaks for it and against it, added up."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kaartenbak.duplicates.rules import comparing
from kaartenbak.duplicates.rules.comparing import (
    DAY,
    DIFFERENT,
    INITIAL,
    LOOSE,
    NEAR,
    PART,
    RELATED,
    SAME,
    SHARED,
    STREET,
    SWAPPED,
    WRITTEN,
    Crowded,
    Finding,
    nobody_else,
)  # fmt: skip
from kaartenbak.duplicates.rules.features import COMPANY, Features

# From here on two cards are suspects. One threshold for everything; `bench/duplicates.py` measures it.
THRESHOLD = 40

PERSON_POINTS: dict[str, dict[str, int]] = {
    "first_name": {
        SAME: 14,
        WRITTEN: 14,
        RELATED: 6,
        INITIAL: 6,
        PART: 10,
        NEAR: 11,
        LOOSE: -12,
        DIFFERENT: -26,
    },
    "surname": {SAME: 18, WRITTEN: 18, NEAR: 13, PART: 10, LOOSE: -1, DIFFERENT: -10},
    "name": {SWAPPED: 32, LOOSE: -8},
    "tax": {SAME: 72, NEAR: 38, DIFFERENT: -20},
    "birthday": {SAME: 48, NEAR: 29, DAY: 18, LOOSE: 10, DIFFERENT: -2},
    "email": {SAME: 44, NEAR: 24, SHARED: 5, DIFFERENT: -13},
    "phone": {SAME: 29, SHARED: 4, DIFFERENT: -9},
    "street": {SAME: 26, NEAR: 24, STREET: 22, LOOSE: 8, DIFFERENT: -3},
    "street_2": {SAME: 21, NEAR: 17},
    "place": {SAME: 7, NEAR: 5, LOOSE: 0, DIFFERENT: -6},
    "company": {SAME: 23, NEAR: 8, DIFFERENT: -12},
}
COMPANY_POINTS: dict[str, dict[str, int]] = {
    "name": {SAME: 34, WRITTEN: 34, NEAR: 26, PART: 12, DIFFERENT: -26},
    "form": {DIFFERENT: -3},
    "tax": {SAME: 70, NEAR: 10, DIFFERENT: -40},
    "email": {SAME: 22, NEAR: 14, SHARED: 4, DIFFERENT: -2},
    "website": {SAME: 18, SHARED: 2, DIFFERENT: -4},
    "phone": {SAME: 28, SHARED: 4, DIFFERENT: -2},
    "street": {SAME: 20, NEAR: 15, STREET: 3, LOOSE: 0, DIFFERENT: -4},
    "place": {SAME: 5, NEAR: 3, LOOSE: 0, DIFFERENT: -5},
}
# What a household has in common, and speaks for one person only when the given names do not differ.
OF_A_HOUSEHOLD = ("email", "phone", "street", "street_2", "place", "company")
ONE_IN = 3
APART = (DIFFERENT, LOOSE)


class Judgement(NamedTuple):
    """The score of two cards, 0 to 100, and what was found: the field and the kind, what weighs most first."""

    score: int
    findings: tuple[tuple[str, str], ...]

    @property
    def is_suspect(self) -> bool:
        """Whether somebody should look at these two."""
        return self.score >= THRESHOLD


def judge(a: Features, b: Features, crowded: Crowded = nobody_else) -> Judgement:
    """Compare two cards; the order makes no difference. `crowded` tells which numbers and mailboxes very many cards have."""
    if a.kind != b.kind:
        return Judgement(0, ())
    points = weighed(a, b, crowded)
    found = sorted(
        ((field, kind) for field, (kind, _) in points.items()), key=lambda each: -abs(points[each[0]][1])
    )
    return Judgement(max(0, min(100, sum(weight for _, weight in points.values()))), tuple(found))


def weighed(a: Features, b: Features, crowded: Crowded) -> dict[str, tuple[str, int]]:
    """What was found in each field, and its weight."""
    if a.kind == COMPANY:
        return tempered(company_findings(a, b, crowded), COMPANY_POINTS)
    return tempered(person_findings(a, b, crowded), PERSON_POINTS)


def tempered(
    found: Mapping[str, Finding], table: Mapping[str, Mapping[str, int]]
) -> dict[str, tuple[str, int]]:
    """The findings with their weights, less of those that say little beside another."""
    points = {field: (kind, table[field][kind]) for field, kind in found.items() if kind}
    for field, parts in lessened(found):
        if field in points:
            kind, weight = points[field]
            points[field] = kind, int(weight / parts)
    return points


def lessened(found: Mapping[str, Finding]) -> Iterator[tuple[str, int]]:
    """The fields that weigh less by what was found in others, and by how much less."""
    at_home = found.get("street") in (SAME, NEAR) and found.get("place") != DIFFERENT
    if "form" in found:
        # Who has the telephone of a company in its house is mostly the company under another name.
        if found["name"] == DIFFERENT and found["phone"] == SAME and at_home:
            yield "name", 2
    else:
        # Of one household two are seldom born on the same day.
        apart = found["first_name"] in APART or found.get("name") == LOOSE
        if apart and not {SAME, NEAR} & {found["birthday"], found["tax"]}:
            yield from ((field, ONE_IN) for field in OF_A_HOUSEHOLD)
        # Who was born on the same day and lives in the same house is seldom somebody else, whatever the names.
        if found["birthday"] == SAME:
            yield from ((name, 2) for name in ("first_name", "surname") if found[name] in APART)
        # Who marries keeps the given name, and mostly the house.
        elif found["first_name"] == SAME and at_home and found["surname"] in APART:
            yield "surname", 8
    # Every town has a Kerkstraat 12.
    if found.get("place") == DIFFERENT and found.get("street") in (SAME, NEAR, STREET):
        yield "street", 2


def company_findings(a: Features, b: Features, crowded: Crowded) -> dict[str, Finding]:
    return {
        "name": comparing.company_names(a.name, b.name),
        "form": DIFFERENT if a.form and b.form and a.form != b.form else None,
        "tax": comparing.tax_numbers(a.tax, b.tax),
        "email": comparing.emails(a, b, crowded),
        "website": comparing.domains(a, b, crowded),
        "phone": comparing.phones(a, b, crowded),
        "street": comparing.streets(a, b),
        "place": comparing.places(a, b),
    }


def person_findings(a: Features, b: Features, crowded: Crowded) -> dict[str, Finding]:
    found = {
        "first_name": comparing.given_names(a.given, b.given),
        "surname": comparing.surnames(a.surname, b.surname, a.core, b.core),
        "tax": comparing.tax_numbers(a.tax, b.tax),
        "birthday": comparing.birthdays(a.birthday, b.birthday),
        "email": comparing.emails(a, b, crowded),
        "phone": comparing.phones(a, b, crowded),
        "company": comparing.employers(a, b),
    }
    unsettled = {found["first_name"], found["surname"]} & {None, DIFFERENT}
    if unsettled and comparing.swapped_names(a, b):
        found |= {"first_name": None, "surname": None, "name": SWAPPED}
    elif found["first_name"] in APART and found["surname"] in APART and comparing.crossed_once(a, b):
        found |= {"first_name": None, "surname": None, "name": LOOSE}
    # "k.maes@" and "m.maes@" are Katrien and Maarten, not a slip of the finger.
    if found["first_name"] in APART and found["email"] == NEAR:
        found["email"] = DIFFERENT
    # Colleagues have the address of their company, which says nothing of them.
    if found["company"] != SAME:
        found |= {
            "street": comparing.streets(a, b),
            "street_2": comparing.annexes(a, b),
            "place": comparing.places(a, b),
        }
    return found
