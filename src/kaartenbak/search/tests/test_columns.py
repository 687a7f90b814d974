"""The columns of the list: which, in what order and how wide, for each reader."""

import json
import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.search import editing
from kaartenbak.search.columns import COLUMNS, USUAL, layout_of, told
from kaartenbak.search.models import ColumnLayout
from kaartenbak.setup.models import Salesperson, Territory
from kaartenbak.testing.builders import a_code, a_company, a_country, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db
EVERY = ",".join(column.name for column in COLUMNS)


def cells(client: Client, query: str) -> list[list[tuple[str, str]]]:
    """The cells of each row behind the name: column and text."""
    page = client.get(f"/?{query}").content.decode()
    rows = page.split("<tbody>")[1].split("</tbody>")[0].split("</tr>")[:-1]
    found = [re.findall(r'<td[^>]*data-column="(\w+)">(.*?)</td>', row, re.DOTALL) for row in rows]
    return [[(name, re.sub("<[^>]+>", "", text)) for name, text in row] for row in found]


def test_a_list_shows_the_columns_that_its_address_asks_for():
    a_code(Salesperson, "EVA", description="Eva Claes")
    a_company("Alfa", city="Gent", postcode="9000", salesperson="EVA", website="alfa.example")

    shown = cells(visitor(READER), "columns=salesperson,city,nonsense,name,postcode,website")

    assert shown == [
        [("salesperson", "Eva Claes"), ("city", "Gent"), ("postcode", "9000"), ("website", "alfa.example")]
    ]


def test_a_salesperson_is_shown_by_name_else_by_description_else_by_code():
    a_code(Salesperson, "EVA", name="Eva Claes", description="Oost-Vlaanderen")
    a_code(Salesperson, "JAN", description="Jan Maes")
    a_code(Salesperson, "TOM")
    for code in ("EVA", "JAN", "TOM"):
        a_company(f"Firma {code}", salesperson=code)

    shown = cells(visitor(READER), "columns=salesperson")

    assert shown == [[("salesperson", words)] for words in ("Eva Claes", "Jan Maes", "TOM")]


def test_the_company_of_a_person_is_shown_with_the_job_and_a_job_alone_is_no_company():
    alfa = a_company("Alfa")
    a_person("An", company=alfa, job_title="Inkoper")
    a_person("Bo", company=alfa)
    a_person("Cas", job_title="Fotograaf")

    shown = cells(visitor(READER), "columns=company,job_title&sort=name")

    work = [dict(row)["company"] for row in shown]
    assert work == ["", "Alfa, Inkoper", "Alfa", ""]
    assert dict(shown[3])["job_title"] == "Fotograaf"


def test_a_job_is_edited_beside_a_company_or_in_its_own_column():
    edits = json.loads(editing.told(layout_of("company,job_title")))

    assert edits["company"]["who"] == ["person"]
    assert edits["job_title"]["who"] == ["independent", "person"]


@pytest.mark.slow
@pytest.mark.parametrize("sort", ["city", "-city", "postcode", "-postcode", "created", "-created"])
def test_a_list_is_sorted_and_paged_by_any_column_that_has_an_index(sort):
    for number in range(60):
        a_company(f"Firma {number:02}", city=f"Stad {number % 7}", postcode=str(1000 + number % 5))
    client = visitor(READER)

    first = client.get("/", {"sort": sort}).context["page"]
    second = client.get("/", {"sort": sort, "at": first.next}).context["page"]

    rows = [*first.rows, *second.rows]
    assert len({row.pk for row in rows}) == 60
    column = sort.removeprefix("-")
    keys = [(row.pk if column == "created" else getattr(row, column), row.pk) for row in rows]
    assert keys == sorted(keys, reverse=sort.startswith("-"))


def test_columns_are_moved_widened_and_kept_for_their_reader_alone():
    a_company("Alfa")
    client = visitor(READER)
    sent = {
        "order": ["name", "city", "phone"],
        "shown": ["city", "phone"],
        "width-city": "wide",
        "next": "/?sort=name",
    }

    page = client.post("/columns/", sent | {"down": "city"}).content.decode()
    assert re.findall(r'name="order" value="(\w+)"', page)[:3] == ["name", "phone", "city"]
    assert re.findall(r'<option value="(\w+)" selected>', page) == ["wide"]
    assert ColumnLayout.objects.count() == 0

    answer = client.post("/columns/", sent | {"keep": "yes"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/?sort=name")
    assert [name for name, _ in cells(client, "")[0]] == ["city", "phone"]
    assert 'class="city-column wide-column"' in client.get("/").content.decode()
    assert [name for name, _ in cells(visitor(EDITOR), "")[0]] == list(USUAL[1:])

    client.post("/columns/", sent | {"usual": "yes"})
    assert [name for name, _ in cells(client, "")[0]] == list(USUAL[1:])


def test_a_width_that_was_drawn_is_kept_and_the_list_reads_itself_again():
    a_company("Alfa")
    client = visitor(READER)

    answer = client.post("/columns/", {"columns": "name,phone:w12,city:w99", "next": "/"})

    assert (answer.status_code, "contacts-changed" in answer.headers["HX-Trigger"]) == (204, True)
    page = client.get("/").text
    assert 'data-layout="name,phone:w12,city"' in page
    assert 'class="phone-column w12-column"' in page
    assert '<option value="w12" selected>as drawn</option>' in client.get("/columns/").text
    moved = client.post("/columns/", {"columns": "name,phone:w14", "of_view": "yes", "next": "/views/7/?a=b"})
    assert moved.headers["Location"] == "/views/7/?a=b&columns=name%2Cphone%3Aw14"
    assert ColumnLayout.objects.get().columns == "name,phone:w12,city"


def test_the_name_stays_first_and_cannot_be_left_out():
    client = visitor(READER)

    client.post("/columns/", {"order": ["city", "name"], "shown": ["city"], "keep": "yes"})
    page = client.post("/columns/", {"order": ["name", "city"], "up": "city"}).content.decode()

    assert ColumnLayout.objects.get().columns == "name,city"
    assert re.findall(r'name="order" value="(\w+)"', page)[:2] == ["name", "city"]


def test_all_columns_cost_the_same_queries_for_one_contact_and_for_three():
    a_country("BE")
    a_code(Territory, "N")
    client, company = visitor(READER), a_company(country="BE", territory="N")

    def add() -> None:
        a_person(company=company, phone="09 224 11 61", website="an.example", email="an@example.com")

    assert_same_queries(lambda: client.get("/", {"columns": EVERY}), add)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"order": ["\0", "<script>", "😀"], "shown": ["\0"], "keep": "yes"},
        {"order": ["name"] * 500, "width-name": "\0", "up": "\0"},
        {"up": "name", "down": "nonsense"},
        {"next": "https://elsewhere.example/", "keep": "yes"},
    ],
)
def test_no_choice_of_columns_breaks_the_list(sent):
    client = visitor(READER)

    answer = client.post("/columns/", sent)

    assert answer.status_code in {200, 302}
    assert answer.headers.get("Location", "/") == "/"
    assert client.get("/").status_code == 200


@given(text=some.text(",:ab name city\0", max_size=60) | some.sampled_from([EVERY, "city:wide,phone:x"]))
def test_a_layout_comes_back_from_its_text(text):
    layout = layout_of(text)

    assert layout_of(told(layout)) == layout
    assert layout[0].name == "name"
