"""carddav.md §9 and §12: cards of every maker go to the register and come back without a loss."""

import re

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.testing.cast import MANAGER
from tests.conformance.carddav.corpus import real_cards
from tests.conformance.carddav.writer import get, put, writer

pytestmark = pytest.mark.django_db
CARDS = real_cards()
UNKNOWN = ("X-KADDRESSBOOK", "X-EVOLUTION", "X-MOZILLA", "CLIENTPIDMAP")


def unknown_lines(text: str) -> set[str]:
    """The lines that no field is for, with their parameters; what has no value is no line."""
    lines = re.sub(r"\r?\n[ \t]", "", text).splitlines()
    return {line for line in lines if ":" in line and line.upper().startswith(UNKNOWN)}


def test_there_are_cards_enough():
    assert len(CARDS) > 40


@pytest.mark.parametrize("name", CARDS)
def test_a_card_comes_back_as_it_was_sent_and_keeps_its_lines_when_the_contact_changes(name):
    phone, text = writer(), CARDS[name]

    assert put(phone, "a.vcf", text).status == 201
    assert get(phone, "a.vcf").text == text

    change_contact(contact=Contact.objects.latest("pk"), values={"city": "Gent"}, by=MANAGER)
    read = get(phone, "a.vcf")
    assert "Gent" in read.text
    assert unknown_lines(text) <= unknown_lines(read.text)
    assert put(phone, "a.vcf", read.text, If_Match=read.headers["ETag"]).status == 204
    assert get(phone, "a.vcf").text == read.text
