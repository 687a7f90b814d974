"""`kaartenbak duplicates scan`"""

import pytest

from kaartenbak.duplicates import scanning
from kaartenbak.testing.builders import a_company

pytestmark = pytest.mark.django_db
PASSWORD = "Zeer-geheim-2026!\n"


def two_alike(city):
    for name in ("Bakkerij De Smet BV", "De Smet Bakkerij"):
        a_company(name, phone="09 224 11 61", street="Kerkstraat 12", city=city)


def test_all_contacts_are_compared_or_those_that_meet_a_filter(kaartenbak):
    two_alike("Gent")
    a_company("Maes", city="Aalst")

    assert kaartenbak("duplicates", "scan").out == "3 contacts were compared. 1 pair may be the same.\n"
    there = kaartenbak("duplicates", "scan", "--filter", "city=Aalst")
    assert there.out == "1 contact was compared. 0 pairs may be the same.\n"


def test_for_very_many_the_whole_register_is_compared(kaartenbak, monkeypatch):
    monkeypatch.setattr(scanning, "MANY", 1)
    two_alike("Gent")
    a_company("Maes", city="Aalst")

    answer = kaartenbak("duplicates", "scan", "--filter", "city=Gent")

    assert answer.out == "3 contacts were compared. 1 pair may be the same.\n"


def test_a_filter_that_does_not_exist_is_refused(kaartenbak):
    answer = kaartenbak("duplicates", "scan", "--filter", "shoe_size=43")

    assert (answer.status, answer.err) == (1, "There is no field named shoe_size.\n")


def test_who_may_not_merge_starts_no_comparison(kaartenbak):
    kaartenbak("user", "create", "rik", "--role", "reader", "--password-stdin", stdin=PASSWORD)

    answer = kaartenbak("duplicates", "scan", "--user", "rik")

    assert (answer.status, answer.out) == (1, "")
    assert "Merge" in answer.err
