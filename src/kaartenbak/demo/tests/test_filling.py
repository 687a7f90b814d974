"""The demonstration company goes into the register by the operations that everybody uses."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops import filling
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Comment, Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.demo import cast, ops
from kaartenbak.setup.ops import seed

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(scope="module")
def filled(django_db_setup: Any, django_db_blocker: Any) -> Iterator[dict[str, int]]:
    """One register, filled once for the tests that only read it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        seed(by=SYSTEM)
        filling.seed(by=SYSTEM)
        yield ops.fill()
        transaction.set_rollback(True)


def card(first_name: str, surname: str, **more: str) -> Contact:
    return Contact.objects.get(first_name=first_name, surname=surname, **more)


def test_everybody_of_the_cast_has_a_card(filled):
    assert filled["Company"] == Contact.objects.filter(kind="company").count() == 62
    assert filled["Employee"] + filled["Independent"] == Contact.objects.filter(kind="person").count() == 201
    assert filled["Comment"] == Comment.objects.count() == len(list(cast.comments()))


def test_some_are_found_elsewhere_for_a_while(filled):
    luc, isabelle = card("Luc", "Claessens"), card("Isabelle", "Thiry")

    found = queries.active_addresses([luc, isabelle], on=date(2031, 7, 20))
    assert [found[each.pk].code for each in (luc, isabelle)] == ["ZEE", "MER"]
    assert queries.calendar_of(isabelle).on(date(2031, 1, 2)).code == "NEIGE"
    assert filled["Address"] == len(list(cast.addresses()))


def test_a_second_time_nothing_is_added(filled):
    assert not ops.fill()
    assert Contact.objects.count() == 263


def test_an_employee_follows_the_address_of_the_company(filled):
    person = card("Charlotte", "Vandermeulen")

    assert (person.company_name, person.street, person.city) == (
        "Vandermeulen Bouw NV",
        "Zaagmolenpad 14",
        "Gent",
    )
    assert "address" in person.follows


def test_who_changed_employer_is_found_at_the_new_one(filled):
    person = card("Tom", "De Backer")

    assert (person.company_name, person.city) == ("Houthandel Van Acker & Zonen", "Kortrijk")
    assert person.job_title == "Werkplaatsleider"


@pytest.mark.parametrize(
    ("case", "first_name", "surname", "flags"),
    [
        (
            "a minor",
            "Lotte",
            "Claessens",
            {"minor": True, "privacy_blocked": True, "parental_consent": False},
        ),
        (
            "with consent",
            "Bram",
            "Claessens",
            {"minor": True, "privacy_blocked": True, "parental_consent": True},
        ),
        ("asked to be left alone", "Griet", "Verschaeve", {"privacy_blocked": True, "minor": False}),
        ("not in mailings", "Hendrika", "de Vries-Hoekstra", {"exclude_from_segments": True}),
    ],
)
def test_some_cards_are_marked(filled, case, first_name, surname, flags):
    person = card(first_name, surname)

    assert {name: getattr(person, name) for name in flags} == flags, case


def test_everybody_has_the_codes_of_the_cast(filled):
    rows = sum(each.assignments.objects.count() for each in GROUPINGS.values())

    assert filled["Code"] == rows == len(list(cast.codes()))
    printer = Contact.objects.get(name="Imprimerie Lacroix-Dumont SA")
    assert printer.business_relation == "other"
    assert [each.code.code for each in printer.industry_groups.all()] == ["PRINT"]


def test_a_card_of_one_word_has_a_name(filled):
    assert Contact.objects.get(name="Marouchka").first_name == "Marouchka"
