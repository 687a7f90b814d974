"""Merging while others are at work, and merging very much."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from kaartenbak.contacts.models import Channel, Contact, FormerCard
from kaartenbak.contacts.ops.channels import add_channel
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.history import store
from kaartenbak.history.models import Operation
from kaartenbak.history.tests.cards import run
from kaartenbak.history.undo import undo
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROUNDS = 4


def at_once(*works: Any) -> list[Any]:
    """What each of these gave that began at one moment; a refusal is a result too."""
    start = Barrier(len(works))

    def alone(work: Any) -> Any:
        try:
            start.wait()
            return work()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(alone, works))


def test_of_two_merges_that_cross_one_is_done_and_the_other_told():
    for turn in range(ROUNDS):
        one, other = a_company(f"A{turn}"), a_company(f"B{turn}")

        found = at_once(
            lambda one=one, other=other: merge(contact=one, duplicates=[Duplicate(other)], by=EDITOR),
            lambda one=one, other=other: merge(contact=other, duplicates=[Duplicate(one)], by=EDITOR),
        )

        assert sum(isinstance(each, NotFound) for each in found) == 1
        assert Contact.objects.filter(pk__in=[one.pk, other.pk]).count() == 1
        assert FormerCard.objects.filter(card__in=[one.pk, other.pk]).count() == 1


def test_what_somebody_adds_to_the_duplicate_meanwhile_is_not_lost():
    for turn in range(ROUNDS):
        one, other = a_company(f"A{turn}"), a_company(f"B{turn}")
        phone = {"kind": "phone", "value": f"+32 9 111 11 1{turn}", "by": EDITOR}

        _merged, added = at_once(
            lambda one=one, other=other: merge(contact=one, duplicates=[Duplicate(other)], by=EDITOR),
            lambda other=other, phone=phone: add_channel(contact=other, **phone),
        )

        there = list(Channel.objects.filter(contact=one).values_list("value", flat=True))
        assert there == ([] if isinstance(added, NotFound) else [phone["value"]])


def test_a_company_with_two_thousand_people_is_merged_and_taken_back(django_assert_max_num_queries):
    kept, other = a_company("A", street="One 1", phone="+32 9 111 11 11"), a_company("B", street="Two 2")
    rows = [
        {"number": f"P{n}", "kind": "person", "name": f"P {n}", "company_id": other.pk, "company_name": "B",
         "street": "Two 2", "follows": ["address"], "list_key": str(n)}
        for n in range(2_000)
    ]  # fmt: skip
    run(body=lambda: store.create_rows(Contact, rows), by=MANAGER)

    with django_assert_max_num_queries(400):
        merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)
    assert Contact.objects.filter(company=kept, company_name="A", street="One 1").count() == 2_000

    undo(entry=Operation.objects.latest("id"), by=MANAGER)
    assert Contact.objects.filter(company=other, company_name="B", street="Two 2").count() == 2_000
