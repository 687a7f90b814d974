"""Bringing files in on the pages: the plan first, then the import, and back."""

import io

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.exchange.models import Import, ImportedRow
from kaartenbak.jobs.worker import do_all
from kaartenbak.testing.builders import a_company, a_setup
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import visitor

pytestmark = pytest.mark.django_db

FILE = "Klantnr;Naam;Plaats;Telefoon\nK1;Maes;Gent;09 222 33 44\nK2;;Aalst;\nK3;Claes;Brugge;\n"

COLUMNS = {"column-0": "external_id", "column-1": "name", "column-2": "city", "column-3": "phone"}


@pytest.fixture(autouse=True)
def office() -> None:
    a_setup()


def sent(client, text: str = FILE, name: str = "klanten.csv"):
    """Send a file, and let it be planned."""
    file = io.BytesIO(text.encode())
    file.name = name
    answer = client.post("/import/", {"file": file})
    do_all()
    return answer


def the_import() -> Import:
    return Import.objects.latest("id")


def test_a_file_is_planned_shown_row_by_row_and_brought_in():
    a_company("Peeters", external_id="K1", city="Gent")
    client = visitor(EDITOR)

    page = client.get(sent(client).url).content.decode()

    assert Contact.objects.count() == 1
    assert "This is a plan" in page
    assert "The contact is there already." in page
    assert "A contact needs a name." in page
    client.post(f"/import/{the_import().pk}/apply/")
    do_all()
    assert set(Contact.objects.values_list("name", flat=True)) == {"Peeters", "Claes"}
    assert "3 rows were dealt with." in client.get(f"/import/{the_import().pk}/").content.decode()


def test_a_file_without_rows_is_not_offered_to_be_brought_in():
    client = visitor(EDITOR)

    page = client.get(sent(client, "Klantnr;Naam\n").url).content.decode()

    assert "This is a plan" in page
    assert "Bring in" not in page


def test_a_plan_tells_the_comment_of_a_new_row():
    sent(visitor(EDITOR), "Naam;Opmerking\nMaes;Belt op maandag\n")

    assert ImportedRow.objects.get().changes == [["name", "", "Maes"], ["comment", "", "Belt op maandag"]]


def test_rows_are_narrowed_to_an_outcome():
    client = visitor(EDITOR)
    sent(client)

    page = client.get(f"/import/{the_import().pk}/?outcome=rejected").content.decode()

    assert "line-3" in page
    assert "line-2" not in page


def test_a_value_that_is_refused_is_not_told_as_one_that_comes():
    sent(visitor(EDITOR), "Naam;E-mail\nMaes;x@@\n")

    row = ImportedRow.objects.get()
    assert (row.changes, row.notes[0]["code"]) == ([["name", "", "Maes"]], "email.invalid")


def test_other_choices_make_another_plan():
    a_company("Maes", external_id="K1", city="Aalst")
    client = visitor(EDITOR)
    sent(client)
    record = the_import()
    choices = {"mode": "upsert", "match": ["external_id"], "column-0": "external_id", "column-1": "name"}
    choices |= {"column-2": "-", "column-3": "", "header": "1", "dates": "month"}
    choices |= {"fixed_field_0": "city", "fixed_value_0": "Ronse"}

    answer = client.post(f"/import/{record.pk}/", choices)
    do_all()

    record.refresh_from_db()
    assert answer.status_code == 302
    assert (record.mapping, record.layout) == (
        {"Plaats": None, "Telefoon": ""},
        {"dates": "month", "fixed": {"city": "Ronse"}},
    )
    row = ImportedRow.objects.get(brought_by=record, line=2)
    assert (row.outcome, row.changes[0]) == ("updated", ["city", "Aalst", "Ronse"])


def test_several_values_may_be_the_same_for_every_row():
    client = visitor(EDITOR)
    sent(client)
    record = the_import()
    for place, (name, value) in enumerate([("country", "BE"), ("county", "Vlaanderen")]):
        page = client.get(f"/import/{record.pk}/").content.decode()
        assert f'name="fixed_field_{place}"' in page
        assert f'name="fixed_field_{place + 1}"' not in page
        choices = {f"fixed_field_{place}": name, f"fixed_value_{place}": value}
        if place:
            choices |= {"fixed_field_0": "country", "fixed_value_0": "BE"}
        client.post(
            f"/import/{record.pk}/",
            {"mode": "create", "match": ["external_id"], "header": "1", **choices, **COLUMNS},
        )
        do_all()
        record.refresh_from_db()

    assert record.layout == {"fixed": {"country": "BE", "county": "Vlaanderen"}}
    assert "Recognised (Semicolon)" in client.get(f"/import/{record.pk}/").content.decode()


def test_a_cell_is_mended_and_the_row_planned_anew():
    client = visitor(EDITOR)
    sent(client)
    record = the_import()
    assert 'value="Aalst"' in client.get(f"/import/{record.pk}/rows/3/").content.decode()

    client.post(f"/import/{record.pk}/rows/3/", {"cell-1": "Smet <b>", "cell-2": "Aalst"})

    record.refresh_from_db()
    assert (record.created, record.rejected, record.rows) == (3, 0, 3)
    assert record.layout["mended"] == {"3": {"Naam": "Smet <b>"}}
    client.post(f"/import/{record.pk}/apply/")
    do_all()
    assert Contact.objects.get(external_id="K2").name == "Smet <b>"


def test_the_cells_to_mend_stand_below_what_is_wrong_and_the_row_comes_back_as_it_was():
    client = visitor(EDITOR)
    sent(client)
    place, part = f"/import/{the_import().pk}/rows/3/", {"HX-Request": "true"}

    cells = client.get(place, headers=part).text
    row = client.get(place, {"as": "row"}, headers=part).text

    assert "A contact needs a name." in cells
    assert f'hx-get="{place}?as=row"' in cells
    assert "A contact needs a name." in row
    assert ("<input" in cells, "<input" in row) == (True, False)


def test_a_file_with_the_same_headings_goes_where_the_last_one_went():
    client = visitor(EDITOR)
    sent(client)
    first = the_import()
    columns = {"column-0": "external_id", "column-1": "name", "column-2": "county", "column-3": "phone"}
    choices = {"mode": "upsert", "match": ["external_id"], "header": "1", **columns}
    client.post(f"/import/{first.pk}/", choices)
    do_all()
    client.post(f"/import/{first.pk}/apply/")
    do_all()

    sent(client, "Klantnr;Naam;Plaats;Telefoon\nK9;Wouters;Ieper;\n", "nieuwe.csv")

    second = the_import()
    assert (second.file_name, second.mode, second.mapping) == ("nieuwe.csv", "upsert", {"Plaats": "county"})


@pytest.mark.parametrize(
    ("case", "text", "name", "said"),
    [
        ("empty", "", "leeg.csv", "The submitted file is empty."),
        (
            "a program",
            "\x01\x02\x03\x04" * 50,
            "klad.csv",
            "klad.csv is neither a CSV file, a workbook (.xlsx), JSON nor a vCard.",
        ),
        ("no headings", "aa;bb\ncc;dd\n", "x.csv", "No column is recognised."),
    ],
)
def test_a_file_that_lies_is_a_sentence(case, text, name, said):
    client = visitor(EDITOR)

    answer = sent(client, text, name)

    page = answer.content.decode() if answer.status_code == 422 else client.get(answer.url).content.decode()
    assert said in page, case
    assert not Contact.objects.exists()


def test_nothing_chosen_is_said():
    answer = visitor(EDITOR).post("/import/", {"pasted": " "})

    assert answer.status_code == 422
    assert "Choose a file, or paste rows." in answer.content.decode()


def test_pasted_rows_are_a_file():
    client = visitor(EDITOR)
    client.post("/import/", {"pasted": "Naam\tPlaats\nMaes\tGent\n"})
    do_all()

    assert (the_import().created, the_import().file_name) == (1, "Pasted rows")


def test_an_import_is_its_owners_and_a_reader_has_none():
    client = visitor(EDITOR)
    sent(client)
    pk = the_import().pk

    assert visitor(MANAGER).get(f"/import/{pk}/").status_code == 404
    assert visitor(READER).get("/import/").status_code == 403
    assert visitor(MANAGER).post(f"/import/{pk}/rows/2/", {"cell-1": "X"}).status_code == 404
    assert client.get(f"/import/{pk}/rows/99/").status_code == 404
    assert client.get(f"/import/{pk}/rejects.csv").status_code == 200


def test_an_import_that_is_done_is_not_planned_again():
    client = visitor(EDITOR)
    sent(client)
    pk = the_import().pk
    client.post(f"/import/{pk}/apply/")
    do_all()

    assert client.post(f"/import/{pk}/rows/3/", {"cell-1": "X"}).status_code == 422
    assert "Work out the plan again" not in client.get(f"/import/{pk}/").content.decode()
    assert Contact.objects.count() == 2


def test_a_second_window_is_told_that_the_import_is_done_beside_its_rows():
    client = visitor(EDITOR)
    sent(client)
    pk = the_import().pk
    client.post(f"/import/{pk}/apply/")
    do_all()

    for address, form in ((f"/import/{pk}/apply/", {}), (f"/import/{pk}/choice/", {"choice": "make"})):
        page = client.post(address, form, follow=True)

        assert page.redirect_chain == [(f"/import/{pk}/", 302)], address
        assert "The import of klanten.csv is done already." in page.text
    assert "is done already." in client.get(f"/import/{pk}/rows/2/").text
    assert Contact.objects.count() == 2


def test_the_plan_says_which_columns_go_nowhere():
    client = visitor(EDITOR)

    page = client.get(sent(client, "Naam;Shirtmaat;Leeg;Stad\nMaes;XL;;Gent\n").url).text
    assert "What stands under Shirtmaat becomes a comment" in page

    page = client.get(sent(client).url).text
    assert "becomes a comment" not in page


@pytest.mark.parametrize(
    ("case", "text", "mendable"),
    [
        ("a quote left open", 'Naam;Plaats\n"Maes;Gent\nSmet;Aalst\n', {4}),
        ("no object", '[{"Naam": "Maes"}, 7, {"Naam": "Smet"}]', {2, 4}),
        ("a cell too many", "Naam;Plaats\nMaes;Gent;Wit\nSmet;Aalst\n", {2, 3}),
        ("no name", "Naam;Plaats\n;Gent\n", {2}),
    ],
)
def test_a_row_is_offered_to_be_mended_when_it_has_cells(case, text, mendable):
    client = visitor(EDITOR)

    page = client.get(sent(client, text).url).content.decode()

    address = f"/import/{the_import().pk}/rows/"
    lines = set(ImportedRow.objects.values_list("line", flat=True))
    assert {line for line in lines if f'href="{address}{line}/"' in page} == mendable, case
    assert {line for line in lines if client.get(f"{address}{line}/").status_code == 200} == mendable, case


def test_json_shows_no_column_for_what_has_no_heading():
    client = visitor(EDITOR)

    page = client.get(sent(client, '[{"Naam": "Maes", "Plaats": "Gent"}]', "x.json").url).content.decode()

    assert ('name="column-1"' in page, 'name="column-2"' in page) == (True, False)


def test_the_plan_tells_the_groups_and_addresses_of_a_new_contact():
    client = visitor(MANAGER)

    page = client.get(
        sent(
            client, "Naam;Mailinggroepen;Alternatieve adressen\nMaes;KERST|BEURS;ZOMER: plaats=Oostende\n"
        ).url
    ).content.decode()

    assert ImportedRow.objects.get().changes[1:] == [
        ["groups", "", "KERST, BEURS"],
        ["addresses", "", "ZOMER"],
    ]
    assert "Mailing group: The mailing group KERST was added to the setup." in page


def test_a_row_that_was_brought_in_is_called_by_its_contact():
    client = visitor(MANAGER)
    sent(client, "Naam;Mailinggroepen\nMaes;KERST\n")
    client.post(f"/import/{the_import().pk}/apply/")
    do_all()

    page = client.get(f"/import/{the_import().pk}/").content.decode()

    number = Contact.objects.get().number
    assert f'<a class="row-link" href="/contacts/{number}/">Maes</a>' in page


def test_beside_the_rows_with_remarks_it_says_where_the_others_are():
    client = visitor(EDITOR)
    elsewhere = "Rows that were brought in without a remark are on the cards themselves."

    assert elsewhere not in client.get(sent(client).url).text
    client.post(f"/import/{the_import().pk}/apply/")
    do_all()
    page = client.get(f"/import/{the_import().pk}/").text

    assert (elsewhere in page, "line-3" in page, "line-2" in page) == (True, True, False)
