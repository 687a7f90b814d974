"""What is not in the index does not touch it: groups, relations and salespeople of very many contacts cost it nothing."""

import pytest

from kaartenbak.classification.models import BusinessRelation, MailingGroup
from kaartenbak.classification.ops.bulk import assign_many
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.kinds import change_kind
from kaartenbak.contacts.ops.many import change_many
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.search import index
from kaartenbak.setup.models import Territory
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER

pytestmark = pytest.mark.django_db


def undone():
    undo(entry=Operation.objects.latest("id"), by=MANAGER)


@pytest.mark.parametrize("table", [MailingGroup, BusinessRelation])
def test_codes_of_many_contacts_leave_the_index_alone(table, monkeypatch):
    company = a_company()
    a_person(company=company.number)
    refreshed: list[set[int]] = []
    monkeypatch.setattr(index, "refresh", lambda cards, **_known: refreshed.append(set(cards)))

    assign_many(contacts=[company.pk], codes=[a_code(table, "X")], by=EDITOR)
    undone()
    change_many(contacts=[company.pk], values={"territory": a_code(Territory, "N")}, by=EDITOR)
    undone()

    assert refreshed
    assert set().union(*refreshed) == set()


def test_the_index_follows_what_it_holds():
    company = a_company()
    person = a_person(company=company.number)

    change_contact(contact=company, values={"name": "Bakkerij Smet", "territory": ""}, by=EDITOR)
    assert index.wrong() == []
    undone()
    assert index.wrong() == []
    change_kind(contact=person, kind="company", by=EDITOR)
    assert index.wrong() == []
    undone()
    assert index.wrong() == []
