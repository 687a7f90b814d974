"""How sure one may be that two cards are one and the same: what speaks for it and against it, added up."""

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
        RELATED: 8,
        INITIAL: 6,
        PART: 10,
        NEAR: 10,
        LOOSE: -8,
        DIFFERENT: -30,
    },
    "surname": {SAME: 18, WRITTEN: 18, NEAR: 12, PART: 10, LOOSE: -2, DIFFERENT: -14},
    "name": {SWAPPED: 30},
    "tax": {SAME: 70, NEAR: 35, DIFFERENT: -25},
    "birthday": {SAME: 44, NEAR: 26, DAY: 18, LOOSE: 4, DIFFERENT: -10},
    "email": {SAME: 40, NEAR: 24, SHARED: 6, DIFFERENT: -4},
    "phone": {SAME: 30, SHARED: 4, DIFFERENT: -4},
    "street": {SAME: 22, NEAR: 16, STREET: 10, LOOSE: 2, DIFFERENT: -4},
    "street_2": {SAME: 14, NEAR: 10},
    "place": {SAME: 7, NEAR: 4, DIFFERENT: -5},
    "company": {SAME: 30, DIFFERENT: -8},
}
COMPANY_POINTS: dict[str, dict[str, int]] = {
    "name": {SAME: 34, WRITTEN: 34, NEAR: 26, PART: 12, DIFFERENT: -26},
    "form": {DIFFERENT: -3},
    "tax": {SAME: 70, NEAR: 10, DIFFERENT: -40},
    "email": {SAME: 22, NEAR: 14, SHARED: 4, DIFFERENT: -2},
    "website": {SAME: 18, SHARED: 2, DIFFERENT: -4},
    "phone": {SAME: 24, SHARED: 4, DIFFERENT: -2},
    "street": {SAME: 20, NEAR: 15, STREET: 3, LOOSE: 0, DIFFERENT: -4},
    "place": {SAME: 5, NEAR: 3, DIFFERENT: -5},
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
    is_company = a.kind == COMPANY
    found = company_findings(a, b, crowded) if is_company else person_findings(a, b, crowded)
    table = COMPANY_POINTS if is_company else PERSON_POINTS
    points = {field: (kind, table[field][kind]) for field, kind in found.items() if kind}
    # Of one household two are seldom born on the same day.
    if found.get("first_name") in APART and not {SAME, NEAR} & {found["birthday"], found["tax"]}:
        for field in OF_A_HOUSEHOLD:
            if field in points and points[field][1] > 0:
                points[field] = (points[field][0], points[field][1] // ONE_IN)
    # Who was born on the same day and lives in the same house is seldom somebody else, whatever the names.
    if found.get("birthday") == SAME:
        for field in ("first_name", "surname"):
            if field in points and points[field][1] < 0:
                points[field] = (points[field][0], points[field][1] // 2)
    return points


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
