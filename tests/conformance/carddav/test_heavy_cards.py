"""carddav.md §6 and §10: cards and questions that are larger than anybody's, and books that are."""

import pytest

from kaartenbak.carddav.queries import listing
from kaartenbak.carddav.queries.books import book_named
from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import user_of
from tests.conformance.carddav.client import dav
from tests.conformance.carddav.writer import get, put, vcard, writer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("case", "lines"),
    [
        ("ten thousand lines", [f"X-A:{number}" for number in range(10_000)]),
        ("twenty thousand properties", [f"X-P{number}:{number}" for number in range(20_000)]),
        ("two thousand groups", [f"item{number}.X-ABLabel:{number}" for number in range(2_000)]),
        (
            "two thousand addresses",
            [f"ADR;TYPE=HOME:;;Meir {number};Gent;;9000;BE" for number in range(2_000)],
        ),
        ("a line of a megabyte", ["NOTE:" + "a" * 1_000_000]),
        ("two thousand categories", ["CATEGORIES:" + ",".join(f"Group {number}" for number in range(2_000))]),
    ],
)
def test_a_heavy_card_is_kept_whole_or_refused(case, lines):
    phone, text = writer(), vcard(*lines)

    status = put(phone, "a.vcf", text).status

    assert status in {201, 403, 413}, case
    assert get(phone, "a.vcf").text == text if status == 201 else not Contact.objects.exists()


def test_a_multiget_of_five_hundred_addresses_answers_each():
    phone, person = dav(EDITOR, "all"), a_person("An Maes")
    hrefs = [f"{phone.all}none-{number}.vcf" for number in range(499)]
    hrefs.insert(250, f"{phone.all}{person.uid}.vcf")

    answer = phone.multiget(phone.all, *hrefs)

    assert sorted(answer.hrefs) == sorted(hrefs)
    assert (answer.text.count("<D:getetag>"), len(answer.statuses())) == (1, 499)


def test_a_book_is_read_by_blocks_while_it_is_told(monkeypatch):
    monkeypatch.setattr(listing, "BLOCK", 2)
    dav(EDITOR, "all")
    people = [a_person(f"An {number}").pk for number in range(5)]
    book = book_named(user_of(EDITOR), "all")
    assert book is not None

    blocks = listing.members(book, by=EDITOR)
    first = next(blocks)
    later = a_person("Who comes while it is told").pk

    assert [card.key for card in first] == people[:2]
    assert [[card.key for card in block] for block in blocks] == [people[2:4], [people[4], later]]
