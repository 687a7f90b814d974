"""One value, or one removed row, is put back from the story of a card."""

import pytest

from kaartenbak.core.refusals import Refused
from kaartenbak.history.tests.cards import a_card, a_phone, change, done, now, numbers, remove
from kaartenbak.history.undo import put_back
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db


def test_one_value_is_put_back():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", city="Gent", by=EDITOR)
    change(row=card, name="C", by=EDITOR)

    put_back(change=entry.changes.get(), field="name", by=EDITOR)

    assert (now(card).name, now(card).city) == ("A", "Gent")


def test_a_removed_row_is_put_back():
    phone = a_phone(a_card(), "1")
    entry = done(remove, rows=[phone], by=EDITOR)

    put_back(change=entry.changes.get(), by=EDITOR)

    assert now(phone).value == "1"


def test_a_number_given_away_is_not_put_back():
    card, fresh = a_card(number="A"), f"N{next(numbers)}"
    entry = done(change, row=card, number=fresh, by=EDITOR)
    a_card(number="A")

    with pytest.raises(Refused) as refusal:
        put_back(change=entry.changes.get(), field="number", by=EDITOR)

    assert refusal.value.key == "undo.conflicts"
    assert now(card).number == fresh


@pytest.mark.parametrize("field", ["name", "version", "nonsense", ""])
def test_what_did_not_change_is_not_put_back(field):
    card = a_card(name="A")
    entry = done(change, row=card, city="Gent", by=EDITOR)

    with pytest.raises(Refused) as refusal:
        put_back(change=entry.changes.get(), field=field, by=EDITOR)

    assert refusal.value.key == "undo.nothing"
