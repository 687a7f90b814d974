"""The one record of switches and defaults."""

import pytest

from kaartenbak.core.refusals import Refused
from kaartenbak.history import undo
from kaartenbak.history.models import Operation
from kaartenbak.setup import ops, queries
from kaartenbak.setup.models import Country, Salesperson, Setup
from kaartenbak.testing.cast import MANAGER

pytestmark = pytest.mark.django_db


def test_before_anything_is_set_everything_is_inherited():
    setup = queries.the_setup()

    assert (setup.inherit_address, setup.duplicates_hit_percentage, setup.home_country) == (True, 60, "BE")
    assert Setup.objects.count() == 0


def test_a_default_is_given_by_its_code_and_cleared_by_nothing():
    seller = ops.create_code(model=Salesperson, code="JVDB", by=MANAGER)

    after = ops.change_setup(default_salesperson="jvdb", inherit_address=False, by=MANAGER)
    cleared = ops.change_setup(default_salesperson=None, by=MANAGER)

    assert (after.default_salesperson, after.inherit_address) == (seller, False)
    assert (cleared.default_salesperson, cleared.inherit_address) == (None, False)


@pytest.mark.parametrize(
    ("name", "value", "key"),
    [
        ("duplicates_hit_percentage", 0, "duplicates.setup_range"),
        ("duplicates_hit_percentage", 101, "duplicates.setup_range"),
        ("duplicates_hit_percentage", "60", "duplicates.setup_range"),
        ("default_territory", "NOWHERE", "reference.unknown"),
        ("default_territory", 5, "value.type"),
        ("home_country", "", "value.required"),
        ("home_country", "ZZ", "setup.home_country"),
        ("default_format_region", "Dutch", "format_region.unknown"),
        ("default_correspondence_type", "pigeon", "value.choice"),
        ("relation_customer", "123456789012", "value.too_long"),
        ("inherit_address", "yes", "value.type"),
        ("id", 2, "field.unknown"),
        ("colour", "red", "field.unknown"),
    ],
)
def test_bad_setup_is_refused(name, value, key):
    with pytest.raises(Refused) as refusal:
        ops.change_setup(**{name: value}, by=MANAGER)

    assert (refusal.value.key, refusal.value.field) == (key, name)
    assert Setup.objects.count() == 0


def test_a_salesperson_blocked_for_privacy_cannot_be_the_default():
    ops.create_code(model=Salesperson, code="JO", privacy_blocked=True, by=MANAGER)

    with pytest.raises(Refused) as refusal:
        ops.change_setup(default_salesperson="JO", by=MANAGER)

    assert (refusal.value.key, Setup.objects.count()) == ("salesperson.blocked", 0)


def test_the_home_country_is_one_of_the_countries():
    ops.create_code(model=Country, code="NL", by=MANAGER)

    assert ops.change_setup(home_country="nl", by=MANAGER).home_country == "NL"


def test_the_automatic_search_takes_keeping_along():
    ops.change_setup(duplicates_maintain=False, by=MANAGER)

    after = ops.change_setup(duplicates_automatic=True, by=MANAGER)

    assert (after.duplicates_maintain, after.duplicates_automatic) == (True, True)


def test_a_change_of_the_setup_can_be_undone():
    ops.change_setup(inherit_address=False, by=MANAGER)
    ops.change_setup(inherit_address=True, inherit_territory=False, by=MANAGER)

    undo.undo(entry=Operation.objects.latest("pk"), by=MANAGER)

    setup = queries.the_setup()
    assert (setup.inherit_address, setup.inherit_territory) == (False, True)
