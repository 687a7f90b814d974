from datetime import date

import pytest

from kaartenbak.contacts.rules.birthday import day, parse
from kaartenbak.core.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "kept", "meant"),
    [
        ("1980-03-31", "1980-03-31", date(1980, 3, 31)),
        (" --03-31 ", "--03-31", date(2000, 3, 31)),
        ("--02-29", "--02-29", date(2000, 2, 29)),
        ("2004-02-29", "2004-02-29", date(2004, 2, 29)),
    ],
)
def test_a_birthday_may_lack_its_year(typed, kept, meant):
    assert parse(typed) == kept
    assert day(kept) == meant


@pytest.mark.parametrize(
    ("typed", "comes"), [("2026-03-31", False), ("2026-04-01", True), ("--12-31", False)]
)
def test_a_birthday_that_is_still_to_come_is_refused(typed, comes):
    refused = None
    try:
        parse(typed, today=date(2026, 3, 31))
    except Refused as refusal:
        refused = refusal.key

    assert refused == ("birthday.future" if comes else None)


def test_no_birthday_is_fine():
    assert parse("") == ""


@pytest.mark.parametrize(
    "typed",
    [
        "2003-02-29",
        "--02-30",
        "1980-13-01",
        "1980-3-31",
        "31-03-1980",
        "0000-01-01",
        "-03-31",
        "1980",
        "--",
        "١٩٨٠-٠٣-٣١",
    ],
)
def test_a_day_that_does_not_exist_is_refused(typed):
    with pytest.raises(Refused) as refusal:
        parse(typed)

    assert (refusal.value.key, refusal.value.field) == ("birthday.invalid", "birthday")
    assert refusal.value.facts == {"value": typed}
