"""The comparison of two cards field by field: what speaks for their being one and the same, and what against it.

Each function looks at one field and gives the kind of what it found, or none when either side is blank: what is not known
speaks neither way. `POINTS` says how much a finding weighs; `scoring.py` adds them up.
"""

from collections.abc import Callable
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from kaartenbak.duplicates.rules.features import Features, is_role
from kaartenbak.duplicates.rules.given_names import are_related
from kaartenbak.duplicates.rules.spelling import BEGINS, sounded

SAME, WRITTEN, NEAR, PART, RELATED, INITIAL, SWAPPED = (
    "same",
    "written",
    "near",
    "part",
    "related",
    "initial",
    "swapped",
)
SHARED, DAY, STREET, LOOSE, DIFFERENT = "shared", "day", "street", "loose", "different"

# From here on two words that are not near may still be one that was badly read.
LOOSELY = 0.72
NEARLY = 0.92

# How many cards may have a number or mailbox before it says little about any of them.
CROWD = 6
type Crowded = Callable[[str, str], bool]
type Finding = str | None

# What makes a man's given name a woman's: brother and sister, not one person written twice.
FEMININE = frozenset(("e", "a", "ne", "le", "te", "tte", "lle", "ie", "ine", "ja"))


def nobody_else(_field: str, _value: str) -> bool:
    """For cards of which one does not know who else has the same."""
    return False


def alike(a: str, b: str) -> bool:
    """Whether two words are a slip of the finger or an accustomed spelling away from each other."""
    shortest, longest = len(a), len(b)
    if shortest > longest:
        shortest, longest = longest, shortest
    if longest < 4:
        return False
    allowed = 1 if longest < 7 else 2 if longest < 14 else 3
    # A slip changes two letters at most of those that a word has: most words are told apart by that.
    if (
        longest - shortest <= allowed
        and (letters(a) ^ letters(b)).bit_count() <= 2 * allowed
        and OSA.distance(a, b, score_cutoff=allowed) <= allowed
    ):
        return True
    # Of two that sound alike also the beginning does: for most words that is the end of it.
    return BEGINS.get(a[:1], a[:1]) == BEGINS.get(b[:1], b[:1]) and sounded(a) == sounded(b)


@lru_cache(maxsize=100_000)
def letters(word: str) -> int:
    """The letters that a word has, a bit for each."""
    found = 0
    for letter in word:
        found |= 1 << (ord(letter) & 63)
    return found


@lru_cache(maxsize=50_000)
def given_names(a: str, b: str) -> Finding:
    if not a or not b:
        return None
    if a == b:
        return SAME
    whole_a, whole_b = a.replace(" ", ""), b.replace(" ", "")
    if whole_a == whole_b:
        return WRITTEN
    first_a, first_b = a.partition(" ")[0], b.partition(" ")[0]
    if are_related(whole_a, whole_b) or are_related(first_a, first_b):
        return RELATED
    shorter, longer = sorted((whole_a, whole_b), key=len)
    if longer.startswith(shorter) and longer[len(shorter) :] in FEMININE:
        return DIFFERENT
    if initials_of(shorter, longer, a, b):
        return INITIAL
    if first_a == first_b:
        return PART
    near = alike(whole_a, whole_b) or alike(first_a, first_b) or turned(whole_a, whole_b)
    return NEAR if near else loosely(whole_a, whole_b)


def turned(a: str, b: str) -> bool:
    """Whether two neighbouring letters changed places and nothing else differs: "jna" of "jan"."""
    return 2 < len(a) == len(b) and OSA.distance(a, b, score_cutoff=1) == 1 and sorted(a) == sorted(b)


def loosely(a: str, b: str) -> str:
    """Whether two words that are not near look somewhat like each other."""
    return LOOSE if JaroWinkler.similarity(a, b) >= LOOSELY else DIFFERENT


def initials_of(shorter: str, longer: str, a: str, b: str) -> bool:
    """Whether the shorter name are the first letters of the longer one: "j" or "jw" of "jan willem"."""
    words = (a if a.replace(" ", "") == longer else b).split()
    letters = "".join(word[0] for word in words)
    return (len(shorter) == 1 or " " in (a + b).strip()) and letters.startswith(shorter)


@lru_cache(maxsize=20_000)
def surnames(a: str, b: str, core_a: str, core_b: str) -> Finding:
    if not a or not b:
        return None
    if a == b:
        return SAME
    if core_a == core_b:
        return WRITTEN
    if alike(a, b) or ((a, b) != (core_a, core_b) and alike(core_a, core_b)):
        return NEAR
    shorter, longer = sorted((core_a, core_b), key=len)
    if len(shorter) > 3 and (longer.startswith(shorter) or longer.endswith(shorter)):
        return PART
    return loosely(a, b)


def swapped_names(a: Features, b: Features) -> bool:
    """Whether the first and the last name changed places in one of the two."""
    given_a, given_b = a.given.replace(" ", ""), b.given.replace(" ", "")
    if not (given_a and given_b):
        whole = given_a + a.surname
        return len(whole) > 6 and whole in {b.surname + given_b, given_b + b.surname}
    return are_one(given_a, b.surname) and are_one(given_b, a.surname)


def crossed_once(a: Features, b: Features) -> bool:
    """Whether the first name of one is the last name of the other: half of the names changed places, half was lost."""
    return are_one(a.given.replace(" ", ""), b.surname) or are_one(b.given.replace(" ", ""), a.surname)


def are_one(a: str, b: str) -> bool:
    """Whether two words that are there are the same or nearly so."""
    return bool(a) and (a == b or alike(a, b))


@lru_cache(maxsize=20_000)
def company_names(a: str, b: str) -> Finding:
    if not a or not b:
        return None
    if a == b:
        return SAME
    whole_a, whole_b = a.replace(" ", ""), b.replace(" ", "")
    if whole_a == whole_b:
        return WRITTEN
    words_a, words_b = set(a.split()), set(b.split())
    if words_a == words_b:
        return WRITTEN
    if figures(words_a) != figures(words_b):
        return DIFFERENT
    turned_round = len(whole_a) == len(whole_b) and sorted(whole_a) == sorted(whole_b)
    if turned_round or all_alike(words_a - words_b, words_b - words_a):
        return NEAR
    common = words_a & words_b
    if common and common in (words_a, words_b) and len("".join(common)) > 4:
        return PART
    return NEAR if alike(whole_a, whole_b) else DIFFERENT


def figures(words: set[str]) -> set[str]:
    return {word for word in words if word.isdigit()}


def all_alike(a: set[str], b: set[str]) -> bool:
    """Whether each word of one has a near word in the other."""
    if len(a) != len(b):
        return False
    return all(any(alike(one, other) for other in b) for one in a)


def birthdays(a: str, b: str) -> Finding:
    if not a or not b:
        return None
    if a == b:
        return SAME
    if len(a) != len(b):
        return DAY if a[-4:] == b[-4:] else DIFFERENT
    turned = len(a) == 8 and a == b[:4] + b[6:] + b[4:6]
    if turned or OSA.distance(a, b, score_cutoff=1) <= 1:
        return NEAR
    return LOOSE if OSA.distance(a, b, score_cutoff=2) <= 2 else DIFFERENT


def tax_numbers(a: str, b: str) -> Finding:
    if not a or not b:
        return None
    if a == b:
        return SAME
    return NEAR if OSA.distance(a, b, score_cutoff=1) <= 1 else DIFFERENT


def phones(a: Features, b: Features, crowded: Crowded) -> Finding:
    if not a.phones or not b.phones:
        return None
    common = [phone for phone in a.phones if phone in b.phones]
    if not common:
        return DIFFERENT
    return SHARED if all(crowded("phone", phone) for phone in common) else SAME


def emails(a: Features, b: Features, crowded: Crowded) -> Finding:
    if not a.emails or not b.emails:
        return None
    common = [mailbox for mailbox in a.emails if mailbox in b.emails]
    if common:
        shared = a.kind == "person" and all(map(is_role, common))
        return SHARED if shared or all(crowded("email", each) for each in common) else SAME
    return NEAR if any(near_mailbox(one, other) for one in a.emails for other in b.emails) else DIFFERENT


def near_mailbox(a: str, b: str) -> bool:
    """Whether one is the other with a slip of the finger."""
    if abs(len(a) - len(b)) > 1 or is_role(a) != is_role(b):
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1 and differ_in_letters(a, b)


def differ_in_letters(a: str, b: str) -> bool:
    """Whether the figures of two mailboxes are the same: "jan2@" and "jan3@" are two people."""
    return [each for each in a if each.isdigit()] == [each for each in b if each.isdigit()]


def domains(a: Features, b: Features, crowded: Crowded) -> Finding:
    if not a.domains or not b.domains:
        return None
    common = [domain for domain in a.domains if domain in b.domains]
    if not common:
        return DIFFERENT
    return SHARED if all(crowded("domain", domain) for domain in common) else SAME


def streets(a: Features, b: Features) -> Finding:
    if not a.street or not b.street:
        return None
    same = (
        a.street == b.street or bool(a.annex and a.annex == b.street) or bool(b.annex and b.annex == a.street)
    )
    if not same and not near_streets(a, b):
        return loosely(a.street, b.street)
    if a.house != b.house:
        return STREET
    return SAME if same else NEAR


def near_streets(a: Features, b: Features) -> bool:
    """Whether the streets are near, also when one of the two wrote it on the second line."""
    pairs = (a.street, b.street), (a.annex, b.street), (a.street, b.annex)
    return any(alike(one, other) or begin_alike(one, other) for one, other in pairs if one and other)


def begin_alike(a: str, b: str) -> bool:
    """Whether the names of two streets are the same for the most, however the rest was written."""
    return min(len(a), len(b)) > 7 and JaroWinkler.similarity(a, b) >= NEARLY


def annexes(a: Features, b: Features) -> Finding:
    """The second line of the address; one that differs says nothing, since people fill it in as they like."""
    if not a.annex or not b.annex:
        return None
    if a.annex == b.annex:
        return SAME
    return NEAR if alike(a.annex, b.annex) else None


def places(a: Features, b: Features) -> Finding:
    if a.postcode and a.postcode == b.postcode:
        return SAME
    if a.city and a.city == b.city:
        return SAME
    if (a.postcode and b.postcode) or (a.city and b.city):
        if alike(a.city, b.city):
            return NEAR
        return LOOSE if turned(a.postcode, b.postcode) else DIFFERENT
    return None


def employers(a: Features, b: Features) -> Finding:
    if not a.employer_name or not b.employer_name:
        return None
    if a.employer and a.employer == b.employer:
        return SAME
    found = company_names(a.employer_name, b.employer_name)
    return SAME if found == WRITTEN else NEAR if found == PART else found
