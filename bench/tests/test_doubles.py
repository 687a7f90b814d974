"""The generated contacts that are there twice are what the benchmark says they are (`python -m pytest bench`)."""

from bench.doubles import doubles
from bench.generate import FIELDS

MADE = doubles(3_000, seed=7)
PAIRS = [(MADE.rows[a], MADE.rows[b]) for a, b in sorted(MADE.pairs)]


def test_the_same_seed_gives_the_same_cards():
    assert doubles(3_000, seed=7) == MADE
    assert doubles(3_000, seed=8).rows != MADE.rows


def test_a_card_and_its_copies_have_one_owner_and_one_kind():
    assert len(MADE.rows) == len(MADE.owners)
    assert 0.07 < len(PAIRS) / len(MADE.rows) < 0.14
    assert {a["kind"] == b["kind"] for a, b in PAIRS} == {True}
    assert {tuple(row) for row in MADE.rows} == {FIELDS}


def test_no_pair_has_the_name_alone_in_common():
    telling = (
        "phone",
        "mobile",
        "email",
        "email_2",
        "birthday",
        "street",
        "postcode",
        "website",
        "company_name",
    )
    common = [
        sum(bool(a[field]) and a[field].replace(" ", ".") == b[field].replace(" ", ".") for field in telling)
        for a, b in PAIRS
    ]

    assert sum(count == 0 for count in common) < len(PAIRS) * 0.02
