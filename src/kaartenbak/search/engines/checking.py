"""Words that are looked for in the documents themselves, past the index."""

from collections.abc import Iterable

from kaartenbak.search.rules.readings import Clause, Option

NAMES = "' ' || d.names || ' '"
WHOLE = "' ' || d.names || ' ' || d.rest || ' ' || d.former || ' '"


def checks(clauses: Iterable[Clause], place_of: str, *, in_names: bool = False) -> tuple[str, list[str]]:
    """The condition that document `d` meets every clause, with its values; `place_of` is the database's name of that function."""
    conditions: list[str] = []
    values: list[str] = []
    for clause in clauses:
        held = [held_words(option) for option in clause]
        found = f"{place_of}({NAMES if in_names else WHOLE}, %s) > 0"
        conditions.append("(" + " OR ".join(" AND ".join([found] * len(words)) for words in held) + ")")
        values += [word for words in held for word in words]
    return " AND ".join(conditions), values


def held_words(option: Option) -> list[str]:
    """The words of an option as a document holds them, with a blank on either side or before them."""
    ends = [" "] * (len(option.words) - 1) + ["" if option.begins else " "]
    return [f" {word}{end}" for word, end in zip(option.words, ends, strict=True)]
