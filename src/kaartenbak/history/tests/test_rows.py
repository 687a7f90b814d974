"""Rows are read quickly, and are what Django would have made of them."""

import pytest
from django.db.models import Model

from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_person

pytestmark = pytest.mark.django_db


def attributes(row: Model) -> dict[str, object]:
    return {name: value for name, value in vars(row).items() if name != "_state"}


def test_a_row_is_what_django_makes_of_it():
    row = Contact.objects.get(pk=a_person("Annelies van den Berg").pk)
    usual = Contact(*[getattr(row, field.attname) for field in Contact._meta.concrete_fields])
    assert attributes(row) == attributes(usual)
    assert (row._state.adding, row._state.db) == (False, "default")


def test_a_row_that_lacks_columns_reads_them_when_they_are_asked_for():
    key = a_person("Annelies van den Berg").pk

    row = Contact.objects.only("number", "kind").get(pk=key)

    assert attributes(row) == {"id": key, "number": row.number, "kind": "person"}
    assert row.name == "Annelies van den Berg"
