"""A page of a list is the same whichever way it is read: at the beginning of the order, by looking contacts up, or plainly."""

from typing import Any

import pytest
from django.db.models.functions import Upper
from django.http import QueryDict

from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.queries import narrowing
from kaartenbak.search import reading
from kaartenbak.search.filters import filtered
from kaartenbak.search.views.listed import LISTING, Listed
from kaartenbak.setup.models import Salesperson
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, OUTSIDER, READER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import queries_of
from kaartenbak.web.requests import PageRequest

pytestmark = pytest.mark.django_db
ORDERS = (
    "company",
    "-company",
    "name",
    "-name",
    "city",
    "-city",
    "postcode",
    "number",
    "-changed",
    "created",
)
ASKED = (
    "has_email=false", "has_phone=false&has_email=false", "has_email=false&kind=company", "city=Gent", "city=gent&city=Aalst",
    "postcode=9000", "mailing_group=NEWS", "mailing_group=NEWS&has_email=false", "mailing_group=NEWS&salesperson=EVA",
    "privacy_blocked=true", "modified_days=1", "missing=company_name", "missing=company_name&missing=city", "missing=postcode",
    "city=Gent&mailing_group=NEWS&match=any",
)  # fmt: skip
# Few, some and none are looked up as values; some by a condition; the beginning of a list is read in all or no cases.
WAYS = ((1_000, 20_000, 5_000), (0, 20_000, 0), (0, 0, 0), (2, 6, 3))


@pytest.fixture(name="register")
def _register() -> None:
    """Some contacts that have this and lack that, all in some order."""
    a_code(Salesperson, "EVA")
    news = a_code(MailingGroup, "NEWS")
    companies = [a_company(f"Firma {n}", city=("Gent", "Aalst", "")[n % 3]) for n in range(3)]
    for n in range(11):
        person = a_person(
            f"Piet {n % 7}{n}",
            company=companies[n % 3] if n % 4 else None,
            city=("Gent", "GENT", "Brugge", "")[n % 4],
            postcode=("9000", "", "8000")[n % 3],
            email="" if n % 2 else f"p{n}@example.com",
            privacy_blocked=n % 5 == 0,
            salesperson="EVA" if n % 4 == 0 else "",
        )
        if n % 3 == 1:
            assign(contact=person, code=news, by=EDITOR)


def listed(query: str) -> Listed:
    request: Any = PageRequest()
    request.GET, request.actor = QueryDict(query), READER
    return Listed(request)


def pages(query: str) -> list[list[int]]:
    """The keys on the pages of a list, one after the other, and of the last one's page before."""
    found: list[list[int]] = []
    at = back = ""
    while not found or at:
        page, _ = listed(f"{query}&at={at}").page()
        found.append([row.pk for row in page.rows])
        at, back = page.next, page.previous
    return [*found, [row.pk for row in listed(f"{query}&at={back}").page()[0].rows]] if back else found


def by_force(query: str, order: str) -> list[int]:
    """The keys of a whole list, put in order by the program, with everything read plainly."""
    column = LISTING.sort(order).column.key
    wanted = listed(query)
    cards = filtered(queries.visible_to(READER), wanted.wanted, by=READER)
    rows = cards.annotate(city_upper=Upper("city")).values_list(column, "pk")
    return [pk for _value, pk in sorted(rows, reverse=order.startswith("-"))]


@pytest.mark.parametrize(("few", "several", "worth"), WAYS)
def test_a_list_is_the_same_whichever_way_it_is_read(register, few, several, worth, monkeypatch):
    asked = [(query, ORDERS[(n + 3 * step) % 10]) for n, query in enumerate(ASKED) for step in range(3)]
    expected = {each: by_force(*each) for each in asked}
    monkeypatch.setattr(narrowing, "FEW", few)
    monkeypatch.setattr(narrowing, "SEVERAL", several)
    monkeypatch.setattr(reading, "WORTH", worth)
    monkeypatch.setattr(LISTING, "size", 3)

    for (query, order), keys in expected.items():
        read = pages(f"{query}&sort={order}")
        whole = [keys[n : n + 3] for n in range(0, len(keys), 3)] or [[]]
        assert read[: len(whole)] == whole, (query, order)
        assert read[len(whole) :] == ([whole[-2]] if len(whole) > 1 else []), (query, order)


@pytest.mark.parametrize("query", ["", "kind=person", "kind=company", "kind=company&kind=person"])
def test_the_usual_list_and_its_tabs_are_read_as_any_other(query, register, monkeypatch):
    monkeypatch.setattr(LISTING, "size", 5)
    keys = by_force(query, "company")

    assert [row.pk for row in listed(query).page()[0].rows] == keys[:5]
    assert pages(query)[: (len(keys) + 4) // 5] == [keys[n : n + 5] for n in range(0, len(keys), 5)]


def test_who_may_not_see_contacts_finds_none_at_the_beginning_of_the_list(register):
    refused = listed("")
    refused.request.actor = OUTSIDER

    assert list(refused.page()[0].rows) == []


@pytest.mark.parametrize(("reach", "found"), [(20, True), (4, False)])
def test_a_page_is_found_at_the_beginning_or_all_are_looked_up(register, reach, found, monkeypatch):
    monkeypatch.setattr(narrowing, "FEW", 0)
    monkeypatch.setattr(reading, "WORTH", 0)
    monkeypatch.setattr(reading, "FURTHEST", reach)
    monkeypatch.setattr(LISTING, "size", 3)

    asked = queries_of(lambda: listed("has_email=false&sort=name").page())

    by_values = [each for each in asked if "IS TRUE" in each]
    assert len(by_values) == 1
    assert ("no_email" not in asked[-2 if found else -1].split("ORDER BY")[0]) is found


def test_rest_reads_its_lists_alike(register, monkeypatch):
    path = "/contacts?has_email=false&sort=name&limit=3"
    plain = api(READER).get(path).body["items"]
    monkeypatch.setattr(narrowing, "FEW", 0)
    monkeypatch.setattr(reading, "WORTH", 0)

    assert api(READER).get(path).body["items"] == plain
    assert len(plain) == 3


def test_those_without_a_company_stand_at_the_beginning_of_the_list(register):
    alone = Contact.objects.filter(company_name="")

    assert alone.exists()
    assert set(alone) == set(Contact.objects.filter(list_key__lt="\x02"))
