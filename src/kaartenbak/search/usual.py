"""Names that many cards have: whether a name is one of these, and who of those that have it shares something else."""

from collections.abc import Iterable
from math import prod

from kaartenbak.core.normal.text import search_form
from kaartenbak.search.engines import keys_holding
from kaartenbak.search.question import Question
from kaartenbak.search.rules.readings import Option, Reading, holders

# A name is looked up when by the words of it alone it might be as usual as a third of what is asked for.
DOUBT = 3


def is_usual(question: Question, limit: int) -> bool:
    """Whether more cards than `limit` hold every word of a name as far as it is typed."""
    reading = worded(question)
    if reading is None or expected(question, reading) * DOUBT < limit:
        return False
    return len(keys_holding(reading, limit + 1, question.words)) > limit


def sharing(question: Question, others: Iterable[str], limit: int) -> list[int]:
    """The keys of some cards that hold every word of a name and of one of `others`; at most so many, whichever come first."""
    reading = worded(question)
    options = tuple(Option(words, begins=False) for each in others if (words := words_of(each)))
    if reading is None or not options:
        return []
    return keys_holding(Reading((*reading.clauses, options)), limit, question.words)


def worded(question: Question) -> Reading | None:
    """What a name means by its words alone."""
    return next((each for each in question.strict if not each.groups and not each.fragments), None)


def expected(question: Question, reading: Reading) -> float:
    """About how many cards hold all words of a reading, were they there independently of one another."""
    words = question.words
    cards = max(words.cards, 1)
    return cards * prod(
        min(1.0, sum(holders(option, words) for option in clause) / cards) for clause in reading.clauses
    )


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that are no numbers."""
    return tuple(word for word in search_form(text).split() if word.isalpha())
