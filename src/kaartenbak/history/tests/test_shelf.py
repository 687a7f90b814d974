"""What does not fit in memory is found again as it was."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.history import shelf
from kaartenbak.history.bulk import JsonText
from kaartenbak.history.models import Operation
from kaartenbak.history.tests.cards import a_phone, done, dump, make_cards, new_card, remove
from kaartenbak.history.undo import undo
from kaartenbak.testing.cast import EDITOR, MANAGER


@pytest.fixture(autouse=True)
def little_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "IN_MEMORY", 10)


def test_texts_are_read_in_any_order_and_between_writing():
    kept = shelf.Shelf()
    texts = [JsonText(text) for text in ("short", "longer than that", "é 🐘", "", "half \ud800", "last")]

    places = [kept.keep(text) for text in texts[:4]]
    assert shelf.text_of(places[2]) == "é 🐘"
    places += [kept.keep(text) for text in texts[4:]]

    assert [shelf.text_of(place) for place in reversed(places)] == texts[::-1]
    assert [isinstance(place, shelf.Shelved) for place in places] == [False, *[True] * 5]


@pytest.mark.django_db
def test_what_was_made_goes_and_comes_back_as_it_was():
    entry = done(
        make_cards, cards=[new_card(name=name, follows=["address"]) for name in ("É. 🐘", "B")], by=EDITOR
    )
    made = dump()

    first = done(undo, entry=entry, by=EDITOR)
    assert Contact.objects.count() == 0
    done(undo, entry=first, by=EDITOR)

    assert dump() == made


@pytest.mark.django_db
def test_what_was_removed_comes_back_with_its_parts():
    entry = done(make_cards, cards=[new_card(), new_card()], by=EDITOR)
    card = Contact.objects.earliest("pk")
    phone = a_phone(card)
    before = dump()

    removal = done(remove, rows=[phone, card], by=MANAGER)
    undo(entry=removal, by=MANAGER)

    assert dump() == before
    assert Operation.objects.get(pk=entry.pk).undone_by is None
