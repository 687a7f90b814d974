"""Countries, languages, titles and birthdays as people write them."""

from datetime import UTC, datetime

import pytest

from kaartenbak.exchange.rules.birthday import Order, order_in, read_birthday
from kaartenbak.exchange.rules.countries import country_code, country_name
from kaartenbak.exchange.rules.languages import language_tag

THIS_YEAR = datetime.now(UTC).year


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("België", "BE"), ("BELGIQUE", "BE"), ("be", "BE"), ("BEL", "BE"), ("B", "BE"), ("Belgien", "BE"),
        ("Duitsland", "DE"), ("Allemagne", "DE"), ("Verenigd Koninkrijk", "GB"), ("U.K.", "GB"), ("England", "GB"),
        ("Nederland", "NL"), ("The Netherlands", "NL"), ("Pays-Bas", "NL"), ("USA", "US"), ("Czech Republic", "CZ"),
        ("Atlantis", ""), ("", ""), ("ZZ", ""),
    ],
)  # fmt: skip
def test_countries(text, code):
    assert country_code(text) == code


def test_a_country_is_named_in_the_language_asked_for():
    assert [country_name("BE", language) for language in ("nl", "en", "fr", "de")] == [
        *("België", "Belgium", "Belgique", "Belgien"),
    ]  # fmt: skip
    assert country_name("XX") == "XX"


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("Nederlands", "nl"), ("néerlandais", "nl"), ("NL", "nl"), ("nld", "nl"), ("Vlaams", "nl"), ("fr_be", "fr-BE"),
        ("Français", "fr"), ("Deutsch", "de"), ("English", "en"), ("Portugees", "pt"), ("polski", "pl"), ("NLB", "NLB"),
    ],
)  # fmt: skip
def test_languages(text, tag):
    assert language_tag(text) == tag


@pytest.mark.parametrize(
    ("text", "birthday"),
    [
        ("1980-12-31", "1980-12-31"), ("19801231", "1980-12-31"), ("1980-12-31T00:00:00Z", "1980-12-31"),
        ("31/12/1980", "1980-12-31"), ("31.12.1980", "1980-12-31"), ("1/2/1980", "1980-02-01"),
        ("31-12-80", "1980-12-31"), ("1980/12/31", "1980-12-31"), ("31/12/1980 0:00:00", "1980-12-31"),
        ("--12-31", "--12-31"), ("--1231", "--12-31"), ("31/12", "--12-31"), ("1604-02-29", "--02-29"),
        ("31 december 1980", "1980-12-31"), ("1er février 1980", "1980-02-01"), ("5. März 1980", "1980-03-05"),
        ("3 mrt. 1980", "1980-03-03"), ("29 feb", "--02-29"), ("", ""), ("0/0/00", ""), ("0-0-00", ""),
        ("12/31/1980", None), ("30/02/1980", None), ("29/02/1981", None), ("1980", None), ("zomer", None),
        ("31/12/1580", None), (f"1/1/{THIS_YEAR + 5}", None), ("9999999999", None), ("³/4/1980", None),
    ],
)  # fmt: skip
def test_birthdays(text, birthday):
    assert read_birthday(text) == birthday


def test_of_two_digits_the_year_is_that_of_somebody_of_fifteen_or_older():
    youngest, older = THIS_YEAR - 15, THIS_YEAR - 14

    assert read_birthday(f"1/1/{youngest % 100:02}") == f"{youngest}-01-01"
    assert read_birthday(f"1/1/{older % 100:02}") == f"{older - 100}-01-01"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["3/4/1980", "13/4/1980"], Order.DAY_FIRST),
        (["3/4/1980", "4/13/1980"], Order.MONTH_FIRST),
        (["13/4/1980", "4/13/1980"], Order.DAY_FIRST),
        (["3/4/1980", "", "x"], Order.DAY_FIRST),
    ],
)
def test_the_order_of_a_column_of_dates(texts, order):
    assert order_in(texts) is order
    assert read_birthday("3/4/1980", order) == ("1980-04-03" if order is Order.DAY_FIRST else "1980-03-04")
