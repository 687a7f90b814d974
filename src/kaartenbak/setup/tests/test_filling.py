"""A new installation comes filled."""

import pytest

from kaartenbak.core.actor import SYSTEM
from kaartenbak.history.models import Operation
from kaartenbak.setup import ops, queries
from kaartenbak.setup.models import Country, Currency, Language, Salutation, SalutationFormula, Setup
from kaartenbak.testing.cast import MANAGER

pytestmark = pytest.mark.django_db


def test_a_new_installation_knows_countries_languages_currencies_and_greetings():
    ops.seed(language="fr", by=SYSTEM)

    assert Country.objects.get(code="BE").description == "Belgique"
    assert "BE##########" in Country.objects.get(code="BE").vat_formats
    assert Language.objects.get(code="NLB").region_tag == "nl-BE"
    assert Currency.objects.get(code="EUR").description == "Euro"
    assert Salutation.objects.count() == 5
    french = Language.objects.get(code="FRB")
    greeting = SalutationFormula.objects.get(salutation__code="M", language=french, type="formal")
    assert greeting.text == "Monsieur"


def test_the_contacts_of_a_new_installation_are_numbered_from_ct000001():
    ops.seed(by=SYSTEM)

    setup = queries.the_setup()
    assert (setup.series_contacts.code, setup.series_contacts.next) == ("CONT", "CT000001")
    assert (setup.series_contacts.manual, setup.home_country) == (True, "BE")


def test_filling_again_changes_nothing():
    ops.seed(by=SYSTEM)
    ops.delete_formula(formula=SalutationFormula.objects.filter(salutation__code="M")[0], by=MANAGER)
    operations, formulas = Operation.objects.count(), SalutationFormula.objects.count()

    ops.seed(language="de", by=SYSTEM)

    assert (Operation.objects.count(), SalutationFormula.objects.count()) == (operations, formulas)
    assert Country.objects.get(code="BE").description == "België"
    assert Setup.objects.count() == 1
