"""The pages of the setup."""

import pytest

from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup import ops
from kaartenbak.setup.models import Country, Language, NumberSeries, Postcode, Salutation, Setup, Territory
from kaartenbak.setup.tables import TABLES
from kaartenbak.testing.builders import alter
from kaartenbak.testing.cast import MANAGER, READER
from kaartenbak.testing.clients import user_of, visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db


def a_territory(code="WEST", **values):
    return ops.create_code(model=Territory, code=code, by=MANAGER, **values)


def page(client, address, **data):
    response = client.post(address, data) if data else client.get(address)
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("slug", [*TABLES, "general", "postcodes", ""])
def test_everybody_in_the_office_can_look_at_the_setup(slug):
    status, html = page(visitor(READER), f"/setup/{slug}/".replace("//", "/"))

    assert status == 200
    content = html.partition("<main")[2].partition("</main>")[0]
    assert ('method="post"' in content, "removal" in content) == (False, False)


@pytest.mark.parametrize(
    ("language", "label"), [("de", "Heimatland"), ("fr", "Pays d’origine"), ("nl", "Eigen land")]
)
def test_the_general_settings_are_in_the_language_of_each_reader(language, label):
    """The form is made once: whoever came first must not set its language."""
    client = visitor(READER)
    alter(instance=user_of(READER), values={"language": language}, by=SYSTEM)

    assert f">{label}<" in page(client, "/setup/general/")[1]


@pytest.mark.parametrize(
    ("language", "says"),
    [("en", "Add a mailing group"), ("nl", "Mailinggroep toevoegen"), ("de", "Mailinggruppe hinzufügen")],
)
def test_a_list_of_codes_says_what_can_be_added_as_one_speaks(language, says):
    client = visitor(MANAGER)
    alter(instance=user_of(MANAGER), values={"language": language}, by=SYSTEM)

    assert f"</svg>{says}</summary>" in page(client, "/setup/mailing-groups/")[1]


def test_a_code_is_added_on_its_list():
    client = visitor(MANAGER)

    status, _ = page(client, "/setup/territories/", code="west", description="West")

    assert status == 302
    assert list(Territory.objects.values_list("code", "description")) == [("WEST", "West")]
    assert "WEST was added." in page(client, "/setup/territories/")[1]


def test_what_is_wrong_stands_at_its_field_and_nothing_is_kept():
    a_territory()

    status, html = page(visitor(MANAGER), "/setup/territories/", code="WEST", description="x")

    assert status == 422
    assert "There is already a territory with the code WEST." in html
    assert Territory.objects.get().description == ""


def test_a_list_is_searched_by_code_and_description():
    a_territory("WEST", description="Kust")
    a_territory("EAST", description="Antwerpen")

    html = page(visitor(READER), "/setup/territories/?q=kust")[1]

    assert ("WEST" in html, "EAST" in html) == (True, False)


def test_a_code_is_changed_and_renamed_on_its_page():
    a_territory()

    status, _ = page(visitor(MANAGER), "/setup/territories/WEST/", code="W", description="West")

    assert status == 302
    assert list(Territory.objects.values_list("code", "description")) == [("W", "West")]


def test_a_reader_cannot_change_a_code():
    a_territory()

    status, _ = page(visitor(READER), "/setup/territories/WEST/", code="W", description="West")

    assert status == 403
    assert Territory.objects.get().code == "WEST"


def test_a_code_in_use_goes_when_another_takes_its_place():
    a_territory("WEST")
    a_territory("EAST")
    ops.change_setup(default_territory="WEST", by=MANAGER)
    client = visitor(MANAGER)

    refused = page(client, "/setup/territories/WEST/removal/", replace_by="")
    unknown = page(client, "/setup/territories/WEST/removal/", replace_by="NORTH")
    replaced = page(client, "/setup/territories/WEST/removal/", replace_by="east")

    assert [refused[0], unknown[0], replaced[0]] == [422, 422, 302]
    assert "still in use: 1 × setup" in refused[1]
    assert "There is no territory with the code NORTH." in unknown[1]
    assert Setup.objects.get().default_territory == Territory.objects.get(code="EAST")


def test_the_formats_of_vat_numbers_stand_one_on_a_line():
    ops.create_code(model=Country, code="BE", vat_formats=["BE##########"], by=MANAGER)

    status, _ = page(visitor(MANAGER), "/setup/countries/BE/", code="BE", vat_formats="be##########\n\n@@##")

    assert status == 302
    assert Country.objects.get().vat_formats == ["BE##########", "@@##"]


def test_a_greeting_is_added_shown_and_removed_on_its_salutation():
    man = ops.create_code(model=Salutation, code="M", by=MANAGER)
    ops.create_code(model=Language, code="NL", by=MANAGER)
    client = visitor(MANAGER)
    greeting = {"language": "nl", "type": "formal", "text": "Geachte heer %1 %2"}

    refused = page(client, "/setup/salutations/M/formulas/", **greeting)
    names = {"name_1": "middle_name", "name_2": "surname"}
    added = page(client, "/setup/salutations/M/formulas/", **greeting, **names)
    shown = page(client, "/setup/salutations/M/")[1]
    removed = page(client, f"/setup/salutations/M/formulas/{man.formulas.get().pk}/removal/", x="")

    assert (refused[0], added[0], removed[0]) == (422, 302, 302)
    assert "Say which name fills %1." in refused[1]
    assert "Geachte heer van den Berg" in shown
    assert man.formulas.count() == 0


def test_a_greeting_shows_what_it_becomes_while_it_is_written():
    html = page(visitor(READER), "/setup/greeting-preview/?text=Dear+%251&name_1=surname")[1]

    assert "Dear van den Berg" in html


def test_postcodes_are_added_and_loaded_from_a_file(tmp_path):
    ops.create_code(model=Country, code="BE", by=MANAGER)
    client = visitor(MANAGER)
    file = tmp_path / "list.csv"
    file.write_text("9000;Gent;;BE\n8000;Brugge;;BE\n;;;\n7000;Mons;;XX\n")

    added = page(client, "/setup/postcodes/", code="B-9000", city="Gent", country="be")
    with file.open("rb") as upload:
        loaded = client.post("/setup/postcodes/load/", {"file": upload})

    assert (added[0], loaded.status_code) == (302, 200)
    assert "1 line could not be read." in loaded.content.decode()
    assert list(Postcode.objects.values_list("code", "city")) == [("8000", "Brugge"), ("9000", "Gent")]


def test_only_what_was_changed_on_the_general_page_is_changed():
    ops.create_code(model=NumberSeries, code="CONT", next="CT1", by=MANAGER)
    ops.change_setup(duplicates_maintain=False, by=MANAGER)
    client = visitor(MANAGER)
    form = client.get("/setup/general/").context["form"]
    sent = {name: value for name, value in form.initial.items() if value not in (False, None)}

    status, _ = page(
        client, "/setup/general/", **(sent | {"duplicates_maintain": "on", "series_contacts": "cont"})
    )

    setup = Setup.objects.get()
    assert status == 302
    assert (setup.duplicates_maintain, setup.duplicates_automatic) == (True, True)
    assert (setup.series_contacts, setup.inherit_address) == (NumberSeries.objects.get(), True)


def test_a_combobox_gets_codes_that_begin_with_what_was_typed_first():
    a_territory("BE", description="Wallonie")
    a_territory("WEST")

    html = page(visitor(READER), "/setup/choices/territories/?q=w")[1]

    assert 0 < html.index("WEST") < html.index("Wallonie")


@pytest.mark.parametrize("slug", TABLES)
def test_a_list_costs_the_same_for_one_row_and_for_three(slug):
    spec, client, codes = TABLES[slug], visitor(MANAGER), iter("ABC")
    more = {"next": "X1"} if spec.model is NumberSeries else {}

    assert_same_queries(
        show=lambda: client.get(f"/setup/{slug}/"),
        add_row=lambda: ops.create_code(model=spec.model, code=f"X{next(codes)}", by=MANAGER, **more),
    )


def test_the_list_of_postcodes_costs_the_same_for_one_row_and_for_three():
    belgium, client, codes = (
        ops.create_code(model=Country, code="BE", by=MANAGER),
        visitor(MANAGER),
        iter("123"),
    )

    assert_same_queries(
        show=lambda: client.get("/setup/postcodes/"),
        add_row=lambda: ops.create_postcode(
            code=f"900{next(codes)}", city="Gent", country=belgium, by=MANAGER
        ),
    )


@pytest.mark.parametrize(
    "address",
    [
        "/setup/territories/?q=%00",
        "/setup/territories/?q=" + "x" * 5_000,
        "/setup/postcodes/?q=%00&country=%00",
        "/setup/choices/territories/?q=%00",
        "/setup/territories/%00/",
        "/setup/territories/?at=x&sort=%00",
        "/setup/greeting-preview/?text=%00&name_1=%00",
    ],
)
def test_what_nobody_types_does_no_harm(address):
    a_territory()

    assert page(visitor(MANAGER), address)[0] in {200, 404, 422}
