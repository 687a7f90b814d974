"""What happened to a card, how it was at a moment, and which cards changed since a token."""

import json

import pytest
from django.utils import timezone

from kaartenbak.core.refusals import Refused
from kaartenbak.history import feed, store
from kaartenbak.history.asof import rows_at, rows_now
from kaartenbak.history.models import Change
from kaartenbak.history.story import story
from kaartenbak.history.tests.cards import a_card, a_phone, add, change, done, now, remove, run
from kaartenbak.history.undo import undo
from kaartenbak.setup.models import Territory
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def told(card, **options):
    return [(e.action, e.field, e.old, e.new) for e in story(card.pk, **options) if e.field]


def last_moment():
    return Change.objects.latest("id").at


def test_a_story_tells_each_value_before_and_after_newest_first():
    card = a_card(name="A")
    change(row=card, name="B", city="Gent", by=EDITOR)
    change(row=card, name="C", by=MANAGER)

    events = story(card.pk)

    assert told(card) == [("U", "name", "B", "C"), ("U", "name", "A", "B"), ("U", "city", "", "Gent")]
    assert [event.operation.actor_name for event in events] == [MANAGER.name, *[EDITOR.name] * 3]
    assert (events[-1].action, events[-1].new["name"], events[-1].old) == ("C", "A", None)


def test_a_story_tells_of_parts_that_came_and_went():
    card = a_card()
    phone = a_phone(card, "1")
    remove(rows=[phone], by=EDITOR)

    gone, came, *_ = story(card.pk)

    assert (gone.model, gone.action, gone.old["value"], gone.new) == ("contacts.channel", "D", "1", None)
    assert (came.action, came.old, came.new["value"]) == ("C", None, "1")


def test_a_story_holds_no_counters():
    newest, *_ = story(a_card().pk)

    assert newest.new.keys().isdisjoint({"version", "modified_at"})


def test_a_page_of_a_story_never_ends_within_a_change():
    card = a_card(name="A")
    change(row=card, name="B", city="Gent", street="Markt", by=EDITOR)
    change(row=card, name="C", by=EDITOR)

    first = story(card.pk, limit=2)
    rest = story(card.pk, limit=50, before=first[-1].change)

    assert [event.field for event in first] == ["name", "name", "street", "city"]
    assert [event.field for event in rest] == [""]


def test_the_story_of_a_part_that_moved_is_on_both_cards():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")
    change(row=phone, contact=new, by=EDITOR)
    change(row=phone, value="2", by=EDITOR)

    assert [(e.action, e.model) for e in story(old.pk)] == [
        ("D", "contacts.channel"),
        ("C", "contacts.channel"),
        ("C", "contacts.contact"),
    ]
    assert [e.action for e in story(new.pk)] == ["U", "C", "C"]


def test_a_card_is_shown_as_it_was():
    card = a_card(name="A")
    phone = a_phone(card, "1")
    moment = last_moment()
    change(row=card, name="B", by=EDITOR)
    remove(rows=[phone], by=EDITOR)

    rows = rows_at(card.pk, moment)

    assert rows["contacts.contact"][card.pk]["name"] == "A"
    assert rows["contacts.channel"][phone.pk]["value"] == "1"


def test_a_part_stands_on_the_card_it_was_on_at_that_moment():
    old, new = a_card(), a_card()
    phone = a_phone(old, "1")
    moment = last_moment()
    change(row=phone, contact=new, value="2", by=EDITOR)

    assert rows_at(old.pk, moment)["contacts.channel"][phone.pk]["value"] == "1"
    assert rows_at(new.pk, moment)["contacts.channel"] == {}
    assert rows_now(old.pk)["contacts.channel"] == {}
    assert rows_now(new.pk)["contacts.channel"][phone.pk]["value"] == "2"


def test_a_card_that_was_not_there_yet_has_no_rows():
    moment = timezone.now()
    card = a_card()

    assert not any(rows_at(card.pk, moment).values())


def test_a_removed_card_is_shown_as_it_was():
    card = a_card(name="A")
    moment = last_moment()
    remove(rows=[card], by=EDITOR)

    assert rows_at(card.pk, moment)["contacts.contact"][card.pk]["name"] == "A"
    assert not any(rows_now(card.pk).values())


def test_times_go_up_even_when_the_clock_goes_back(monkeypatch):
    card = a_card(name="A")
    first = last_moment()
    monkeypatch.setattr(timezone, "now", lambda: first.replace(year=first.year - 1))

    change(row=card, name="B", by=EDITOR)

    assert last_moment() > first


def test_the_feed_tells_each_changed_card_once_and_then_nothing():
    token = feed.latest_token()
    card = a_card()
    a_phone(card)
    gone = a_card()
    remove(rows=[gone], by=EDITOR)

    page = feed.since(token)

    assert (page.changed, page.removed, page.more) == ([card.pk], [gone.pk], False)
    assert feed.since(page.token).changed == []
    assert feed.latest_token() == page.token


def test_the_feed_tells_both_cards_when_a_part_moves():
    old, new = a_card(), a_card()
    phone = a_phone(old)
    token = feed.latest_token()
    change(row=phone, contact=new, by=EDITOR)

    assert feed.since(token).changed == [old.pk, new.pk]


def test_the_feed_is_read_in_pages():
    token = feed.latest_token()
    cards = [a_card() for _ in range(5)]
    read: list[int] = []
    pages = 0
    more = True

    while more:
        page = feed.since(token, limit=2)
        read, token, more, pages = read + page.changed, page.token, page.more, pages + 1

    assert (read, pages) == ([card.pk for card in cards], 3)


def test_the_feed_from_the_beginning_holds_every_card():
    cards = [a_card() for _ in range(3)]

    assert feed.since("").changed == [card.pk for card in cards]


def test_the_feed_is_silent_about_codes():
    token = feed.latest_token()
    add(row=Territory(code="N"), by=ADMIN)

    assert feed.since(token).changed == []


def test_an_undo_is_in_the_feed():
    card = a_card(name="A")
    entry = done(change, row=card, name="B", by=EDITOR)
    token = feed.latest_token()

    undo(entry=entry, by=EDITOR)

    assert feed.since(token).changed == [card.pk]


@pytest.mark.parametrize("token", ["x", "-1", "1.5", "9" * 19, "٣", "999999999999"])
def test_a_token_of_another_feed_or_of_the_future_is_refused(token):
    with pytest.raises(Refused) as refusal:
        feed.since(token)

    assert refusal.value.key == "feed.token"


def test_the_record_is_plain_json_to_other_programs():
    card = a_card(follows=["address"])
    entry = done(run, body=lambda: store.update(card, follows=[], name="é"), by=EDITOR)

    assert json.loads(json.dumps(entry.changes.get().before)) == {"follows": ["address"], "name": "De Smet"}
    assert now(card).follows == []
