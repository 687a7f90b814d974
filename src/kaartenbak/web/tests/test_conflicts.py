"""Two people change the same card."""

import pytest

from kaartenbak.web.conflicts import Difference, decided, merge

LABELS = {"phone": "Phone"}


@pytest.mark.parametrize(
    ("case", "theirs", "yours", "value"),
    [
        ("only they changed it", "2", "1", "2"),
        ("only you changed it", "1", "3", "3"),
        ("both made the same of it", "2", "2", "2"),
        ("they emptied it", "", "1", ""),
        ("nobody changed it", "1", "1", "1"),
    ],
)
def test_what_one_of_them_changed_counts(case, theirs, yours, value):
    merged = merge(LABELS, original={"phone": "1"}, theirs={"phone": theirs}, yours={"phone": yours})

    assert (merged.values, merged.differences) == ({"phone": value}, []), case


def test_what_both_changed_is_left_to_decide():
    merged = merge(LABELS, original={"phone": "1"}, theirs={"phone": "2"}, yours={"phone": "3"})

    assert merged.values == {}
    assert merged.differences == [Difference("phone", "Phone", "1", "2", "3")]


@pytest.mark.parametrize(
    ("answers", "value"), [({"keep-phone": "yours"}, "3"), ({"keep-phone": "theirs"}, "2"), ({}, "2")]
)
def test_the_answer_decides_and_none_leaves_theirs(answers, value):
    assert decided([Difference("phone", "Phone", "1", "2", "3")], answers) == {"phone": value}
