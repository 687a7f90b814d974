"""Statements that take too long are broken off, and counting with them."""

import pytest
from django.db import OperationalError, connection

from kaartenbak.contacts.models import Contact
from kaartenbak.search import counting
from kaartenbak.search.engines import TookTooLong, stopping
from kaartenbak.testing.builders import a_company

pytestmark = pytest.mark.django_db
ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"


def answer(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def test_a_statement_that_takes_too_long_is_broken_off():
    with pytest.raises(TookTooLong), stopping(0.01):
        answer(ENDLESS)

    assert (
        answer(
            "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9) SELECT count(*) FROM n"
        )
        == 9
    )


def test_what_goes_wrong_for_another_reason_is_told_as_it_is():
    with pytest.raises(OperationalError), stopping(60):
        raise OperationalError


def test_a_statement_is_not_broken_off_after_its_time():
    a_company("Alfa")
    with stopping(60):
        assert Contact.objects.count() == 1

    assert counting.counted(Contact.objects.all()) == {"total": 1}
