"""Prepared reads: the rows are those of the query, for each value and in each thread."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.history.prepared import MANY, Among, Given, Prepared
from kaartenbak.testing.builders import a_company, a_person

pytestmark = pytest.mark.django_db

BY_NUMBER = Prepared(lambda: Contact.objects.select_related("company").filter(number=Given("number")))
CHANNELS = Prepared(
    lambda: Channel.objects.filter(contact=Given("card"), kind="phone", pk__gt=Given("after")).order_by(
        "-id"
    )[:1]
)
SOME = Prepared(
    lambda: Contact.objects.filter(Among("pk", "keys")).order_by("name_key").values_list("name", flat=True)
)


def test_each_call_finds_what_its_values_ask_for():
    zeta = a_company("Zeta")
    an = a_person("An Claes", company=zeta)

    assert BY_NUMBER(number=an.number) == [an]
    assert BY_NUMBER(number=zeta.number) == [zeta]
    assert BY_NUMBER(number="nobody's") == []
    assert BY_NUMBER.first(number="nobody's") is None


def test_what_it_reads_along_needs_no_further_query(django_assert_num_queries):
    an = a_person("An Claes", company=a_company("Zeta"))

    with django_assert_num_queries(1):
        found = BY_NUMBER.first(number=an.number)
        assert found is not None
        assert str(found.company) == "CT000001 Zeta"


def test_several_values_beside_fixed_ones():
    an = a_person("An Claes", phone="09 224 11 61", email="an@zeta.example")
    phone = an.channels.get(kind="phone")

    assert CHANNELS(card=an.pk, after=0) == [phone]
    assert CHANNELS(card=an.pk, after=phone.pk) == []


def test_few_keys_and_many_are_found():
    cards = [a_company(name).pk for name in ("Zeta", "Alfa")]

    assert SOME(keys=cards) == ["Alfa", "Zeta"]
    assert SOME(keys=[*cards, *range(-MANY, 0)]) == ["Alfa", "Zeta"]
    assert SOME(keys=[]) == []


def test_it_asks_the_connection_that_the_thread_has_now():
    BY_NUMBER(number="CT1")
    former = connections["default"]
    connections["default"] = former.copy()
    try:
        BY_NUMBER(number="CT1")
        assert BY_NUMBER.kept.statement.compiler.connection is connections["default"]
    finally:
        connections["default"].close()
        connections["default"] = former


def test_any_number_of_keys_is_found_by_their_index():
    cards = [a_company(f"Firma {number}") for number in range(3)]

    assert SOME(keys=[cards[2].pk, cards[0].pk, 999_999]) == ["Firma 0", "Firma 2"]
    assert SOME(keys=[]) == []
    assert SOME(keys={cards[1].pk: "any collection"}) == ["Firma 1"]
    statement = SOME.kept.statement
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # What another test counted of other rows stays with the database.
            cursor.execute("ANALYZE contacts_channel")
            cursor.execute("DELETE FROM sqlite_stat1")
            cursor.execute("ANALYZE sqlite_schema")
            cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.values({"keys": [cards[1].pk]}))
            assert "SEARCH contacts_contact USING INTEGER PRIMARY KEY" in str(cursor.fetchall())


def test_a_value_that_was_changed_is_read_anew():
    an = a_person("An Claes")
    found = BY_NUMBER(number=an.number)

    Contact.objects.filter(pk=an.pk).update(city="Gent")

    assert found[0].city == ""
    assert BY_NUMBER(number=an.number)[0].city == "Gent"


@pytest.mark.django_db(transaction=True)
def test_each_thread_reads_by_its_own_connection():
    an = a_person("An Claes")

    def read(_turn):
        try:
            return BY_NUMBER(number=an.number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(read, range(6))) == [[an]] * 6


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_closed_comes_back():
    an = a_person("An Claes")
    assert BY_NUMBER(number=an.number) == [an]

    connection.close()

    assert BY_NUMBER(number=an.number) == [an]
