"""What a program proposes is kept until somebody decides, and changes nothing in the register."""

import pytest

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.proposing import propose
from kaartenbak.carddav.queries.proposals import differences_of
from kaartenbak.carddav.tests.proposing import (
    book_of,
    card_of,
    proposed,
    proposed_new,
    removal_of,
    text_of,
)
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.core.refusals import NotAllowed, Refused, Stale
from kaartenbak.testing.builders import a_person
from kaartenbak.testing.cast import EDITOR, OUTSIDER, READER

pytestmark = pytest.mark.django_db


def kinds() -> list[tuple[str, str]]:
    return list(Proposal.objects.order_by("pk").values_list("kind", "state"))


def test_a_proposal_changes_nothing_in_the_register():
    person = a_person("An Maes", phone="09 222 22 22")
    version = person.version

    found = proposed(person, "09 222 22 22", "09 333 33 33")

    assert found is not None
    assert [(each.name, each.now, each.proposed) for each in differences_of(found)] == [
        ("phone", ("09 222 22 22",), ("09 333 33 33",))
    ]
    person.refresh_from_db()
    assert person.version == version
    assert kinds() == [("change", "pending")]


def test_somebody_who_only_reads_may_propose():
    assert proposed(a_person("An Maes", city="Gent"), "Gent", "Aalst", by=READER) is not None


def test_somebody_without_the_permission_may_not():
    person = a_person("An Maes")
    book = book_of()

    with pytest.raises(NotAllowed):
        propose(book=book, name="x", card=card_of(person, book), text="", by=OUTSIDER)

    assert kinds() == []


def test_what_is_sent_again_replaces_what_was_proposed_and_counts_from_what_was_given():
    person = a_person("An Maes", city="Gent", phone="09 222 22 22")
    proposed(person, "Gent", "Aalst")

    proposed(person, "09 222 22 22", "09 333 33 33")

    found = Proposal.objects.get()
    assert found.revision == 2
    assert [each.name for each in differences_of(found)] == ["city", "phone"]


def test_a_change_that_is_taken_back_on_the_phone_waits_no_more():
    person = a_person("An Maes", city="Gent")
    proposed(person, "Gent", "Aalst")

    assert proposed(person, "Aalst", "Gent") is None
    assert kinds() == [("change", "withdrawn")]


def test_a_card_that_says_the_same_is_no_proposal():
    assert proposed(a_person("An Maes"), "An Maes", "An Maes") is None
    assert kinds() == []


def test_a_new_card_that_is_deleted_again_waits_no_more():
    proposed_new()
    book = book_of()

    assert propose(book=book, name="new.vcf", card=None, text="", by=EDITOR) is None
    assert kinds() == [("new", "withdrawn")]
    assert Contact.objects.count() == 0


def test_a_card_that_was_to_go_and_is_sent_again_is_changed():
    person = a_person("An Maes", city="Gent")
    book = book_of()
    card = card_of(person, book)
    sent = text_of(card).replace("Gent", "Aalst")
    removal_of(person)

    propose(book=book, name=card.name, card=None, text=sent, by=EDITOR)

    assert kinds() == [("change", "pending")]
    assert [each.name for each in differences_of(Proposal.objects.get())] == ["city"]


def test_of_two_who_read_the_same_state_the_second_is_stale():
    person = a_person("An Maes", city="Gent")
    book = book_of()
    card = card_of(person, book)
    text = text_of(card)
    propose(book=book, name=card.name, card=card, text=text.replace("Gent", "Aalst"), strict=True, by=EDITOR)

    with pytest.raises(Stale):
        propose(
            book=book, name=card.name, card=card, text=text.replace("Gent", "Lier"), strict=True, by=EDITOR
        )

    assert "Aalst" in Proposal.objects.get().text


@pytest.mark.parametrize("text", ["nonsense", "BEGIN:VCARD\r\nEND:VCARD\r\n", "\x00" * 20])
def test_what_is_no_card_is_not_kept(text):
    person = a_person("An Maes")
    book = book_of()
    card = card_of(person, book)

    with pytest.raises(Refused) as refusal:
        propose(book=book, name=card.name, card=card, text=text, by=EDITOR)

    assert refusal.value.key == "proposals.unreadable"
    assert kinds() == []


def test_what_changed_meanwhile_is_told_beside_the_proposal():
    person = a_person("An Maes", city="Gent", phone="09 222 22 22")
    found = proposed(person, "Gent", "Aalst")
    change_contact(contact=person, values={"city": "Lier", "phone": "09 444 44 44"}, by=EDITOR)

    assert found is not None
    (only,) = differences_of(found)
    assert (only.name, only.given, only.now, only.proposed, only.is_stale) == (
        "city",
        ("Gent",),
        ("Lier",),
        ("Aalst",),
        True,
    )
