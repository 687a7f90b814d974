"""The pairs that recordlinkage finds, a library that scores by itself: for comparison in `bench.duplicates` alone.

`recordlinkage` (with pandas and scikit-learn) is not installed with the project; without it there is no such line. It compares
the pairs that the register compares, by what its manual proposes, and tells them apart by expectation and maximization,
without having been told which are the same.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import Any

type Row = dict[str, str]
type Pairs = set[tuple[int, int]]

SPELLED = ("name", "first_name", "surname", "street", "city", "company_name")
EXACT = ("postcode", "phone", "mobile", "email", "birthday", "enterprise_number")
# Words that are as alike as this count as the same.
ALIKE = 0.88


def is_there() -> bool:
    """Whether the library is installed."""
    return find_spec("recordlinkage") is not None


def by_linkage(rows: Sequence[Row], pairs: Pairs) -> Pairs:
    """Those of some pairs that are the same by the library."""
    import pandas
    import recordlinkage

    table = pandas.DataFrame(rows)[[*SPELLED, *EXACT]].replace("", None)
    compare: Any = recordlinkage.Compare()
    for field in SPELLED:
        compare.string(field, field, method="jarowinkler", threshold=ALIKE, label=field)
    for field in EXACT:
        compare.exact(field, field, label=field)
    compared = compare.compute(pandas.MultiIndex.from_tuples(sorted(pairs)), table)
    found = recordlinkage.ECMClassifier(binarize=ALIKE).fit_predict(compared)
    return {(int(a), int(b)) for a, b in found}
