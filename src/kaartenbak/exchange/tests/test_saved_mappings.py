"""Choices for files of one source: kept under a name, proposed by themselves, used again, renamed, forgotten."""

import io

import pytest
from django.test import Client

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.models import Import, SavedMapping
from kaartenbak.history.models import Operation
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api, visitor

pytestmark = pytest.mark.django_db

FILE = "Beurs 2026|\nKlant|Wie|Kleur\n1|Maes|rood\n"
CHOICES = {"mode": "upsert", "match": ["external_id"], "header": "2", "delimiter": "|"}
COLUMNS = {"column-0": "external_id", "column-1": "name", "column-2": ""}


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def sent(client: Client, text: str = FILE) -> Import:
    """Send a file, and let it be planned."""
    file = io.BytesIO(text.encode())
    file.name = "beurs.csv"
    client.post("/import/", {"file": file})
    do_all()
    return Import.objects.latest("id")


def saved(client: Client) -> SavedMapping:
    """Choices for the file of the fair, saved under its name."""
    record = sent(client)
    client.post(f"/import/{record.pk}/", CHOICES)
    do_all()
    client.post(
        f"/import/{record.pk}/", CHOICES | COLUMNS | {"fixed_field_0": "city", "fixed_value_0": "Gent"}
    )
    do_all()
    client.post(f"/import/{record.pk}/save/", {"name": " De beurs "})
    return SavedMapping.objects.get()


def test_choices_are_saved_under_a_name_and_can_be_taken_back():
    client = visitor(EDITOR)

    mapping = saved(client)

    assert (mapping.name, mapping.mode, mapping.match) == ("De beurs", "upsert", ["external_id"])
    assert mapping.mapping == {"Klant": "external_id", "Wie": "name", "Kleur": ""}
    assert mapping.layout == {"delimiter": "|", "header": 2, "fixed": {"city": "Gent"}}
    page = client.get("/import/").content.decode()
    assert "The choices for De beurs were saved." in page
    client.post(f"/history/{Operation.objects.latest('id').pk}/undo/")
    assert not SavedMapping.objects.exists()


def test_a_file_with_the_same_headings_is_read_as_saved_by_whoever_sends_it():
    saved(visitor(EDITOR))
    client = visitor(MANAGER)

    record = sent(client, FILE.replace("Maes", "Claes"))

    assert "As saved for De beurs." in client.get(f"/import/{record.pk}/").content.decode()
    assert (record.mode, record.created, record.layout["fixed"]) == ("upsert", 1, {"city": "Gent"})
    client.post(f"/import/{record.pk}/apply/")
    do_all()
    assert [(each.external_id, each.city) for each in Contact.objects.filter(name="Claes")] == [("1", "Gent")]


def test_saved_choices_are_used_for_a_file_as_far_as_it_has_the_columns():
    client = visitor(EDITOR)
    mapping = saved(client)
    record = sent(client, "Beurs 2025|\nKlant|Wie|Stand\n1|Maes|7\n")

    client.post(f"/import/{record.pk}/saved/", {"saved": mapping.pk})
    do_all()

    record.refresh_from_db()
    assert (record.mapping, record.created) == ({"Klant": "external_id", "Wie": "name"}, 1)


def test_saved_choices_are_renamed_and_removed():
    client = visitor(EDITOR)
    mapping = saved(client)
    SavedMapping.objects.bulk_create([SavedMapping(name="Boekhouder", format="csv", mode="create")])
    address = f"/import/saved/{mapping.pk}/"
    assert 'value="De beurs"' in client.get(address).content.decode()

    refused = client.post(address, {"name": "Boekhouder"})
    client.post(address, {"name": "<b>Kortrijk"})

    assert (
        refused.status_code,
        "There are choices called Boekhouder already." in refused.content.decode(),
    ) == (422, True)
    mapping.refresh_from_db()
    assert mapping.name == "<b>Kortrijk"
    assert "&lt;b&gt;Kortrijk" in client.get("/import/").content.decode()
    client.post(f"{address}remove/")
    assert [each.name for each in SavedMapping.objects.all()] == ["Boekhouder"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 61, "a\0b"])
def test_a_name_that_is_none_saves_nothing(name):
    client = visitor(EDITOR)
    record = sent(client, "Naam;Plaats\nMaes;Gent\n")

    assert client.post(f"/import/{record.pk}/save/", {"name": name}).status_code == 302

    assert not SavedMapping.objects.exists()


def test_only_who_imports_sees_them():
    mapping = saved(visitor(EDITOR))

    assert visitor(READER).get(f"/import/saved/{mapping.pk}/").status_code == 403
    assert visitor(EDITOR).get("/import/saved/999/").status_code == 404
    assert api(READER).get("/import-mappings").status == 403


def test_programs_save_list_rename_and_remove():
    client, program = visitor(EDITOR), api(EDITOR)
    record = sent(client, "Naam;Plaats\nMaes;Gent\n")

    made = program.post("/import-mappings", {"name": "Beurs", "import_id": record.pk})
    renamed = program.patch("/import-mappings/Beurs", {"name": "Kortrijk"})

    assert (made.status, made.body["headings"], renamed.body["name"]) == (201, ["Naam", "Plaats"], "Kortrijk")
    assert [each["name"] for each in program.get("/import-mappings").body["items"]] == ["Kortrijk"]
    assert program.get("/import-mappings/Beurs").code == "mapping.not_found"
    assert program.post("/import-mappings", {"name": "", "import_id": record.pk}).status == 422
    assert program.delete(f"/import-mappings/{made.body['id']}").status == 204
    assert program.get("/import-mappings").body["items"] == []


def test_the_contacts_of_an_import_are_linked_from_it():
    client = visitor(EDITOR)
    record = sent(client, "external_id;name\n" + "".join(f"K{each};Klant {each}\n" for each in range(101)))
    client.post(f"/import/{record.pk}/apply/")
    do_all()
    first, page = f"/import/{record.pk}/contacts/", client.get(f"/import/{record.pk}/").content.decode()
    assert f'href="{first}"' in page

    shown = client.get(first).content.decode()
    following = shown.partition("?after=")[2].partition('"')[0]
    rest = client.get(f"{first}?after={following}").content.decode()

    assert (shown.count("Klant "), rest.count("Klant "), 'rel="next"' in rest) == (100, 1, False)
    assert rest.count("New") == 1
    assert client.get(f"{first}?after=x").status_code == 200
    assert visitor(MANAGER).get(first).status_code == 404
