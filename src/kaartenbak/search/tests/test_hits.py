"""Why a card was found: the field, its text, and where in it."""

from dataclasses import replace
from urllib.parse import quote

import pytest

from kaartenbak.classification.models import IndustryGroup, JobResponsibility, MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.core.actor import SYSTEM
from kaartenbak.search.queries import find
from kaartenbak.setup.models import Salesperson
from kaartenbak.testing.builders import a_code, a_company, a_person, alter, an_address
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api, visitor
from kaartenbak.testing.queries import queries_of

pytestmark = pytest.mark.django_db


def hits(text: str) -> list[tuple[str, str, str]]:
    found = api(READER).get(f"/search?q={quote(text)}").body["items"]
    return [(each["name"], each["hit"]["field"], each["hit"]["text"]) for each in found]


@pytest.mark.parametrize(
    ("text", "field", "shown"),
    [
        ("claes", "name", "An Claes"),
        ("zeta", "company_name", "Zeta"),
        ("0475 11", "mobile", "+32 475 11 22 33"),
        ("2233", "mobile", "+32 475 11 22 33"),
        ("post example", "email", "an@post.example"),
        ("aankoper", "job_title", "Aankoper"),
        ("kerkstraat", "street", "Kerkstraat 1"),
        ("gand", "city", "Gent"),
        ("ct000002", "number", "CT000002"),
    ],
)
def test_the_hit_names_the_field_and_its_text(text, field, shown):
    a_person(
        "An Claes", company=a_company("Zeta"), mobile="+32 475 11 22 33", email="an@post.example",
        job_title="Aankoper", street="Kerkstraat 1", city="Gent",
    )  # fmt: skip

    assert ("An Claes", field, shown) in hits(text)


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("clae", "An <mark>Clae</mark>s"),
        ("claes an", "<mark>An</mark> <mark>Claes</mark>"),
        ("cläss", "An <mark>Claes</mark>"),
        ("0475/112", "<mark>475 11 2</mark>2 33"),
        ("2233", "+32 475 11 <mark>22 33</mark>"),
    ],
)
def test_what_was_found_is_marked_in_the_list_and_in_the_suggestions(text, marked):
    a_person("An Claes", mobile="+32 475 11 22 33")
    client = visitor(READER)

    assert marked in client.get("/", {"q": text}).content.decode()
    assert marked in client.get("/suggestions/", {"q": text}).content.decode()


def test_a_mark_is_the_only_markup_in_a_hit():
    a_company("<b>Claes</b> & Zoon")

    assert (
        "&lt;b&gt;<mark>Claes</mark>&lt;/b&gt; &amp; Zoon"
        in visitor(READER).get("/", {"q": "claes"}).content.decode()
    )


@pytest.mark.parametrize("text", ["nieuwsbrief", "NEWS", "nieuwsbrief zeta", "zeta nieuws maand"])
def test_a_contact_is_found_by_its_groups(text):
    company = a_company("Zeta")
    a_company("Alfa")
    assign(
        contact=company, code=a_code(MailingGroup, "NEWS", description="Nieuwsbrief, maandelijks"), by=EDITOR
    )

    assert [name for name, *_ in hits(text)] == ["Zeta"]


def test_a_contact_is_found_by_industry_and_responsibility_and_by_a_description_as_it_is_now():
    company, person = a_company("Zeta"), a_person("An Claes")
    assign(contact=company, code=a_code(IndustryGroup, "BOUW", description="Bouwnijverheid"), by=EDITOR)
    buying = a_code(JobResponsibility, "AANKOOP", description="Aankoop")
    assign(contact=person, code=buying, by=EDITOR)
    assert hits("bouwnij") == [("Zeta", "industry_groups", "BOUW Bouwnijverheid")]

    alter(instance=buying, values={"description": "Inkoop"}, by=SYSTEM)

    assert hits("inkoop") == [("An Claes", "job_responsibilities", "AANKOOP Inkoop")]


def test_a_contact_is_found_at_an_alternative_address():
    an_address(a_company("Zeta"), street="Duinenweg 5", city="Knokke")

    assert hits("zeta knokke")[0][0] == "Zeta"
    assert hits("duinenweg") == [("Zeta", "street", "Duinenweg 5")]


def test_own_contacts_come_a_little_higher_than_their_equals():
    salesperson = a_code(Salesperson, READER.salesperson or "LD")
    a_company("Maes Alfa")
    a_company("Maes Beta", salesperson=salesperson.code)
    mine = replace(READER, salesperson=salesperson.code)
    assert [card.name for card in find("maes", by=mine)] == ["Maes Beta", "Maes Alfa"]
    assert find("maes alfa", by=mine)[0].name == "Maes Alfa"


def test_suggestions_mark_a_blocked_contact():
    a_person("An Claes", privacy_blocked=True)

    assert "blocked for privacy" in visitor(READER).get("/suggestions/", {"q": "claes"}).content.decode()


@pytest.mark.parametrize("address", ["/", "/suggestions/"])
def test_a_search_costs_the_same_queries_for_one_card_and_for_seven(address):
    client = visitor(READER)
    a_person("An Claes", email="claes@post.example")
    a_person("Bo Claes", email="bo@post.example")
    for _ in range(4):
        a_person("Cas Claes", email="cas@post.example")
    few = len(queries_of(lambda: client.get(address, {"q": "claes"})))
    for _ in range(3):
        a_person("Dora Claes", email="dora@post.example")

    assert len(queries_of(lambda: client.get(address, {"q": "claes"}))) == few
