"""What is left of a test whose transactions were real."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Change, Operation
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.emptying import empty, holding_rows


@pytest.mark.django_db(transaction=True)
def test_no_row_is_left_and_the_next_key_is_a_new_one():
    types = ContentType.objects.count()
    last = a_person(company=a_company(phone="09 1 2")).pk

    empty(connection)

    assert holding_rows(connection) == []
    assert (Contact.objects.count(), Change.objects.count(), Operation.objects.count()) == (0, 0, 0)
    assert ContentType.objects.count() == types > 0
    assert a_company().pk > last


@pytest.mark.django_db
def test_the_tables_that_hold_rows_are_told():
    empty(connection)
    a_company()

    assert "contacts_contact" in holding_rows(connection)
    assert "contacts_comment" not in holding_rows(connection)
