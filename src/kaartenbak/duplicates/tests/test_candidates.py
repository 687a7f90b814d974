"""Which cards a card is compared with: few, however usual its name and place are."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.duplicates import candidates
from kaartenbak.duplicates.typed import suspects_of
from kaartenbak.testing.builders import a_person

pytestmark = pytest.mark.django_db
TYPED = {
    "kind": "person",
    "name": "Jan Peeters",
    "street": "Kerkstraat 12",
    "postcode": "9000",
    "city": "Gent",
}


def suspects(**values):
    """The numbers of those that a typed card may be."""
    return [each.contact.number for each in suspects_of(TYPED | values, by=SYSTEM)]


@pytest.mark.parametrize("most", [1, 60])
def test_of_a_usual_name_those_who_share_a_place_are_compared(monkeypatch, most):
    monkeypatch.setattr(candidates, "MOST_BY_NAME", most)
    there = a_person("Jan Peeters", street="Kerkstraat 12", city="Gent", postcode="9030")
    for city in ("Brugge", "Aalst", "Lier"):
        a_person("Jan Peeters", street="Markt 3", city=city)

    assert suspects() == [there.number]


def test_of_a_usual_name_those_elsewhere_are_not_even_read(monkeypatch):
    monkeypatch.setattr(candidates, "MOST_BY_NAME", 1)
    there = a_person("Jan Peeters", street="Kerkstraat 7", city="Gent")
    for city in ("Brugge", "Aalst", "Lier"):
        a_person("Jan Peeters", street="Markt 3", city=city)
    columns = {"name": "Jan Peeters", "street": "Kerkstraat 12", "city": "Gent", "company_name": ""}

    assert list(candidates.named(columns)) == [there.pk]


@pytest.mark.parametrize(
    ("case", "name", "street", "is_near"),
    [
        ("a slip in the name", "Jan Peters", "Markt 3", True),
        ("names the other way round", "Peeters Jan", "Markt 3", True),
        ("another name in the street", "Wim Vos", "Kerkstr. 12", True),
        ("another name elsewhere", "Wim Vos", "Markt 3", False),
    ],
)
def test_of_one_place_those_are_compared_that_look_alike(case, name, street, is_near):
    card = a_person(name, street=street, postcode="9000")
    columns = {**TYPED, "postcode_key": card.postcode_key}

    assert list(candidates.near(columns)) == ([card.pk] if is_near else []), case


@pytest.mark.parametrize(("most", "found"), [(200, ["An Claes", "Jan Peeters"]), (1, ["Jan Peeters"])])
def test_of_one_birthday_all_are_compared_and_of_very_many_those_with_the_surname(monkeypatch, most, found):
    monkeypatch.setattr(candidates, "MOST", most)
    for name in ("Jan Peeters", "An Claes"):
        a_person(name, birthday="1980-05-17")
    a_person("Els Peeters", birthday="1981-05-17")

    keys = candidates.born("1980-05-17", "Peeters")

    assert sorted(Contact.objects.filter(pk__in=keys).values_list("name", flat=True)) == found


@pytest.mark.parametrize(
    ("case", "have", "found"),
    [("who has the name", 5, 5), ("of so few another may be meant: a slip is forgiven", 4, 5)],
)
def test_of_a_name_that_is_not_usual_all_are_compared(case, have, found):
    for nth in range(have):
        a_person("Jan Peeters", street=f"Markt {nth}", city="Gent")
    a_person("Jan Peetters", street="Markt 9", city="Gent")

    assert len(list(candidates.named(TYPED | {"company_name": ""}))) == found, case


def test_who_has_a_name_is_asked_once(django_assert_max_num_queries):
    for nth in range(5):
        a_person("Jan Peeters", street=f"Markt {nth}", city="Gent")
    columns = TYPED | {"company_name": ""}
    candidates.named(columns)

    # Three of these ask whether there are new words.
    with django_assert_max_num_queries(4):
        candidates.named(columns)
