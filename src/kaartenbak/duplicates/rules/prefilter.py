"""A quick look at two cards, before they are judged: most of those that share something cannot be one.

What is quick to compare is compared, and the rest is taken to be as good as it can be. A pair that reaches the threshold even so
is judged in full; a test holds that none is left out that would be a suspect.
"""

from kaartenbak.duplicates.rules import comparing
from kaartenbak.duplicates.rules.comparing import DIFFERENT, LOOSE, NEAR, SAME, Finding, nobody_else
from kaartenbak.duplicates.rules.features import COMPANY, Features
from kaartenbak.duplicates.rules.scoring import APART, COMPANY_POINTS, ONE_IN, PERSON_POINTS, THRESHOLD

# The highest weight of each field, and what a field weighs where nothing is known.
PERSON_MOST = {field: max(0, *kinds.values()) for field, kinds in PERSON_POINTS.items()}
COMPANY_MOST = {field: max(0, *kinds.values()) for field, kinds in COMPANY_POINTS.items()}
CLOSE = (SAME, NEAR)
# With one of these names first and last ones may have changed places.
UNSETTLED = (None, DIFFERENT)


def may_be_one(a: Features, b: Features) -> bool:
    """Whether the two may be suspects; where it says no, `judge` would not find them so."""
    if a.kind != b.kind:
        return False
    return (company_most if a.kind == COMPANY else person_most)(a, b) >= THRESHOLD


def company_most(a: Features, b: Features) -> int:
    """No judgement of two companies is above this."""
    found = comparing.company_names(a.name, b.name)
    phone = comparing.phones(a, b, nobody_else)
    points = COMPANY_POINTS["name"].get(found or "", 0)
    if found == DIFFERENT and phone == SAME:
        points = int(points / 2)
    points += COMPANY_POINTS["phone"].get(phone or "", 0)
    points += COMPANY_POINTS["tax"].get(comparing.tax_numbers(a.tax, b.tax) or "", 0)
    if a.domains and b.domains:
        points += COMPANY_POINTS["website"].get(comparing.domains(a, b, nobody_else) or "", 0)
    if a.emails and b.emails:
        points += COMPANY_MOST["email"]
    return points + COMPANY_MOST["place"] + (COMPANY_MOST["street"] if a.street and b.street else 0)


def person_most(a: Features, b: Features) -> int:
    """No judgement of two persons is above this."""
    given = comparing.given_names(a.given, b.given)
    birthday, tax = comparing.birthdays(a.birthday, b.birthday), comparing.tax_numbers(a.tax, b.tax)
    settled = birthday in CLOSE or tax in CLOSE
    swapped = given in UNSETTLED and comparing.swapped_names(a, b)
    # Two of one household, even with all that a household has in common.
    if given == DIFFERENT and not settled and not swapped:
        return THRESHOLD - 1
    most = PERSON_POINTS["birthday"].get(birthday or "", 0) + PERSON_POINTS["tax"].get(tax or "", 0)
    names = PERSON_MOST["name"] if swapped else names_most(a, b, given, lessened=birthday == SAME)
    parts = ONE_IN if given in APART and not settled and names < PERSON_MOST["name"] else 1
    most += names
    most += common_most(a, b, parts, THRESHOLD - most)
    # What takes longest to compare comes last, and only where it makes a difference.
    if most < THRESHOLD or not a.emails or not b.emails or not set(a.emails).isdisjoint(b.emails):
        return most
    found = PERSON_POINTS["email"].get(comparing.emails(a, b, nobody_else) or "", 0)
    return most + int(found / parts) - int(PERSON_POINTS["email"][NEAR] / parts)


def names_most(a: Features, b: Features, given: Finding, *, lessened: bool) -> int:
    """No names weigh more than this, of which the last one may have changed with a marriage."""
    surname = comparing.surnames(a.surname, b.surname, a.core, b.core)
    if surname in UNSETTLED and given not in UNSETTLED and comparing.swapped_names(a, b):
        return PERSON_MOST["name"]
    first, last = (
        PERSON_POINTS["first_name"].get(given or "", 0),
        PERSON_POINTS["surname"].get(surname or "", 0),
    )
    if given in APART and surname in APART and comparing.crossed_once(a, b):
        return PERSON_POINTS["name"][LOOSE]
    if lessened:
        return sum(int(each / 2) if each < 0 else each for each in (first, last))
    return first + (0 if last < 0 and given == SAME else last)


def common_most(a: Features, b: Features, parts: int, lacking: int) -> int:
    """No common numbers, mailboxes, company and address weigh more than this; mailboxes that differ are taken to be near.

    The companies are compared only where that can decide whether these weigh what is `lacking`.
    """
    points = int(PERSON_POINTS["phone"].get(comparing.phones(a, b, nobody_else) or "", 0) / parts)
    if a.emails and b.emails:
        common = not set(a.emails).isdisjoint(b.emails)
        points += int(PERSON_POINTS["email"][SAME if common else NEAR] / parts)
    address = address_most(a, b, parts)
    at_best = (
        points + address + (PERSON_MOST["company"] // parts if a.employer_name and b.employer_name else 0)
    )
    if at_best < lacking:
        return at_best
    company = comparing.employers(a, b)
    points += int(PERSON_POINTS["company"].get(company or "", 0) / parts)
    return points if company == SAME else points + address


def address_most(a: Features, b: Features, parts: int) -> int:
    """No common address weighs more than this."""
    points = PERSON_MOST["place"] // parts
    points += PERSON_MOST["street"] // parts if a.street and b.street else 0
    return points + (PERSON_MOST["street_2"] // parts if a.annex and b.annex else 0)
