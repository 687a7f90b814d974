"""Many rows written at once, with what each was before."""

from datetime import UTC, datetime

import pytest

from kaartenbak.api.models import Answered
from kaartenbak.contacts.models import Contact
from kaartenbak.history import bulk, store
from kaartenbak.history.tests.cards import a_card, change_many, done, make_code, new_card, now, run
from kaartenbak.testing.cast import ADMIN, EDITOR

pytestmark = pytest.mark.django_db
MOMENT = datetime(2026, 11, 28, 14, 7, 3, 120_000, tzinfo=UTC)


@pytest.mark.parametrize("count", [1, 6, 7, 8, 9, 50, 101])
def test_however_many_rows_are_written_at_once_each_is_there_with_its_change(count):
    cards = run(
        body=lambda: store.create_many(Contact, [new_card(name=f"A{n}") for n in range(count)]), by=EDITOR
    )

    values = {card.pk: {"name": f"B{n}"} for n, card in enumerate(cards)}
    entry = done(change_many, model=Contact, values=values, by=EDITOR)

    assert [now.name for now in Contact.objects.order_by("pk")] == [f"B{n}" for n in range(count)]
    kept = entry.changes.order_by("id").values_list("row", "before")
    assert list(kept) == [(card.pk, {"name": f"A{n}"}) for n, card in enumerate(cards)]


@pytest.mark.parametrize("count", [1, 9])
def test_few_rows_and_many_keep_octets_and_texts_as_they_are(count):
    columns = Answered._meta.concrete_fields[1:]
    row = (7, "key", "it's", MOMENT, 201, {"a": ["é", None]}, b"\x00'\xff")

    bulk.insert(Answered, columns, [(row[0] + number, *row[1:]) for number in range(count)])

    found = Answered.objects.order_by("user_id").first()
    assert found is not None
    assert [
        bytes(value) if column.name == "body" else value
        for column in columns
        for value in (getattr(found, column.name),)
    ] == list(row)


def test_values_in_bulk_may_have_the_other_types_that_a_column_reads():
    card = a_card(city="Gent")
    values = {card.pk: {"name": 7, "minor": 1, "version": "5", "territory": make_code(code="N", by=ADMIN)}}

    entry = done(change_many, model=Contact, values=values, by=EDITOR)

    assert (now(card).name, now(card).minor, now(card).territory.code) == ("7", True, "N")
    assert entry.changes.get().before == {"name": "De Smet", "minor": False, "territory_id": None}


def test_a_row_changed_twice_in_bulk_keeps_what_it_was_before_both():
    card, other = a_card(city="Gent"), a_card(city="Gent")

    def twice():
        store.lock(card)
        change_many(
            model=Contact, values={card.pk: {"city": "Aalst"}, other.pk: {"city": "Aalst"}}, by=EDITOR
        )
        store.update(card, city="Ronse")
        change_many(model=Contact, values={card.pk: {"city": "Lier"}, other.pk: {"city": "Gent"}}, by=EDITOR)

    entry = done(run, body=twice, by=EDITOR)

    assert (now(card).city, now(other).city) == ("Lier", "Gent")
    assert list(entry.changes.values_list("row", "before")) == [(card.pk, {"city": "Gent"})]
