"""The index stays in step with the cards, whatever happens to them."""

from contextlib import suppress
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.jobs.progress import heard_by
from kaartenbak.search import index
from kaartenbak.search.models import Document, Word
from kaartenbak.search.queries import find
from kaartenbak.testing.builders import a_company, a_person, an_address
from kaartenbak.testing.cast import ADMIN, EDITOR, READER

pytestmark = pytest.mark.django_db
NAMES = some.sampled_from(["De Smet", "Peeters", "Maes", "Desmet & Zoon", "Ünal", "X 1"])
CHANGES = some.one_of(
    some.tuples(some.just("name"), NAMES),
    some.tuples(some.just("phone"), some.sampled_from(["", "016 23 01 89", "0475 11 22 33", "123"])),
    some.tuples(some.just("email"), some.sampled_from(["", "info@maes.be", "x@peeters.example"])),
    some.tuples(some.just("city"), some.sampled_from(["", "Gent", "Liège"])),
)
STEPS = some.one_of(
    some.tuples(some.just("company"), NAMES),
    some.tuples(some.just("person"), NAMES),
    some.tuples(some.just("change"), CHANGES),
    some.tuples(some.just("join"), some.none()),
    some.tuples(some.just("address"), some.sampled_from(["Gent", "Namur"])),
    some.tuples(some.just("delete"), some.none()),
    some.tuples(some.just("undo"), some.none()),
)


def take(step: str, value: Any, place: int) -> None:
    """One step on one of the cards there are; what is refused is left."""
    cards = list(Contact.objects.order_by("id"))
    card = cards[place % len(cards)]
    companies = [each for each in cards if each.is_company]
    with suppress(Refused):
        match step:
            case "company":
                a_company(str(value))
            case "person":
                a_person(str(value), company=companies[0] if companies else None)
            case "change":
                change_contact(contact=card, values=dict([value]), by=EDITOR)
            case "join":
                change_contact(contact=card, values={"company": companies[-1]}, by=EDITOR)
            case "address":
                an_address(card, f"A{place}", city=value)
            case "delete":
                delete_contact(contact=card, by=EDITOR)
            case "undo":
                last = Operation.objects.filter(undone_by=None, contacts__gt=0).latest("id")
                undo(entry=last, keep_newer=bool(place % 2), by=ADMIN)


@settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(some.lists(some.tuples(STEPS, some.integers(0, 9)), min_size=1, max_size=8))
def test_after_any_operations_the_index_is_what_a_new_one_would_be(steps):
    a_company("Begin")
    for (step, value), place in steps:
        if not Contact.objects.exists():
            break
        take(step, value, place)

    assert (index.wrong(), index.is_torn()) == ([], False)


def test_a_damaged_index_is_noticed_and_mended():
    company, other = a_company("Zaak"), a_company("Andere")
    Document.objects.filter(pk=company.pk).update(names="iets")
    Document.objects.filter(pk=other.pk).delete()
    Document.objects.create(contact_id=999_999, names="spook", rest="", former="", digits="")
    Word.objects.filter(text="zaak").delete()
    assert sorted(index.wrong()) == [company.pk, other.pk, 999_999]
    assert index.is_torn()

    assert index.rebuild() == 2

    assert (index.wrong(), index.is_torn()) == ([], False)
    assert [card.name for card in find("zaak", by=READER)] == ["Zaak"]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL keeps its indexes whole itself")
def test_a_torn_table_of_the_engine_is_noticed_and_mended():
    a_company("Zaak")
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO search_words(search_words) VALUES ('delete-all')")
    assert (find("zaak", by=READER), index.is_torn()) == ([], True)

    index.rebuild()

    assert ([card.name for card in find("zaak", by=READER)], index.is_torn()) == (["Zaak"], False)


def test_the_index_tells_what_a_card_is_without_as_it_changes():
    company = a_company("Zaak", email="info@zaak.example", mobile="0475 11 22 33", city="Gent")
    an_address(company, "SUMMER", phone="016 23 01 89", street="Kaai 1")
    assert lacks(company) == ["street", "postcode"]

    change_contact(
        contact=company, values={"email": "", "mobile": "", "city": "", "postcode": "9000"}, by=EDITOR
    )
    assert lacks(company) == ["email", "phone", "street", "city"]
    undo(entry=Operation.objects.latest("id"), by=ADMIN)

    assert lacks(company) == ["street", "postcode"]


def lacks(card: Contact) -> list[str]:
    document = Document.objects.get(pk=card.pk)
    names = ("email", "phone", "street", "postcode", "city")
    return [name for name in names if getattr(document, f"no_{name}")]


def test_rebuilding_tells_how_far_it_is():
    a_company("Een")
    a_company("Twee")
    told: list[tuple[int, int | None]] = []

    with heard_by(lambda done, total, message: told.append((done, total))):
        index.rebuild()

    assert told == [(2, 2)]


def test_a_word_that_no_card_holds_any_more_is_forgotten():
    a_company("Zaak")
    company = a_company("Uniek Zaak")
    assert dict(Word.objects.filter(text__in=["uniek", "zaak"]).values_list("text", "cards")) == {
        "uniek": 1,
        "zaak": 2,
    }

    delete_contact(contact=company, by=EDITOR)

    assert dict(Word.objects.filter(text__in=["uniek", "zaak"]).values_list("text", "cards")) == {"zaak": 1}


def test_after_an_upgrade_that_emptied_the_index_it_is_missing():
    a_company("Zaak")
    assert not index.is_missing()

    Document.objects.all().delete()

    assert index.is_missing()
