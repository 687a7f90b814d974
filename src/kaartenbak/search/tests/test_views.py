"""Views: lists with a name and an address, for oneself and for everybody."""

import re

import pytest
from django.http import QueryDict
from django.test import Client
from hypothesis import given
from hypothesis import strategies as some

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import NotAllowed, NotFound, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.search import opened, saved
from kaartenbak.search.models import SavedView
from kaartenbak.search.ops.saving import change_view, delete_view, save_view
from kaartenbak.search.saved import SYSTEM, filters_text, view_of
from kaartenbak.setup.models import Territory
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import ADMIN, EDITOR, OUTSIDER, READER
from kaartenbak.testing.clients import visitor
from kaartenbak.testing.queries import assert_same_queries, queries_of

pytestmark = pytest.mark.django_db


def names(client: Client, address: str) -> list[str]:
    """The names on a page of a list, in their order."""
    return re.findall(r'class="row-link"[^>]*>(.*?)</a>', client.get(address).content.decode())


def some_contacts() -> None:
    a_code(Territory, "N", description="Noord")
    a_company("Alfa", territory="N", city="Gent", email="info@alfa.example")
    a_person("An", territory="N")
    a_company("Beta", city="Gent", phone="09 224 11 61")


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("companies", ["Alfa", "Beta"]),
        ("persons", ["An"]),
        ("mine", []),
        ("opened", ["An", "Alfa"]),
        ("changed", ["Beta", "An", "Alfa"]),
        ("review", ["An"]),
    ],
)
def test_everybody_has_these_views(key, shown):
    some_contacts()
    for name in ("Alfa", "An"):
        opened.note(READER, Contact.objects.get(name=name))

    assert names(visitor(READER), f"/views/{key}/") == shown


def test_each_of_them_keeps_its_filters_as_they_are_compared():
    assert [filters_text_of(view.query) for view in SYSTEM] == [view.query for view in SYSTEM]


def filters_text_of(query: str) -> str:
    return filters_text(QueryDict(query))


def test_a_view_is_the_list_that_was_saved():
    some_contacts()

    row = save_view(
        name="Gent", query="city=gent&q=alfa&at=x&nonsense=1", sort="-name", columns="name,phone", by=READER
    )

    assert (row.query, row.sort, row.columns) == ("city=gent", "-name", "name,phone")
    client = visitor(READER)
    assert names(client, f"/views/{row.pk}/") == ["Beta", "Alfa"]
    page = client.get(f"/views/{row.pk}/")
    assert [heading.label for heading in page.context["page"].headings] == ["Name", "Phone"]
    assert page.context["changed"] is False
    assert [chip.text for chip in page.context["chips"]] == ["gent"]


def test_a_view_can_be_looked_at_otherwise_and_saved_so():
    some_contacts()
    row = save_view(name="Gent", query="city=Gent", by=READER)
    client, address = visitor(READER), f"/views/{row.pk}/"

    (chip,) = client.get(address).context["chips"]
    without = client.get(address + chip.rest)
    assert (without.context["changed"], without.context["chips"]) == (True, [])
    assert names(client, address + chip.rest) == ["An", "Alfa", "Beta"]
    assert client.get(f"{address}?sort=name").context["changed"] is True
    assert client.get(f"{address}?q=beta").context["changed"] is False
    assert names(client, f"{address}?q=beta") == ["<mark>Beta</mark>"]

    now = client.get(f"{address}?territory=N&sort=-name&columns=name,city").context["now"]
    assert client.post(f"{address}filters/", now).headers["Location"] == address
    row.refresh_from_db()
    assert (row.query, row.sort, row.columns) == ("territory=N", "-name", "name,city")


def test_a_view_is_saved_under_a_name_from_the_list():
    some_contacts()
    client = visitor(READER)
    saving = client.get("/?city=Gent&sort=name&q=x").context["saving"]

    page = client.get(f"/views/new/?{saving}").content.decode()
    assert 'name="query" value="city=Gent"' in page
    sent = {"name": " Gent ", "query": "city=Gent", "sort": "name", "shared": "on"}
    answer = client.post("/views/new/", sent)

    row = SavedView.objects.get()
    assert answer.headers["Location"] == f"/views/{row.pk}/"
    assert (row.name, row.owner_id, row.shared, row.sort) == ("Gent", READER.user_id, True, "name")
    again = client.post("/views/new/", sent)
    assert again.status_code == 422
    assert "You have a view “Gent” already." in again.content.decode()
    assert SavedView.objects.count() == 1


def test_a_shared_view_opens_for_others_and_another_one_is_not_there_for_them():
    some_contacts()
    mine = save_view(name="Mine", query="city=Gent", by=READER)
    ours = save_view(name="Ours", query="territory=N", shared=True, by=READER)
    client = visitor(EDITOR)

    assert names(client, f"/views/{ours.pk}/") == ["An", "Alfa"]
    assert client.get(f"/views/{mine.pk}/").status_code == 404
    strip = client.get("/").content.decode()
    assert f'href="/views/{ours.pk}/"' in strip
    assert f'href="/views/{mine.pk}/"' not in strip
    assert client.get(f"/views/{ours.pk}/?sort=name").context["may_save"] is False


def test_only_the_owner_and_an_administrator_change_a_view():
    row = save_view(name="Ours", shared=True, by=READER)

    for attempt in (
        lambda: change_view(view=row, name="Theirs", by=EDITOR),
        lambda: delete_view(view=row, by=EDITOR),
    ):
        with pytest.raises(Refused) as refusal:
            attempt()
        assert refusal.value.key == "view.not_yours"
    with pytest.raises(NotAllowed):
        save_view(name="X", by=OUTSIDER)
    assert [(each.name, each.shared) for each in SavedView.objects.all()] == [("Ours", True)]

    change_view(view=row, name="Everybody's", shared=False, by=ADMIN)
    assert view_of(str(row.pk), by=READER).title == "Everybody's"
    with pytest.raises(NotFound):
        view_of(str(row.pk), by=EDITOR)


def test_a_view_that_was_removed_comes_back_by_undo():
    client = visitor(EDITOR)
    row = save_view(name="Gent", query="city=Gent", by=EDITOR)

    assert client.post(f"/views/{row.pk}/removal/").headers["Location"] == "/"
    assert not SavedView.objects.exists()
    entry = Operation.objects.latest("pk")
    undo(entry=entry, by=EDITOR)

    assert SavedView.objects.get().query == "city=Gent"


@pytest.mark.parametrize(
    ("values", "key"),
    [
        ({"name": ""}, "value.required"),
        ({"name": "  "}, "value.required"),
        ({"name": "x" * 61}, "value.too_long"),
        ({"name": "x", "query": "&".join(f"city={number:0100}" for number in range(90))}, "value.too_long"),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused(values, key):
    with pytest.raises(Refused) as refusal:
        save_view(**values, by=READER)

    assert refusal.value.key == key
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("key", ["0", "12", "x", "%00", "😀", "9" * 30, "-1", "<script>"])
def test_a_view_that_is_not_there_is_not_found(key):
    client = visitor(READER)

    assert client.get(f"/views/{key}/").status_code == 404


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"name": "\0"},
        {"name": "x", "query": "\0"},
        {"name": "<script>", "query": "%00&&&=", "sort": "😀", "columns": "a:b,,"},
    ],
)
def test_no_view_breaks_the_page(sent):
    client = visitor(READER)

    assert client.post("/views/new/", sent).status_code in {302, 422}
    assert client.get("/").status_code == 200


def test_a_list_costs_the_same_queries_for_one_view_and_for_three():
    client = visitor(READER)
    made = iter("ABCDEF")
    some_contacts()

    assert_same_queries(lambda: client.get("/"), lambda: save_view(name=next(made), shared=True, by=EDITOR))
    assert len(queries_of(lambda: client.get("/views/companies/"))) <= len(
        queries_of(lambda: client.get("/"))
    )


def test_when_there_are_more_views_than_fit_above_the_list_a_page_finds_them(monkeypatch):
    monkeypatch.setattr(saved, "MOST_OFFERED", len(SYSTEM) + 1)
    client = visitor(READER)
    save_view(name="Gent", shared=True, by=EDITOR)
    assert 'href="/views/"' not in client.get("/").text
    save_view(name="Liège", by=READER)
    save_view(name="Verborgen", by=EDITOR)

    page = client.get("/").text
    assert ('href="/views/"' in page, "Gent" in page) == (True, False)
    assert re.findall(r"</svg> (.*?)</a></li>", client.get("/views/").text) == ["Liège", "Gent"]
    assert re.findall(r"</svg> (.*?)</a></li>", client.get("/views/?q=LIEGE").text) == ["Liège"]
    assert "No view has such a name" in client.get("/views/", {"q": "<b>\0😀"}).text


def test_who_has_no_views_reads_how_one_is_made():
    page = visitor(READER).get("/views/").text

    assert ("No views yet" in page, "No view has such a name" in page) == (True, False)


def test_the_address_with_a_key_leads_to_the_view():
    assert visitor(READER).get("/?view=mine").headers["Location"] == "/views/mine/"
    assert visitor(READER).get("/views/all/").headers["Location"] == "/"


def test_who_is_no_salesperson_is_told_what_to_do():
    some_contacts()

    page = visitor(READER).get("/views/mine/").content.decode()

    assert "You have no contacts of your own yet" in page


@given(query=some.text("&=%+a citygenmatch\0", max_size=40) | some.sampled_from(["match=any&city=a&city=b"]))
def test_the_filters_of_a_view_come_back_from_their_text(query):
    text = filters_text_of(query)

    assert filters_text_of(text) == text
