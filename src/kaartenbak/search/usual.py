"""Names, and who has them: all of those of a name that few have, and of a usual one those that share something else."""

from collections.abc import Iterable

from kaartenbak.core.normal.text import search_form
from kaartenbak.search.engines import keys_holding
from kaartenbak.search.question import Question
from kaartenbak.search.rules.readings import Option, Reading


def having(question: Question, limit: int) -> list[int]:
    """The keys of some cards that hold every word of a name as far as it is typed; at most so many, whichever come first."""
    reading = worded(question)
    return keys_holding(reading, limit, question.words) if reading else []


def sharing(question: Question, others: Iterable[str], limit: int) -> list[int]:
    """The keys of some cards that hold every word of a name and of one of `others`; at most so many, whichever come first."""
    reading = worded(question)
    options = tuple(Option(words, begins=False) for each in others if (words := words_of(each)))
    if reading is None or not options:
        return []
    return keys_holding(Reading((*reading.clauses, options)), limit, question.words)


def worded(question: Question) -> Reading | None:
    """What a name means by its words alone."""
    return next((each for each in question.worded if not each.fragments), None)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text that are no numbers."""
    return tuple(word for word in search_form(text).split() if word.isalpha())
