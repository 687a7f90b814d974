"""Choosing the address books of one's programs."""

import pytest

from kaartenbak.carddav.models import Subscription
from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.testing.builders import a_code, a_person
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
PAGE = "/account/books/"


def chosen() -> list[str]:
    return list(Subscription.objects.order_by("book").values_list("book", flat=True))


def test_the_page_offers_everything_and_each_group_with_its_numbers():
    group = a_code(MailingGroup, "XMAS", description="Christmas cards")
    assign(contact=a_person("An"), code=group, by=EDITOR)
    a_person("Bea")

    page = visitor(EDITOR).get(PAGE).content.decode()

    assert "All contacts (2 contacts)" in page
    assert "Christmas cards (1 contact)" in page
    assert "http://testserver" in page


def test_books_are_chosen_and_given_up_again():
    group = a_code(MailingGroup, "XMAS")
    browser = visitor(EDITOR)

    browser.post(PAGE, {"chosen": ["all", f"group-{group.pk}"]})
    assert chosen() == ["all", f"group-{group.pk}"]
    browser.post(PAGE, {"chosen": ["all"]})
    assert chosen() == ["all"]
    browser.post(PAGE, {})
    assert chosen() == []


@pytest.mark.parametrize("key", ["group-99", "mine", "<script>", "\0", "🎈", "x" * 9_000])
def test_a_book_that_is_not_offered_is_not_chosen(key):
    page = visitor(EDITOR).post(PAGE, {"chosen": [key]})

    assert page.status_code == 422
    assert chosen() == []


def test_the_page_costs_the_same_for_one_group_and_for_many():
    browser = visitor(EDITOR)
    names = iter("ABCDEFGH")

    assert_same_queries(lambda: browser.get(PAGE), lambda: a_code(MailingGroup, next(names)))
