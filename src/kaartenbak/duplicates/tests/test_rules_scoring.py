"""Which cards are suspects, and why."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaartenbak.duplicates.rules.features import COLUMNS, Features, features
from kaartenbak.duplicates.rules.prefilter import may_be_one
from kaartenbak.duplicates.rules.scoring import judge

BLANK = dict.fromkeys(COLUMNS, "")
TEXTS = st.sampled_from(
    [
        "",
        "jan",
        "Jef",
        "Peeters",
        "van den Berghe",
        "Kerkstraat 12",
        "9000",
        "1980-03-31",
        "😀",
        "'",
        "Müller BV",
    ]
)
CHANNELS = st.lists(
    st.sampled_from(
        [
            ("email", "jan@peeters.be"),
            ("email", "info@peeters.be"),
            ("phone", "+3291234567"),
            ("website", "x.be"),
        ]
    )
)
CARDS = st.builds(
    lambda kind, values, channels: features({**BLANK, **values, "kind": kind}, channels),
    st.sampled_from(["company", "person"]),
    st.fixed_dictionaries({name: TEXTS for name in COLUMNS if name != "kind"}),
    CHANNELS,
)


def a_person(name: str, *channels: tuple[str, str], **values: str) -> Features:
    first, _, surname = name.partition(" ")
    return features(BLANK | {"kind": "person", "first_name": first, "surname": surname} | values, channels)


def a_company(name: str, *channels: tuple[str, str], **values: str) -> Features:
    return features(BLANK | {"kind": "company", "name": name} | values, channels)


@given(CARDS, CARDS)
def test_the_order_of_the_two_makes_no_difference(a, b):
    assert judge(a, b) == judge(b, a)


@given(st.sampled_from(["company", "person"]), CARDS)
def test_what_is_blank_never_speaks_for_or_against(kind, other):
    assert judge(Features(kind), other) == (0, ())


WORDS = st.sampled_from(
    [
        "",
        "jan",
        "jna",
        "johan",
        "peeters",
        "peters",
        "maes",
        "claes",
        "kerkstr",
        "kerkstrr",
        "19800331",
        "19800313",
    ]
)
SOME = st.sampled_from(
    [(), ("24116100",), ("24116100", "24116101"), ("jan@maes.be",), ("jam@maes.be", "info@maes.be")]
)
ALIKE = st.builds(
    lambda kind, words, phones, emails, domains: Features._make(
        [kind, *words[:7], phones, emails, domains, *words[7:]]
    ),
    st.sampled_from(["company", "person"]),
    st.lists(WORDS, min_size=14, max_size=14),
    *[SOME] * 3,
)


@settings(max_examples=400)
@given(st.one_of(CARDS, ALIKE), st.one_of(CARDS, ALIKE))
def test_the_quick_look_lets_every_suspect_through(a, b):
    assert may_be_one(a, b) >= judge(a, b).is_suspect


MOBILE = ("mobile", "+32470123456")
AT_HOME = {"street": "Kerkstraat 12", "postcode_key": "9000", "city": "Gent"}


@pytest.mark.parametrize(
    ("case", "a", "b", "suspects"),
    [
        (
            "written apart",
            a_person("Anne-Lies Vandenberghe", MOBILE),
            a_person("Annelies van den Berghe", MOBILE),
            True,
        ),
        (
            "a name of every day",
            a_person("Jef Peeters", **AT_HOME),
            a_person("Jozef Peeters", **AT_HOME),
            True,
        ),
        (
            "first and last name swapped",
            a_person("Peeters Jozef", MOBILE),
            a_person("Jozef Peeters", MOBILE),
            True,
        ),
        (
            "married",
            a_person("Sofie Maes", MOBILE, **AT_HOME),
            a_person("Sofie Claes", MOBILE, **AT_HOME),
            True,
        ),
        (
            "namesakes at different companies",
            a_person("Jan Peeters", company_name="Bouw Maes BV"),
            a_person("Jan Peeters", company_name="Garage Claes NV"),
            False,
        ),
        (
            "father and son at one address",
            a_person("Jan Peeters", ("phone", "+3291234567"), **AT_HOME),
            a_person("Tom Peeters", ("phone", "+3291234567"), **AT_HOME),
            False,
        ),
        (
            "colleagues of one family",
            a_person(
                "Katrien Maes", ("email", "kmaes@zorg.be"), ("phone", "+3291234567"), company_name="Zorg"
            ),
            a_person(
                "Maarten Maes", ("email", "mmaes@zorg.be"), ("phone", "+3291234567"), company_name="Zorg"
            ),
            False,
        ),
        (
            "legal form left out",
            a_company("Bakkerij De Smet BV", **AT_HOME),
            a_company("De Smet Bakkerij", **AT_HOME),
            True,
        ),
        (
            "a company renamed",
            a_company("Bouw Maes BV", tax_key="0200068636", **AT_HOME),
            a_company("Maes Projecten NV", tax_key="0200068636", **AT_HOME),
            True,
        ),
        (
            "companies in different towns",
            a_company("Bakkerij Peeters", city="Gent"),
            a_company("Bakkerij Peeters", city="Brugge"),
            False,
        ),
        (
            "a new name, the old telephone and address",
            a_company("Bouw Maes BV", ("phone", "+3291234567"), **AT_HOME),
            a_company("Dakwerken Claes", ("phone", "+3291234567"), **AT_HOME),
            True,
        ),
        (
            "namesakes at companies with like names",
            a_person("Jan Peeters", company_name="Toitures Maes"),
            a_person("Jan Peeters", company_name="Peintures Maes"),
            False,
        ),
        (
            "namesakes in the Kerkstraat of two towns",
            a_person("Jan Peeters", **AT_HOME),
            a_person("Jan Peeters", **AT_HOME | {"postcode_key": "8000", "city": "Brugge"}),
            False,
        ),
        (
            "swapped names alone",
            a_person("Peeters Jan"),
            a_person("Jan Peeters"),
            False,
        ),
        (
            "letters turned in a short name",
            a_person("Jna Peeters", MOBILE),
            a_person("Jan Peeters", MOBILE),
            True,
        ),
        (
            "half of a swapped name, one birthday",
            a_person("Peeters Jan", birthday="1980-03-31", **AT_HOME),
            a_person("Tom Peeters", birthday="1980-03-31", **AT_HOME),
            True,
        ),
        (
            "two that live together",
            a_person("Jan Thomas", ("phone", "+3291234567"), **AT_HOME),
            a_person("Thomas Maes", ("phone", "+3291234567"), **AT_HOME),
            False,
        ),
        ("a company and a person", a_company("Jan Peeters", MOBILE), a_person("Jan Peeters", MOBILE), False),
    ],
)
def test_who_are_suspects(case, a, b, suspects):
    assert judge(a, b).is_suspect is suspects, (case, judge(a, b))


def test_a_mailbox_that_many_read_says_little():
    a, b = (a_person(name, ("email", "info@desmet.be")) for name in ("Jan Peeters", "Jan Peters"))

    assert ("email", "shared") in judge(a, b).findings
    assert not judge(a, b).is_suspect


def test_a_birthday_that_differs_is_shown_as_counter_evidence():
    father, son = (a_person("Jan Peeters", birthday=day, **AT_HOME) for day in ("1950-01-31", "1982-07-02"))

    assert ("birthday", "different") in judge(father, son).findings
