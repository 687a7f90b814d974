"""Two people changed the same card: what each of them did, and what is left to decide.

A field that only one of them changed is no conflict; his value counts. What both changed is shown to the second one,
with the first one's value chosen until he says otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

THEIRS, YOURS = "theirs", "yours"


@dataclass(frozen=True)
class Difference:
    """A field that both changed, as a row of `web/_diff.html`."""

    name: str
    label: Any
    original: Any
    theirs: Any
    yours: Any
    keep: str = THEIRS


@dataclass(frozen=True)
class Merged:
    """The values on which nobody has to decide, and the differences on which somebody does."""

    values: dict[str, Any]
    differences: list[Difference]


def merge(
    labels: Mapping[str, Any],
    *,
    original: Mapping[str, Any],
    theirs: Mapping[str, Any],
    yours: Mapping[str, Any],
) -> Merged:
    """Bring together what two people made of `original`, field by field in the order of `labels`."""
    values: dict[str, Any] = {}
    differences = []
    for name, label in labels.items():
        first, their, your = original.get(name), theirs.get(name), yours.get(name)
        if your in (their, first):
            values[name] = their
        elif their == first:
            values[name] = your
        else:
            differences.append(Difference(name, label, first, their, your))
    return Merged(values, differences)


def decided(differences: list[Difference], answers: Mapping[str, str]) -> dict[str, Any]:
    """The values that the answers of `web/_diff.html` choose; without an answer, theirs."""
    return {
        each.name: each.yours if answers.get(f"keep-{each.name}") == YOURS else each.theirs
        for each in differences
    }
