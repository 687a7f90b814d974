"""Lists are paged by key: every row comes once, in both directions, whatever the sort order."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType

from kaartenbak.web.lists import Column, Cursor, Listing, Sort

pytestmark = pytest.mark.django_db

# Many rows share an app label, so the pages break inside runs of equal values.
COLUMNS = [
    Column("app", "App", "app_label"),
    Column("model", "Model", "model", css="tight"),
    Column("note", "Note"),
]
LISTING = Listing(COLUMNS, default="app", size=7)


def rows():
    return ContentType.objects.all()


def walk(query, way, page):
    """All rows from `page` on, following its links."""
    found = list(page.rows)
    while getattr(page, way):
        page = LISTING.page(rows(), query | {"at": getattr(page, way)})
        found = found + list(page.rows) if way == "next" else list(page.rows) + found
    return found, page


@pytest.mark.parametrize("sort", ["app", "-app", "model", "-model"])
def test_every_row_comes_once_in_both_directions(sort):
    query = {"sort": sort}
    first = LISTING.page(rows(), query)

    down, last = walk(query, "next", first)
    up, top = walk(query, "previous", last)

    field = sort.replace("app", "app_label")
    assert down == list(rows().order_by(field, "-pk" if sort.startswith("-") else "pk"))
    assert up == down
    assert (first.previous, last.next, top.previous) == ("", "", "")


@pytest.mark.parametrize("at", ["x", "eyJ4Ijo", "1:2:3", "\0", "é" * 500, "[]"])
def test_a_cursor_nobody_gave_out_means_the_first_page(at):
    assert LISTING.page(rows(), {"at": at}).rows == LISTING.page(rows(), {}).rows


def test_a_cursor_keeps_the_millionths_of_a_moment():
    sort, at = Sort(Column("seen", "Seen", "last_login")), datetime(2026, 11, 1, 9, 30, 0, 123456, tzinfo=UTC)
    row = get_user_model()(pk=1, last_login=at)

    cursor = Cursor.read(Cursor.at(row, sort, backwards=False), sort)

    assert cursor is not None
    assert datetime.fromisoformat(cursor.value) == at


def test_a_cursor_of_another_order_means_the_first_page():
    other = LISTING.page(rows(), {"sort": "-model"}).next

    assert LISTING.page(rows(), {"sort": "app", "at": other}).rows == LISTING.page(rows(), {}).rows


@pytest.mark.parametrize("sort", ["note", "password", "-", "app_label__x"])
def test_what_cannot_be_sorted_by_gives_the_order_of_the_list(sort):
    assert str(LISTING.page(rows(), {"sort": sort}).sort) == "app"


def test_the_heading_in_force_leads_to_the_other_direction():
    app, model, note = LISTING.page(rows(), {"sort": "-app"}).headings

    assert (app.direction, app.sort) == ("descending", "app")
    assert (model.direction, model.sort, model.css) == ("", "model", "tight")
    assert note.sort == ""


def test_a_page_takes_one_query(django_assert_num_queries):
    middle = LISTING.page(rows(), {}).next

    with django_assert_num_queries(1):
        LISTING.page(rows(), {"at": middle})


def test_a_list_of_nothing_is_an_empty_page():
    page = LISTING.page(rows().none(), {})

    assert not page
    assert (page.next, page.previous) == ("", "")
