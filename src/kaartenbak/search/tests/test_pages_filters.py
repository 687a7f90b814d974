"""The filters of the contact list: in the address, as chips, and added one by one."""

import re
from itertools import count

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.classification.models import (
    BusinessRelation,
    IndustryGroup,
    JobResponsibility,
    MailingGroup,
    WebSource,
)
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.actor import SYSTEM
from kaartenbak.search import counting
from kaartenbak.search.asking import asked_filters
from kaartenbak.search.rules.selection import query_of
from kaartenbak.setup.models import Salesperson, Territory
from kaartenbak.testing.builders import a_company, a_country, a_language, a_person, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import queries_of

pytestmark = pytest.mark.django_db


def names(client: Client, query: str) -> list[str]:
    """The names on a page of the list, in their order."""
    links = re.findall(r'class="row-link"[^>]*>(.*?)</a>', client.get(f"/?{query}").content.decode())
    return [re.sub("</?mark>", "", link) for link in links]


def chips(client: Client, query: str) -> list[tuple[str, str, str]]:
    """The filters that a list shows: what, which, and the address without it."""
    found = client.get(f"/?{query}").context["chips"]
    return [(chip.label, chip.text, chip.rest) for chip in found]


def two_territories() -> None:
    """Alfa is in the north, Beta in the south and blocked, Gamma nowhere."""
    make(instance=Territory(code="N", description="Noord"), by=SYSTEM)
    make(instance=Territory(code="S", description="Zuid"), by=SYSTEM)
    a_company("Alfa", territory="N")
    a_company("Beta", territory="S", privacy_blocked=True)
    a_company("Gamma")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("has_email=no", ["Beta", "Bo"]),
        ("has_email=yes", ["Alfa", "An"]),
        ("has_phone=yes", ["Beta", "Bo"]),
        ("has_phone=no", ["Alfa", "An"]),
        ("has_people=no", ["Beta"]),
        ("has_people=yes", ["Alfa"]),
        ("has_people=perhaps", ["Alfa", "An", "Beta", "Bo"]),
    ],
)
def test_the_list_finds_what_is_missing(query, shown):
    alfa = a_company("Alfa", email="info@alfa.example")
    a_person("An", company=alfa, email="an@alfa.example")
    a_company("Beta", phone="09 224 11 61")
    a_person("Bo", mobile="0470 11 22 33")

    assert sorted(names(visitor(READER), query)) == shown


def test_what_is_missing_is_a_chip_in_words():
    a_company("Alfa")

    assert chips(visitor(READER), "has_people=no") == [("Company with people", "no", "?")]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("territory=N", ["Alfa"]),
        ("territory=n", ["Alfa"]),
        ("territory=N&territory=S", ["Alfa", "Beta"]),
        ("territory=X", []),
        ("territory=&kind=", ["Alfa", "Beta", "Gamma"]),
        ("privacy_blocked=true", ["Beta"]),
        ("privacy_blocked=false", ["Alfa", "Gamma"]),
        ("privacy_blocked=perhaps", ["Alfa", "Beta", "Gamma"]),
        ("modified_since=yesterday", ["Alfa", "Beta", "Gamma"]),
        ("modified_since=2999-01-01T00:00:00Z", []),
        ("territory=N&q=beta", []),
        ("territory=S&q=beta", ["Beta"]),
        ("territory=N%00", ["Alfa"]),
        ("nonsense=1", ["Alfa", "Beta", "Gamma"]),
    ],
)
def test_the_address_filters_the_list(query, shown):
    two_territories()

    assert names(visitor(READER), query) == shown


@pytest.mark.parametrize(
    ("table", "model", "slug"),
    [
        ("mailing_group", MailingGroup, "mailing-groups"),
        ("industry_group", IndustryGroup, "industry-groups"),
        ("business_relation", BusinessRelation, "business-relations"),
        ("job_responsibility", JobResponsibility, "job-responsibilities"),
        ("web_source", WebSource, "web-sources"),
    ],
)
def test_the_contacts_of_a_group_are_listed_by_its_code(table, model, slug):
    one, other = (make(instance=model(code=code, description=f"De {code}"), by=SYSTEM) for code in "AB")
    contact = a_person("Alfa") if model is JobResponsibility else a_company("Alfa")
    a_company("Beta")
    for code in (one, other):
        assign(contact=contact, code=code, by=EDITOR)
    client = visitor(READER)

    assert names(client, f"{table}=a&{table}=B") == ["Alfa"]
    assert [chip[1] for chip in chips(client, f"{table}=A")] == ["De A"]
    listed = f"/?{table}=A" if model is WebSource else f"/groups/{slug}/A/"
    assert f'href="{listed}">1</a>' in client.get(f"/setup/{slug}/").content.decode()


def test_each_filter_is_a_chip_in_words_that_leads_to_the_list_without_it():
    two_territories()
    query = "territory=N&territory=s&privacy_blocked=true&sort=name&at=x"

    assert chips(visitor(READER), query) == [
        ("Territory", "Noord", "?territory=s&privacy_blocked=true&sort=name"),
        ("Territory", "Zuid", "?territory=N&privacy_blocked=true&sort=name"),
        ("Privacy blocked", "yes", "?territory=N&territory=s&sort=name"),
    ]


def test_a_code_that_is_unknown_and_a_filter_without_a_table_are_shown_as_they_stand():
    a_company("Alfa")

    found = [chip[:2] for chip in chips(visitor(READER), "territory=<b>&city=Gent&kind=company")]

    assert found == [("Type", "Company"), ("Territory", "<b>"), ("City", "Gent")]
    assert "<b>" not in visitor(READER).get("/?territory=<b>").content.decode()


def test_a_search_keeps_the_filters_and_the_order_has_its_own_field():
    page = visitor(READER).get("/?territory=N&sort=name&q=x&kind=company").content.decode()

    (form,) = re.findall(r'<form[^>]*id="filter".*?</form>', page, re.DOTALL)
    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', form) == [("territory", "N")]


def test_a_filter_is_added_to_those_that_are_on():
    two_territories()
    dialog = visitor(READER).get("/?territory=S&sort=name&at=1&add=territory", headers={"HX-Request": "true"})
    text = dialog.content.decode()

    assert re.findall(r'type="hidden" name="(\w+)" value="(\w+)"', text) == [
        ("territory", "S"),
        ("sort", "name"),
    ]
    assert 'data-combobox="/setup/choices/territories/"' in text
    assert "<html" not in text


def test_without_scripts_a_filter_is_added_on_a_page_of_its_own():
    text = visitor(READER).get("/?privacy_blocked=true&add=privacy_blocked").content.decode()

    assert "<html" in text
    assert '<select name="privacy_blocked"' in text
    assert 'type="hidden" name="privacy_blocked"' not in text


@pytest.mark.parametrize("few", [0, 1_000])
@pytest.mark.parametrize("query", ["territory=N", "territory=n&kind=company", "territory=N&sort=-name"])
def test_a_rare_code_and_a_common_one_find_the_same(monkeypatch, few, query):
    two_territories()
    monkeypatch.setattr("kaartenbak.contacts.queries.narrowing.FEW", few)

    assert names(visitor(READER), query) == ["Alfa"]


@pytest.mark.parametrize("asked", ["gent", "GENT", " Gent "])
def test_a_city_is_found_however_it_is_written(asked):
    a_company("Alfa", city="Gent")
    a_company("Beta", city="Gentbrugge")

    assert names(visitor(READER), f"city={asked}") == ["Alfa"]


@pytest.mark.parametrize("name", ["", "nonsense", "q", "kind", "\x00", "😀"])
def test_what_is_no_filter_to_choose_is_not_found(name):
    assert visitor(READER).get("/", {"add": name}).status_code == 404


def test_the_contacts_are_counted_when_that_is_asked_for():
    two_territories()
    client = visitor(READER)

    assert client.get("/?privacy_blocked=false").context.get("total") is None
    assert client.get("/?privacy_blocked=false&count=yes").context["total"] == 2
    part = client.get("/?count=yes", headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<span class="total" id="total"')
    assert "3 contacts in all" in part


def test_very_many_contacts_are_counted_only_when_all_shall_be(monkeypatch):
    two_territories()
    monkeypatch.setattr(counting, "MOST", 2)
    client = visitor(READER)

    some = client.get("/?count=yes", headers={"HX-Request": "true"}).text
    assert "more than 2 contacts" in some
    assert "data-total" not in some
    few = client.get("/?count=yes&privacy_blocked=false", headers={"HX-Request": "true"}).text
    assert "2 contacts in all" in few
    assert "3 contacts in all" in client.get("/?count=all", headers={"HX-Request": "true"}).text


@pytest.mark.parametrize(("step", "told"), [(100, "Counting takes a while."), (1, "more than 1 contacts")])
def test_counting_that_takes_long_is_broken_off(step, told, monkeypatch):
    two_territories()
    moments = count(step=20)
    monkeypatch.setattr(counting, "STEP", step)
    monkeypatch.setattr(counting, "monotonic", lambda: next(moments))

    some = visitor(READER).get("/?count=yes", headers={"HX-Request": "true"}).text

    assert told in some
    assert "Count them all" in some
    assert "data-total" not in some


def test_filters_cost_a_query_for_each_table_however_many_codes_are_asked_for():
    two_territories()
    client = visitor(READER)
    one = len(queries_of(lambda: client.get("/?territory=N")))

    assert len(queries_of(lambda: client.get("/?territory=N&territory=S&territory=X"))) == one


def test_a_long_list_of_values_is_cut_and_answered():
    a_company("Alfa")
    query = "&".join(f"territory={number}" for number in range(900))

    assert visitor(READER).get(f"/?{query}").status_code == 200


def test_the_number_of_contacts_of_a_code_leads_to_them():
    make(instance=Salesperson(code="J&O", description="Jo"), by=SYSTEM)
    a_language("NLB")
    a_country("BE")
    person = a_person("An", salesperson="J&O", language="NLB", country="BE")
    client = visitor(READER)

    for slug in ("salespeople", "languages", "countries"):
        page = client.get(f"/setup/{slug}/").content.decode()
        (address,) = re.findall(r'<td class="number tight"><a href="([^"]+)">1</a>', page)
        assert names(client, address.removeprefix("/?").replace("&amp;", "&")) == [person.name], slug
    page = client.get("/setup/number-series/").content.decode()
    assert re.findall(r'<td class="number tight">(.*)</td>', page) == ["1"]


FILTERS = some.dictionaries(
    some.sampled_from(["territory", "city", "q", "email", "kind", "privacy_blocked", "modified_since", "x"]),
    some.lists(
        some.text("aZ1 &=%é\0😀", max_size=6)
        | some.sampled_from(["company", "true", "2026-01-01T10:00:00+02:00"])
    ),
    max_size=4,
)


@given(asked=FILTERS)
def test_filters_come_back_from_their_text_as_they_were(asked):
    query = QueryDict(mutable=True)
    for name, values in asked.items():
        query.setlist(name, values)
    wanted = asked_filters(query)

    assert asked_filters(QueryDict(query_of(wanted))) == {
        name: sorted(value) if isinstance(value, list) else value for name, value in wanted.items()
    }
