"""The contact list as a page."""

import re

import pytest
from django.test import Client

from kaartenbak.contacts.models import Contact
from kaartenbak.testing.builders import a_company, a_person, a_setup
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries, queries_of

pytestmark = pytest.mark.django_db


def names(client: Client, **query: str) -> list[str]:
    """The names on a page of the list, in their order."""
    links = re.findall(r'class="row-link"[^>]*>(.*?)</a>', client.get("/", query).content.decode())
    return [re.sub("</?mark>", "", link) for link in links]


def test_a_company_is_followed_by_its_people():
    zeta = a_company("Zeta")
    a_person("Bo Zeeman", company=zeta)
    a_person("An Zeeman", company=zeta)
    a_company("Alfa")

    assert names(visitor(READER)) == ["Alfa", "Zeta", "An Zeeman", "Bo Zeeman"]


@pytest.mark.parametrize(
    ("what", "query"),
    [
        ("name", "zeem"),
        ("name without its accent", "zeëman"),
        ("company", "zeta an"),
        ("number", "CT000002"),
        ("e-mail", "an@zeta.example"),
        ("phone", "09 224 11"),
        ("city", "gent an"),
    ],
)
def test_a_contact_is_found_by(what, query):
    company = a_company("Zeta", city="Gent")
    a_person("An Zeeman", company=company, email="an@zeta.example", phone="09 224 11 61")
    a_company("Alfa", city="Aalst", phone="053 11 22 33")

    assert names(visitor(READER), q=query) == ["An Zeeman"], what


def test_the_best_match_comes_first_unless_another_order_is_asked_for():
    a_company("Alfa Gentenaars")
    a_company("Gent")

    assert names(visitor(READER), q="gent") == ["Gent", "Alfa Gentenaars"]
    assert names(visitor(READER), q="gent", sort="name") == ["Alfa Gentenaars", "Gent"]


@pytest.mark.parametrize(
    ("kind", "shown"), [("company", ["Zeta"]), ("person", ["An Zeeman"]), ("nonsense", ["Zeta", "An Zeeman"])]
)
def test_the_list_shows_one_type_when_asked(kind, shown):
    a_person("An Zeeman", company=a_company("Zeta"))

    assert names(visitor(READER), kind=kind) == shown


@pytest.mark.parametrize(
    ("sort", "shown"),
    [
        ("name", ["An", "Bo", "Cees"]),
        ("-name", ["Cees", "Bo", "An"]),
        ("number", ["Cees", "An", "Bo"]),
        ("-changed", ["Bo", "An", "Cees"]),
    ],
)
def test_the_list_is_sorted_as_asked(sort, shown):
    for name in ("Cees", "An", "Bo"):
        a_person(name)

    assert names(visitor(READER), sort=sort) == shown


def test_pages_lead_on_and_back():
    for number in range(120):
        a_company(f"Firma {number:03}")
    client = visitor(READER)

    first = client.get("/").context["page"]
    second = client.get("/", {"at": first.next}).context["page"]
    third = client.get("/", {"at": second.next}).context["page"]
    back = client.get("/", {"at": third.previous}).context["page"]

    shown = [row.name for page in (first, second, third) for row in page.rows]
    assert shown == [f"Firma {number:03}" for number in range(120)]
    assert (first.previous, third.next) == ("", "")
    assert [row.name for row in back.rows] == [row.name for row in second.rows]


def test_the_list_costs_the_same_queries_for_one_contact_for_three_and_for_fifty():
    client = visitor(READER)
    company = a_company()

    def add() -> None:
        a_person(company=company, phone="09 224 11 61", mobile="0475 11 22 33", email="an@example.com")

    assert_same_queries(lambda: client.get("/"), add)
    few = len(queries_of(lambda: client.get("/")))
    for _ in range(50):
        add()
    assert len(queries_of(lambda: client.get("/"))) == few


def test_a_row_shows_the_main_phone_and_address_as_links():
    a_person("An Claes", mobile="+32 475 12 34 56", email="an@example.com; later@example.com")

    page = visitor(READER).get("/").content.decode()

    assert 'href="tel:+32475123456"' in page
    assert 'href="mailto:an@example.com"' in page
    assert "later@example.com" not in page


def test_an_empty_register_invites_who_may_enter_something():
    a_setup()

    assert "No contacts yet" in visitor(EDITOR).get("/").content.decode()
    assert "/contacts/new/company/" in visitor(EDITOR).get("/").content.decode()
    assert "/contacts/new/company/" not in visitor(READER).get("/").content.decode()


def test_a_search_without_a_hit_says_so_with_the_words_that_were_typed():
    a_company("Alfa")

    page = visitor(READER).get("/", {"q": "<b>niemand</b>"}).content.decode()

    assert "&lt;b&gt;niemand&lt;/b&gt;" in page
    assert "Nothing found" in page


def test_typing_brings_the_rows_alone():
    a_company("Alfa")

    part = visitor(READER).get("/", {"q": "alfa"}, headers={"HX-Request": "true"}).content.decode()

    assert part.lstrip().startswith('<div id="contacts"')
    assert "Alfa" in part


def test_the_search_box_offers_the_best_matches_with_the_way_to_their_cards():
    a_person("An Zeeman", company=a_company("Zeta"))

    offered = visitor(READER).get("/suggestions/", {"q": "zeem"}).content.decode()

    assert 'data-href="/contacts/CT000002/"' in offered
    assert '<span class="hint">Zeta</span>' in offered


def test_a_field_for_a_company_offers_companies_only():
    a_person("Zeta Zeeman", company=a_company("Zeta"))
    a_company("Alfa")
    client = visitor(EDITOR)

    assert re.findall(
        r'data-label="([^"]+)"', client.get("/choices/companies/", {"q": "zet"}).content.decode()
    ) == ["Zeta"]
    assert re.findall(r'data-label="([^"]+)"', client.get("/choices/companies/").content.decode()) == [
        "Alfa",
        "Zeta",
    ]


@pytest.mark.parametrize(
    "query", ["", "%", "_", "\x00", '"', "'; drop table", "a" * 5000, "😀", "\u202eabc", "(", "*"]
)
def test_no_search_breaks_the_list(query):
    a_company("Alfa")

    assert visitor(READER).get("/", {"q": query}).status_code == 200
    assert Contact.objects.count() == 1


def test_who_has_not_signed_in_is_asked_to():
    a_company("Alfa")
    visitor(READER)

    answer = Client().get("/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/")


def test_a_reader_of_the_old_address_is_led_to_the_list():
    assert visitor(READER).get("/contacts/?q=alfa").headers["Location"] == "/?q=alfa"


def test_a_blocked_contact_is_marked():
    a_person("An Claes", privacy_blocked=True)
    a_person("Bo Claes")

    page = visitor(READER).get("/").content.decode()

    assert page.count('aria-label="blocked for privacy"') == 1
