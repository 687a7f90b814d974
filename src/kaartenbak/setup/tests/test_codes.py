"""Adding, changing, renaming, removing and replacing codes."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history import store, undo
from kaartenbak.history.models import Change, Operation
from kaartenbak.history.operations import operation, perform
from kaartenbak.setup import ops, queries
from kaartenbak.setup.models import Country, Language, NumberSeries, Salesperson, Salutation, Setup, Territory
from kaartenbak.testing.cast import ADMIN, EDITOR, MANAGER

pytestmark = pytest.mark.django_db


@operation(needs="contacts.change", title="Added {number}")
def a_card(*, number, by=ADMIN, **values):
    return store.create(Contact(number=number, kind="company", name=number, **values))


def a_territory(code, **values):
    return ops.create_code(model=Territory, code=code, by=MANAGER, **values)


def test_a_code_is_added_in_capitals_with_its_description():
    added = a_territory(" west ", description="West-Vlaanderen")

    assert (added.code, added.description) == ("WEST", "West-Vlaanderen")
    assert queries.by_code(Territory, "west") == added


def test_an_editor_may_not_change_the_setup():
    with pytest.raises(NotAllowed):
        ops.create_code(model=Territory, code="WEST", by=EDITOR)

    assert Territory.objects.count() == 0


def test_a_code_can_be_there_only_once():
    a_territory("WEST")

    with pytest.raises(Refused) as refusal:
        a_territory("west")

    assert (refusal.value.key, refusal.value.field) == ("code.exists", "code")
    assert Territory.objects.count() == 1


def test_everything_wrong_with_a_row_is_refused_at_once():
    with pytest.raises(Refused) as refusal:
        ops.create_code(
            model=Salesperson,
            code="JVDB",
            description="x" * 101,
            email="nobody",
            privacy_blocked="no",
            colour="red",
            by=MANAGER,
        )

    assert [(each.field, each.key) for each in refusal.value.all] == [
        ("description", "value.too_long"),
        ("email", "email.invalid"),
        ("privacy_blocked", "value.type"),
        ("colour", "field.unknown"),
    ]
    assert Salesperson.objects.count() == 0


def test_a_number_series_needs_a_next_number_that_ends_in_digits():
    with pytest.raises(Refused) as without:
        ops.create_code(model=NumberSeries, code="CONT", by=MANAGER)
    with pytest.raises(Refused) as letters:
        ops.create_code(model=NumberSeries, code="CONT", next="CT", by=MANAGER)

    assert (without.value.key, letters.value.key) == ("series.next_required", "series.no_digits")
    assert NumberSeries.objects.count() == 0


def test_a_renamed_code_stays_with_its_contacts():
    card = a_card(number="CT1", territory=a_territory("W"), by=ADMIN)

    ops.change_code(row=Territory.objects.get(code="W"), code="west", by=MANAGER)

    assert Contact.objects.get(pk=card.pk).territory.code == "WEST"


def test_a_code_cannot_be_renamed_to_another_that_is_there():
    a_territory("WEST")
    east = a_territory("EAST")

    with pytest.raises(Refused) as refusal:
        ops.change_code(row=east, code="WEST", by=MANAGER)

    assert refusal.value.key == "code.exists"
    assert list(Territory.objects.values_list("code", flat=True)) == ["EAST", "WEST"]


def test_the_home_country_follows_when_its_code_is_renamed_and_stays_two_letters():
    belgium = ops.create_code(model=Country, code="BE", by=MANAGER)
    ops.change_setup(name_particles=False, by=MANAGER)

    with pytest.raises(Refused) as refusal:
        ops.change_code(row=belgium, code="BEL", by=MANAGER)
    ops.change_code(row=belgium, code="B2", by=MANAGER)

    assert (refusal.value.key, refusal.value.facts["limit"]) == ("value.too_long", 2)
    assert queries.the_setup().home_country == "B2"


def test_a_code_in_use_cannot_be_removed_and_the_refusal_says_by_what():
    west = a_territory("WEST")
    a_card(number="CT1", territory=west, by=ADMIN)
    a_card(number="CT2", territory=west, by=ADMIN)
    ops.change_setup(default_territory="WEST", by=MANAGER)

    with pytest.raises(Refused) as refusal:
        ops.delete_code(row=west, by=MANAGER)

    assert (refusal.value.key, refusal.value.facts["count"]) == ("code.in_use", 3)
    assert {each["table"]: each["count"] for each in refusal.value.facts["used_by"]} == {
        "contact": 2,
        "setup": 1,
    }
    assert Territory.objects.count() == 1


def test_replacing_moves_contacts_and_defaults_and_can_be_undone():
    west, east = a_territory("WEST"), a_territory("EAST")
    card = a_card(number="CT1", territory=west, by=ADMIN)
    ops.change_setup(default_territory="WEST", by=MANAGER)

    ops.delete_code(row=west, replace_by=east, by=MANAGER)
    moved = (Contact.objects.get(pk=card.pk).territory, queries.the_setup().default_territory)
    undo.undo(entry=Operation.objects.latest("pk"), by=MANAGER)

    assert moved == (east, east)
    assert Contact.objects.get(pk=card.pk).territory == west
    assert queries.the_setup().default_territory == west
    assert Territory.objects.count() == 2


def test_a_code_cannot_be_replaced_by_itself():
    west = a_territory("WEST")

    with pytest.raises(Refused) as refusal:
        ops.delete_code(row=west, replace_by=west, by=MANAGER)

    assert refusal.value.key == "code.replaced_by_itself"
    assert Territory.objects.count() == 1


def test_a_replaced_language_leaves_one_formula_of_each_kind():
    man = ops.create_code(model=Salutation, code="M", by=MANAGER)
    dutch, flemish = (ops.create_code(model=Language, code=code, by=MANAGER) for code in ("NL", "NLB"))
    ops.add_formula(salutation=man, language=dutch, type="formal", text="Geachte heer", by=MANAGER)
    ops.add_formula(salutation=man, language=flemish, type="formal", text="Mijnheer", by=MANAGER)
    ops.add_formula(salutation=man, language=flemish, type="informal", text="Dag", by=MANAGER)

    ops.delete_code(row=flemish, replace_by=dutch, by=MANAGER)

    kept = man.formulas.order_by("type").values_list("language__code", "type", "text")
    assert list(kept) == [("NL", "formal", "Geachte heer"), ("NL", "informal", "Dag")]


def test_the_formulas_of_a_salutation_go_with_it():
    man = ops.create_code(model=Salutation, code="M", by=MANAGER)
    ops.add_formula(salutation=man, type="formal", text="Geachte heer", by=MANAGER)

    ops.delete_code(row=man, by=MANAGER)

    assert Salutation.objects.count() == 0


def test_changing_nothing_leaves_no_trace():
    west = a_territory("WEST", description="West")
    before = Change.objects.count()

    outcome = perform(ops.change_code, row=west, code="west", description="West ", by=MANAGER)

    assert (outcome.operation, Change.objects.count()) == (None, before)


def test_a_removed_series_of_the_setup_is_refused():
    series = ops.create_code(model=NumberSeries, code="CONT", next="CT01", by=MANAGER)
    ops.change_setup(series_contacts="cont", by=MANAGER)

    with pytest.raises(Refused) as refusal:
        ops.delete_code(row=series, by=MANAGER)

    assert refusal.value.key == "code.in_use"
    assert Setup.objects.get().series_contacts == series
