"""How well a card fits a query: nought is best; `docs/reference/finding.md` explains the order to users."""

from collections.abc import Iterable
from dataclasses import dataclass

from kaartenbak.search.rules.readings import Clause, Option, Reading

# A word that stands there whole, and one that begins so: in a name, in anything else, in what the card once said.
NAME, NAME_BEGINS, REST, REST_BEGINS, FORMER, FORMER_BEGINS = 0.0, 1.0, 2.0, 3.0, 5.0, 6.0
# Figures that are a whole number, its end, its beginning, anything inside.
WHOLE_NUMBER, ENDS, BEGINS, INSIDE = 2.0, 2.2, 2.5, 3.0
# Figures that follow a country code.
AT_HOME, LONGEST_COUNTRY_CODE = 2.6, 3
FORMER_NUMBER = 3.0
# A code that the contact has.
GROUP = 2.5
# What is taken off for the very name, for its words in their order, for what the user worked on and for his own contacts.
VERY_NAME, IN_ORDER, RECENT, OWN = 1.0, 0.4, 0.6, 0.4


@dataclass(frozen=True, slots=True)
class Text:
    """The words and figures of a card, each with a blank on either side."""

    names: str
    rest: str
    former: str
    digits: str
    former_digits: str

    @classmethod
    def of(cls, names: str, rest: str, former: str, digits: str) -> "Text":
        present, _, past = digits.partition("|")
        return cls(f" {names} ", f" {rest} ", f" {former} ", f" {present} ", f" {past} ")


def cost(text: Text, readings: Iterable[Reading], typed: str) -> tuple[float, Reading] | None:
    """What the reading that fits best costs, and which it is; none when the card fits no reading."""
    best: tuple[float, Reading] | None = None
    for reading in readings:
        found = cost_of(text, reading)
        if found is not None and (best is None or found < best[0]):
            best = found, reading
    if best is None:
        return None
    very = VERY_NAME if text.names == f" {typed} " else 0.0
    in_order = IN_ORDER if f" {typed}" in text.names else 0.0
    return best[0] - very - in_order, best[1]


@dataclass(frozen=True)
class Meaning:
    """How a card fits a query: of each clause the option by which it does; `formerly` when something of it is past."""

    options: tuple[Option, ...] = ()
    fragments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    formerly: bool = False


def meaning(text: Text, reading: Reading) -> Meaning:
    """How a card fits a reading."""
    options, prices = [], []
    for clause in reading.clauses:
        fitting = [(price, option) for option in clause if (price := option_fits(text, option)) is not None]
        if fitting:
            price, option = min(fitting, key=lambda each: each[0])
            options.append(option)
            prices.append(price - option.cost)
    past = any(price >= FORMER for price in prices)
    past = past or any(each not in text.digits for each in reading.fragments)
    words = tuple(word for group in reading.groups for word in group.words)
    return Meaning(tuple(options), reading.fragments, words, past)


def cost_of(text: Text, reading: Reading) -> float | None:
    total = GROUP if reading.groups else 0.0
    for clause in reading.clauses:
        fit = fits(text, clause)
        if fit is None:
            return None
        total += fit
    for fragment in reading.fragments:
        fit = number_fits(text, fragment)
        if fit is None:
            return None
        total += fit
    return total


def fits(text: Text, clause: Clause) -> float | None:
    """What the option that a card holds best costs."""
    best = None
    for option in clause:
        if best is not None and option.cost >= best:
            continue
        found = option_fits(text, option)
        if found is not None and (best is None or found < best):
            best = found
    return best


def option_fits(text: Text, option: Option) -> float | None:
    """The worst of its words counts."""
    worst = 0.0
    last = len(option.words) - 1
    for place, word in enumerate(option.words):
        found = word_fits(text, word, begins=option.begins and place == last)
        if found is None:
            return None
        worst = max(worst, found)
    return worst + option.cost


def word_fits(text: Text, word: str, *, begins: bool) -> float | None:
    whole, start = f" {word} ", f" {word}"
    if whole in text.names:
        return NAME
    if begins and start in text.names:
        return NAME_BEGINS
    if whole in text.rest:
        return REST
    if begins and start in text.rest:
        return REST_BEGINS
    if whole in text.former:
        return FORMER
    return FORMER_BEGINS if begins and start in text.former else None


def number_fits(text: Text, fragment: str) -> float | None:
    for digits, more in ((text.digits, 0.0), (text.former_digits, FORMER_NUMBER)):
        if fragment in digits:
            return more + place_in(digits, fragment)
    return None


def place_in(digits: str, fragment: str) -> float:
    shapes: tuple[tuple[str, float], ...] = ((" {} ", WHOLE_NUMBER), ("{} ", ENDS), (" {}", BEGINS))
    found = next((each for shape, each in shapes if shape.format(fragment) in digits), INSIDE)
    at_home = any(0 < number.find(fragment) <= LONGEST_COUNTRY_CODE for number in digits.split())
    return min(found, AT_HOME) if at_home else found
