"""What a list shows, as a file."""

import csv
import io

import pytest
from django.test import Client

from kaartenbak.exchange.formats import read_xlsx
from kaartenbak.history.models import Operation
from kaartenbak.testing.builders import a_company
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    """The names in a table, in alphabetical order."""
    text = answer.getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text.splitlines()[0] else ","))
    at = rows[0].index("Name")
    return sorted(row[at] for row in rows[1:])


def four_companies() -> Client:
    for name, city in (("Alfa", "Gent"), ("Beta", "Gent"), ("Gamma", "Aalst")):
        a_company(name, city=city)
    a_company("Delta", city="Gent", privacy_blocked=True)
    return visitor(READER)


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("city=gent", ["Alfa", "Beta"]),
        ("city=gent&privacy_blocked=true", ["Delta"]),
        ("city=Gent&city=Aalst&q=gamma", ["Gamma"]),
        ("city=Aalst&match=any&missing=territory", ["Alfa", "Beta", "Gamma"]),
        ("", ["Alfa", "Beta", "Gamma"]),
        ("nonsense=1&at=x&city=%00", ["Alfa", "Beta", "Gamma"]),
    ],
)
def test_all_that_are_listed_come_as_a_table(query, shown):
    client = four_companies()

    answer = client.get(f"/lists/contacts.csv?{query}")

    assert answer.headers["Content-Disposition"] == 'attachment; filename="contacts.csv"'
    assert names(answer) == shown


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("city=gent", "1 contact blocked for privacy stays out."),
        ("city=gent&privacy_blocked=true", ""),
        ("city=Aalst", ""),
    ],
)
def test_the_list_tells_how_many_are_left_out_for_privacy(query, said):
    client = four_companies()

    page = client.get(f"/?{query}").content.decode()
    told = client.get(f"/lists/left-out/?{query}").content.decode()

    assert said in told
    assert bool(said) == ("menu-note" in told)
    assert 'hx-get="/lists/left-out/?city=' in page


def test_the_list_leads_to_the_file_of_what_it_shows():
    client = four_companies()

    page = client.get("/?city=Gent&sort=name").content.decode()

    assert 'href="/lists/contacts.csv?city=Gent"' in page
    assert 'href="/lists/contacts.vcf?city=Gent"' in page


@pytest.mark.parametrize(
    ("sent", "shown"),
    [
        ({"numbers": "CT000001\nCT000003"}, ["Alfa", "Gamma"]),
        ({"numbers": "CT000001\nCT000004"}, ["Alfa"]),
        ({"everything": "yes", "query": "city=Gent"}, ["Alfa", "Beta"]),
        ({"everything": "yes", "query": "city=Gent", "numbers": "CT000001"}, ["Beta"]),
    ],
)
def test_those_that_are_selected_come_as_a_table(sent, shown):
    four_companies()

    assert names(visitor(EDITOR).post("/lists/contacts.csv", sent)) == shown


def test_those_that_are_selected_come_as_vcards():
    four_companies()

    answer = visitor(EDITOR).post("/lists/contacts.vcf", {"numbers": "CT000002"})

    text = answer.getvalue().decode()
    assert text.count("BEGIN:VCARD") == 1
    assert "FN:Beta" in text


def test_nothing_selected_is_said_and_another_kind_of_file_is_not_found():
    client = four_companies()

    assert client.post("/lists/contacts.csv", {}).headers["Location"] == "/"
    assert "Select at least one contact" in client.get("/").content.decode()
    assert client.get("/lists/contacts.exe").status_code == 404


def test_a_list_comes_as_a_workbook_and_who_took_it_is_told():
    client = four_companies()

    answer = client.get("/lists/contacts.xlsx?city=Gent")
    cards = [card.name for card in read_xlsx(io.BytesIO(answer.getvalue()))]  # type: ignore[union-attr]

    entry = Operation.objects.get(kind="exchange.enter_export")
    assert cards == ["Alfa", "Beta"]
    assert entry.facts == {"count": 2, "format": "Excel", "filters": {"city": ["Gent"]}}
    assert (entry.actor_id, entry.channel) == (READER.user_id, "web")
