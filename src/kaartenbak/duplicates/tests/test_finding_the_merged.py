"""Finding a card by what another said that was merged into it."""

from urllib.parse import quote

import pytest

from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.search import index
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api

pytestmark = pytest.mark.django_db


def hits(text: str) -> list[tuple[str, str, bool]]:
    found = api(READER).get(f"/search?q={quote(text)}").body["items"]
    return [(each["name"], each["hit"]["text"], each["hit"]["formerly"]) for each in found]


def test_a_card_is_found_by_the_names_and_the_number_of_the_merged_one():
    kept, other = a_company("Bakkerij De Smet"), a_company("Oven en Zoon", number="OUD77")
    change_contact(contact=other, values={"name": "Broodhuis"}, by=EDITOR)
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)

    for text, said in (("broodhuis", "Broodhuis"), ("oven", "Oven en Zoon"), ("oud77", "OUD77")):
        assert hits(text) == [("Bakkerij De Smet", said, True)], text
    assert index.wrong() == []


def test_once_taken_back_each_is_found_by_its_own():
    kept, other = a_company("Bakkerij De Smet"), a_company("Broodhuis")
    merge(contact=kept, duplicates=[Duplicate(other)], by=EDITOR)
    undo(entry=Operation.objects.latest("id"), by=MANAGER)

    assert hits("broodhuis") == [("Broodhuis", "Broodhuis", False)]
    assert hits("smet") == [("Bakkerij De Smet", "Bakkerij De Smet", False)]
    assert (index.wrong(), index.is_torn()) == ([], False)
