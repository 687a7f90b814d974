"""One operation in many transactions: an import, a bulk assignment."""

from contextlib import suppress

import pytest

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history import store
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import LongOperation, declare_long, title, warn
from kaartenbak.history.tests.cards import a_card, a_phone, change, dump, new_card, now
from kaartenbak.history.undo import undo
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = pytest.mark.django_db
LONG = declare_long("history.long", needs="contacts.import", title="Brought in {file}")


def an_import(**options):
    return LongOperation(LONG.kind, EDITOR, needs=LONG.needs, file="a.csv", **options)


def test_all_blocks_are_one_operation_with_its_facts():
    work = an_import()

    for number in range(3):
        work.run(lambda: store.create_many(Contact, [new_card(), new_card()]))
        work.run(lambda n=number: warn("value.required", n=n))

    entry = Operation.objects.get()
    assert (entry.kind, entry.contacts, title(entry)) == ("history.long", 6, "Brought in a.csv")
    assert [warning.facts["n"] for warning in work.warnings] == [0, 1, 2]


def test_a_card_in_several_blocks_counts_once():
    card, other, work = a_card(), a_card(), an_import()

    work.run(lambda: store.update(card, name="B"))
    work.run(lambda: [store.update(card, name="C"), store.update(other, name="C")])

    assert now(work.entry).contacts == 2
    assert now(card).version == 3


def test_a_block_that_fails_leaves_the_others():
    card, work = a_card(name="A"), an_import()
    work.run(lambda: store.update(card, name="B"))

    with suppress(Refused), work.block():
        store.update(card, name="C")
        raise Refused("value.required")

    work.run(lambda: store.update(card, city="Gent"))
    assert (now(card).name, now(card).city, work.entry.changes.count()) == ("B", "Gent", 2)


def test_a_first_block_that_fails_leaves_no_entry():
    work = an_import()

    with suppress(Refused), work.block():
        store.create(new_card())
        raise Refused("value.required")

    assert (work.entry, Operation.objects.count()) == (None, 0)


def test_undoing_takes_all_blocks_back():
    card = a_card(name="A", city="X")
    phone, work = a_phone(card, "1"), an_import()
    before = dump()

    def first():
        store.update(card, name="B", city="Gent")
        store.update(phone, value="2")

    def second():
        store.update(card, name="C")
        store.delete(phone)
        return store.create(new_card())

    work.run(first)
    made = work.run(second)
    work.run(lambda: store.create(Channel(pk=phone.pk, contact=made, kind="email", value="3")))
    work.run(lambda: store.update(made, name="D"))
    work.run(lambda: store.create(Channel(contact=card, kind="fax", value="4")))

    undo(entry=now(work.entry), by=EDITOR)
    assert dump() == before


def test_a_row_that_came_and_went_in_different_blocks_is_nothing_to_undo():
    card, work = a_card(), an_import()
    fax = work.run(lambda: store.create(Channel(contact=card, kind="fax", value="4")))
    work.run(lambda: store.delete(fax))

    with pytest.raises(Refused) as refusal:
        undo(entry=now(work.entry), by=EDITOR)

    assert refusal.value.key == "undo.nothing"


def test_an_operation_goes_on_after_its_program_was_stopped():
    card, work = a_card(name="A"), an_import()
    work.run(lambda: store.update(card, name="B"))

    again = an_import(entry=now(work.entry))
    again.run(lambda: store.update(card, city="Gent"))

    assert Operation.objects.filter(kind="history.long").count() == 1
    undo(entry=now(again.entry), by=EDITOR)
    assert (now(card).name, now(card).city) == ("A", "")


def test_an_operation_that_was_undone_meanwhile_does_not_go_on():
    card, work = a_card(name="A"), an_import()
    work.run(lambda: store.update(card, name="B"))
    undo(entry=now(work.entry), by=EDITOR)

    with pytest.raises(Refused) as refusal:
        work.run(lambda: store.update(card, city="Gent"))

    assert refusal.value.key == "undo.already_undone"
    assert now(card).city == ""


def test_an_operation_inside_a_block_joins_it():
    card, work = a_card(), an_import()

    work.run(lambda: change(row=card, name="B", by=EDITOR))

    assert work.entry.changes.get().before == {"name": "De Smet"}


def test_who_lacks_the_permission_does_not_begin():
    with pytest.raises(NotAllowed):
        LongOperation(LONG.kind, READER, needs=LONG.needs)
