"""Two people change the same part of the setup; each has the page open as it was before the other saved."""

import pytest

from kaartenbak.setup import ops
from kaartenbak.setup.forms import SwitchesForm, setup_form
from kaartenbak.setup.models import Country, Postcode, Salutation, SalutationFormula, Setup, Territory
from kaartenbak.setup.queries import the_setup
from kaartenbak.testing.builders import a_country
from kaartenbak.testing.cast import MANAGER
from kaartenbak.testing.clients import visitor
from kaartenbak.web.shared import in_words, text_of

pytestmark = pytest.mark.django_db

GREETING = {"language": "", "type": "formal", "text": "Beste %1", "name_1": "surname"} | {
    f"name_{number}": "" for number in range(2, 6)
}


def a_territory() -> Territory:
    return ops.create_code(model=Territory, code="WEST", description="West", by=MANAGER)


def sent(address, was, **typed):
    """What a form answers that was opened with `was`, with something else typed into it."""
    carried = {f"was-{name}": value for name, value in was.items()}
    given = {name: value for name, value in (was | typed).items() if value}
    response = visitor(MANAGER).post(address, carried | given)
    return response.status_code, response.content.decode()


def test_what_two_people_change_in_different_fields_is_kept():
    row = a_territory()
    ops.change_code(row=row, description="Kust", by=MANAGER)

    status, _ = sent("/setup/territories/WEST/", {"code": "WEST", "description": "West"}, code="W")

    assert status == 302
    assert list(Territory.objects.values_list("code", "description")) == [("W", "Kust")]


def test_what_both_change_is_asked_and_nothing_is_overwritten():
    ops.change_code(row=a_territory(), description="Kust", by=MANAGER)

    status, html = sent(
        "/setup/territories/WEST/", {"code": "WEST", "description": "West"}, description="Zee"
    )

    assert (status, Territory.objects.get().description) == (409, "Kust")
    assert [text in html for text in ("West", "Kust", "Zee")] == [True, True, True]


@pytest.mark.parametrize(("keep", "kept"), [("yours", "Zee"), ("theirs", "Kust")])
def test_the_answer_counts(keep, kept):
    ops.change_code(row=a_territory(), description="Kust", by=MANAGER)
    answer = {"description": "Zee", "keep-description": keep}

    status, _ = sent("/setup/territories/WEST/", {"code": "WEST", "description": "Kust"}, **answer)

    assert (status, Territory.objects.get().description) == (302, kept)


def test_the_general_settings_are_shared_in_the_same_way():
    was = {name: text_of(value) for name, value in SwitchesForm.values_of(the_setup()).items()}
    ops.change_setup(duplicates_hit_percentage=70, name_particles=not the_setup().name_particles, by=MANAGER)

    other_field = sent("/setup/general/", was, default_format_region="fr-BE")
    same_field = sent("/setup/general/", was, duplicates_hit_percentage="80")

    assert (other_field[0], same_field[0]) == (302, 409)
    kept = Setup.objects.get()
    assert (kept.duplicates_hit_percentage, kept.default_format_region) == (70, "fr-BE")


def test_a_mark_and_a_choice_are_told_in_words():
    form = setup_form()

    assert in_words(form.base_fields["name_particles"], "1") == "ja"
    assert in_words(form.base_fields["name_particles"], "") == "nee"
    assert in_words(form.base_fields["default_correspondence_type"], "letter") == "Brief"


def test_a_greeting_that_both_change_is_asked_about():
    salutation = ops.create_code(model=Salutation, code="M", by=MANAGER)
    row = ops.add_formula(
        salutation=salutation, type="formal", text="Beste %1", names=["surname"], by=MANAGER
    )
    ops.change_formula(formula=row, text="Dag %1", by=MANAGER)
    address = f"/setup/salutations/M/formulas/{row.pk}/"

    other_field = sent(address, GREETING, name_1="first_name")
    same_field = sent(address, GREETING, text="Hallo %1")

    assert (other_field[0], same_field[0]) == (302, 409)
    kept = SalutationFormula.objects.get()
    assert (kept.text, kept.names) == ("Dag %1", ["first_name"])


def test_a_postcode_that_both_change_is_asked_about():
    country: Country = a_country("BE")
    row = ops.create_postcode(code="9000", city="Gent", country=country, by=MANAGER)
    ops.change_postcode(row=row, city="Gent-Centrum", by=MANAGER)
    was = {"code": "9000", "city": "Gent", "county": "", "country": "BE"}

    other_field = sent(f"/setup/postcodes/{row.pk}/", was, county="Oost-Vlaanderen")
    same_field = sent(f"/setup/postcodes/{row.pk}/", was, city="Gand")

    assert (other_field[0], same_field[0]) == (302, 409)
    kept = Postcode.objects.get()
    assert (kept.city, kept.county) == ("Gent-Centrum", "Oost-Vlaanderen")
