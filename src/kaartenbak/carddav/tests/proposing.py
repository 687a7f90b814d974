"""A program that proposes, for the tests of what becomes of it."""

from kaartenbak.carddav.models import Proposal
from kaartenbak.carddav.ops.proposing import propose
from kaartenbak.carddav.queries.books import Book, book_named
from kaartenbak.carddav.queries.members import Card, member_named
from kaartenbak.carddav.rules.names import own_name
from kaartenbak.carddav.texts import texts_of
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import Actor
from kaartenbak.testing.cast import EDITOR
from kaartenbak.testing.clients import user_of

NEW = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{uid}\r\nN:{surname};An;;;\r\nFN:An {surname}\r\nTEL;TYPE=WORK:09 111\r\nEND:VCARD\r\n"


def book_of(by: Actor = EDITOR, key: str = "all") -> Book:
    """The book of somebody who chose it."""
    from kaartenbak.carddav.ops.books import choose_books

    choose_books(user=user_of(by), chosen=[key], by=by)
    found = book_named(user_of(by), key)
    assert found is not None
    return found


def card_of(contact: Contact, book: Book, by: Actor = EDITOR) -> Card:
    """The card of a contact as a program sees it."""
    found = member_named(book, own_name(contact.uid), by=by)
    assert found is not None
    return found


def text_of(card: Card) -> str:
    return texts_of([card])[card.key]


def proposed(contact: Contact, old: str, new: str, *, by: Actor = EDITOR) -> Proposal | None:
    """Send the card with one text in place of another."""
    book = book_of(by)
    card = card_of(contact, book, by)
    text = text_of(card)
    assert old in text, text
    return propose(book=book, name=card.name, card=card, text=text.replace(old, new), by=by)


def removal_of(contact: Contact, *, by: Actor = EDITOR) -> Proposal | None:
    """Delete the card on the program."""
    book = book_of(by)
    card = card_of(contact, book, by)
    return propose(book=book, name=card.name, card=card, text="", by=by)


def proposed_new(surname: str = "Maes", *, name: str = "new.vcf", by: Actor = EDITOR) -> Proposal | None:
    """Send a card that is not there yet."""
    text = NEW.format(uid=f"uid-{surname}", surname=surname)
    return propose(book=book_of(by), name=name, card=None, text=text, by=by)
