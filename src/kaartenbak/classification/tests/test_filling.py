"""A new register comes with sensible codes, in the language of the office."""

import pytest

from kaartenbak.classification.data import seeds
from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import IndustryGroup, MailingGroup, WebSource
from kaartenbak.classification.ops.filling import is_seeded, seed
from kaartenbak.classification.rules.web_sources import launched
from kaartenbak.cli import register
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.ops import delete_code
from kaartenbak.testing.cast import MANAGER

pytestmark = pytest.mark.django_db


def test_the_tables_are_filled_in_the_language_of_the_office():
    seed(language="fr", by=SYSTEM)

    assert set(MailingGroup.objects.values_list("code", flat=True)) == {"MOVE", "GIFT", "NEWS"}
    assert MailingGroup.objects.get(code="NEWS").description == "Lettre d’information"
    assert IndustryGroup.objects.get(code="BUILD").description == "Construction"
    assert WebSource.objects.count() == 3


@pytest.mark.parametrize("language", ["nl", "en", "fr", "de"])
def test_every_code_is_described_in_each_language_and_fits(language):
    rows = list(seeds(language))

    assert {row.table for row in rows} == set(GROUPINGS)
    assert len({(row.table, row.code) for row in rows}) == len(rows)
    assert [
        row for row in rows if not row.description or len(row.description) > 100 or len(row.code) > 10
    ] == []
    assert all(launched(row.url, "De Smet", code=row.code) for row in rows if row.table == "web_sources")


def test_what_an_office_removed_does_not_come_back_when_the_program_starts():
    register.set_up()
    assert is_seeded()
    for row in MailingGroup.objects.all():
        delete_code(row=row, by=MANAGER)

    register.set_up()

    assert MailingGroup.objects.count() == 0
    assert IndustryGroup.objects.count() > 20
