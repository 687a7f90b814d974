"""Filters joined by "one is enough", and those that depend on the reader, on time and on what is blank."""

import re

import pytest
from django.http import QueryDict

from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.search import opened
from kaartenbak.search.rules.selection import Selection
from kaartenbak.search.selections import cards_of
from kaartenbak.setup.models import Salesperson, Territory
from kaartenbak.testing.builders import a_code, a_company, a_person, alter
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api, user_of, visitor

pytestmark = pytest.mark.django_db


def names(query: str, path: str = "/") -> list[str]:
    """The names on a page of the list, in their order."""
    page = visitor(READER).get(f"{path}?{query}").content.decode()
    return [re.sub("</?mark>", "", link) for link in re.findall(r'class="row-link"[^>]*>(.*?)</a>', page)]


def four_contacts() -> None:
    """Alfa is in the north and in Gent, An is in the north, Beta in Gent, Gamma nowhere."""
    a_code(Territory, "N", description="Noord")
    alfa = a_company("Alfa", territory="N", city="Gent")
    a_person("An", company=alfa, city="Aalst")
    a_company("Beta", city="Gent", email="info@beta.example")
    a_company("Gamma")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("territory=N&city=Gent", ["Alfa"]),
        ("territory=N&city=Gent&match=any", ["Alfa", "An", "Beta"]),
        ("territory=N&city=Gent&match=nonsense", ["Alfa"]),
        ("territory=N&city=Gent&match=any&kind=company", ["Alfa", "Beta"]),
        ("territory=N&city=Gent&match=any&q=beta", ["Beta"]),
        ("territory=N&has_email=true&match=any", ["Alfa", "An", "Beta"]),
        ("territory=N&match=any", ["Alfa", "An"]),
        ("match=any", ["Alfa", "An", "Beta", "Gamma"]),
        ("missing=city", ["Gamma"]),
        ("missing=city&missing=territory", ["Beta", "Gamma"]),
        ("missing=nonsense", ["Alfa", "An", "Beta", "Gamma"]),
        ("modified_days=1", ["Alfa", "An", "Beta", "Gamma"]),
        ("modified_days=0", ["Alfa", "An", "Beta", "Gamma"]),
        ("modified_days=999999999999", ["Alfa", "An", "Beta", "Gamma"]),
        ("mine=true", []),
        ("opened=true", []),
        ("opened=false", ["Alfa", "An", "Beta", "Gamma"]),
        ("has_email=false", ["Alfa", "An", "Gamma"]),
        ("has_email=false&has_phone=false&kind=company", ["Alfa", "Gamma"]),
        ("has_email=false&city=Gent", ["Alfa"]),
        ("has_email=false&city=Gent&match=any", ["Alfa", "An", "Beta", "Gamma"]),
        ("missing=street&missing=city&has_phone=false", ["Alfa", "An", "Beta", "Gamma"]),
        ("company=CT000001", ["Alfa", "An"]),
        ("company=CT000001&company=CT000003&has_email=false", ["Alfa", "An"]),
    ],
)
@pytest.mark.parametrize("few", [0, 1_000])
def test_filters_of_several_sorts(query, shown, few, monkeypatch):
    four_contacts()
    monkeypatch.setattr("kaartenbak.contacts.queries.narrowing.FEW", few)
    monkeypatch.setattr("kaartenbak.contacts.queries.narrowing.SEVERAL", few)

    assert names(query) == shown


def test_the_filter_that_a_list_is_holds_whatever_the_others_are_joined_by():
    four_contacts()
    group = a_code(MailingGroup, "MOVE", description="Move")
    for name in ("Beta", "Gamma"):
        assign(contact=Contact.objects.get(name=name), code=group, by=EDITOR)
    path, query = "/groups/mailing-groups/MOVE/", "city=Gent&territory=N&match=any"

    carried = visitor(READER).get(f"{path}?{query}").context["wanted"]

    assert names(query, path) == ["Beta"]
    selected = cards_of(Selection(everything=True, query=carried), by=READER)
    assert [card.name for card in selected] == ["Beta"]


def test_filters_of_two_sorts_offer_how_they_are_joined():
    four_contacts()
    client = visitor(READER)

    assert client.get("/?city=Gent&city=Aalst").context["ways"] == []
    ways = client.get("/?city=Gent&territory=N&at=x").context["ways"]
    assert [(QueryDict(address[1:]).get("match"), now) for _, address, now in ways] == [
        (None, True),
        ("any", False),
    ]


def test_my_contacts_are_those_of_the_salesperson_i_am():
    a_code(Salesperson, "EVA")
    a_company("Alfa", salesperson="EVA")
    a_company("Beta")
    alter(instance=user_of(READER), values={"salesperson_id": Salesperson.objects.get().pk}, by=SYSTEM)

    assert names("mine=true") == ["Alfa"]
    assert names("mine=false") == ["Beta"]
    assert [each["name"] for each in api(READER).get("/contacts?mine=true").body["items"]] == ["Alfa"]


def test_what_i_opened_is_found():
    alfa = a_company("Alfa")
    a_company("Beta")
    opened.note(READER, alfa)

    assert names("opened=true") == ["Alfa"]
    assert names("opened=false") == ["Beta"]


def test_rest_joins_filters_as_the_list_does():
    four_contacts()
    client = api(READER)

    found = client.get("/contacts?territory=N&city=Gent&match=any&sort=name").body["items"]
    assert [each["name"] for each in found] == ["Alfa", "An", "Beta"]
    assert client.get("/contacts?match=some").errors == [("value.choice", "match")]
    assert "'all', 'any'" in client.get("/contacts?match=some").body["errors"][0]["detail"]
    assert client.get("/contacts?missing=colour").status == 422
    assert client.get("/contacts?modified_days=0").status == 422


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("modified_since=2026-11-01", ("Changed since", "1 Nov 2026")),
        ("company=ct000001", ("Company", "Alfa")),
        ("missing=city", ("Not filled in", "city")),
        ("modified_days=7", ("Changed in the last", "7 days")),
    ],
)
def test_chips_speak_the_language_of_the_reader(query, told):
    four_contacts()

    (chip,) = visitor(READER).get(f"/?{query}").context["chips"]

    assert (chip.label, chip.text) == told


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("city", 'type="text" name="city"'),
        ("modified_since", 'type="date" name="modified_since"'),
        ("company", 'data-combobox="/choices/companies/"'),
        ("missing", '<option value="salesperson">'),
    ],
)
def test_a_filter_asks_for_its_value_in_its_own_way(name, field):
    page = visitor(READER).get("/", {"add": name, "territory": "N"}).content.decode()

    assert field in page
    assert 'type="hidden" name="territory" value="N"' in page
