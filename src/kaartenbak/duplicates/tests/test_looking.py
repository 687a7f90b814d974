"""Who is found to be there twice, and when."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import NotFound, Refused
from kaartenbak.duplicates import candidates, matching, reactions, scanning
from kaartenbak.duplicates.models import SearchString, Separation, Suspect, Unseen
from kaartenbak.duplicates.ops import jobs
from kaartenbak.duplicates.ops.separating import separate, set_strings
from kaartenbak.duplicates.queries.suspects import OPEN, in_state, visible_to
from kaartenbak.duplicates.rules.blocking import SORTS
from kaartenbak.duplicates.typed import suspects_of
from kaartenbak.history.models import Operation
from kaartenbak.history.operations import perform
from kaartenbak.history.undo import undo
from kaartenbak.jobs.worker import do_all
from kaartenbak.setup.ops import change_setup
from kaartenbak.testing.builders import a_company, a_person
from kaartenbak.testing.cast import EDITOR

pytestmark = pytest.mark.django_db
DE_SMET = {
    "street": "Kerkstraat 12", "postcode": "9000", "city": "Gent", "phone": "09 224 11 61", "email": "info@desmet.be",
}  # fmt: skip


def open_pairs():
    """The names of the pairs that are open."""
    names = dict(Contact.objects.values_list("pk", "name"))
    found = in_state(visible_to(SYSTEM), OPEN)
    return sorted(tuple(sorted((names[each.low], names[each.high]))) for each in found)


def test_a_company_that_is_made_twice_is_found_at_once_and_told():
    a_company("Bakkerij De Smet BV", **DE_SMET)
    outcome = perform(
        create_contact, values={"kind": "company", "name": "De Smet Bakkerij", **DE_SMET}, by=EDITOR
    )

    assert open_pairs() == [("Bakkerij De Smet BV", "De Smet Bakkerij")]
    assert [each.code for each in outcome.warnings] == ["duplicates.found"]
    pair = Suspect.objects.get()
    assert pair.score >= 60
    assert ["name", "written"] in pair.evidence


def test_a_pair_goes_when_the_cards_are_no_longer_alike_and_comes_back_with_an_undo():
    an = a_person("Annelies Maes", mobile="0470 12 34 56")
    a_person("Anne-Lies Maes", mobile="+32 470 12 34 56")
    assert len(open_pairs()) == 1

    change_contact(contact=an, values={"name": "Karel Bols", "mobile": "0470 99 88 77"}, by=EDITOR)
    apart = open_pairs()
    undo(entry=Operation.objects.latest("pk"), by=EDITOR)

    assert apart == []
    assert len(open_pairs()) == 1


def test_a_deleted_card_is_in_no_pair():
    an = a_person("Annelies Maes", mobile="0470 12 34 56")
    a_person("Anne-Lies Maes", mobile="0470 12 34 56")
    delete_contact(contact=an, by=EDITOR)

    assert not Suspect.objects.exists()


def test_namesakes_at_different_companies_are_no_suspects():
    for name in ("Bouw Maes", "Garage Claes"):
        a_person("Jan Peeters", company=a_company(name))

    assert open_pairs() == []


def test_what_somebody_separated_is_never_reported_again():
    first = a_company("Bakkerij De Smet BV", **DE_SMET)
    a_company("De Smet Bakkerij", **DE_SMET)
    pair = Suspect.objects.get()
    separate(suspect=pair, reason="Vader en dochter", by=EDITOR)

    change_contact(contact=first, values={"name": "Bakkerij De Smet NV"}, by=EDITOR)
    scanning.scan()

    assert open_pairs() == []
    assert Suspect.objects.get().pk == pair.pk
    assert Separation.objects.get().reason == "Vader en dochter"
    with pytest.raises(Refused) as refused:
        separate(suspect=pair, by=EDITOR)
    assert refused.value.key == "duplicates.separate_already"


def test_a_pair_whose_card_was_deleted_meanwhile_is_not_found():
    first = a_company("Bakkerij De Smet BV", **DE_SMET)
    a_company("De Smet Bakkerij", **DE_SMET)
    pair = Suspect.objects.get()
    delete_contact(contact=first, by=EDITOR)

    with pytest.raises(NotFound) as refused:
        separate(suspect=pair, by=EDITOR)

    assert refused.value.key == "duplicates.not_found"
    assert not Separation.objects.exists()


def test_a_separation_can_be_taken_back():
    a_company("Bakkerij De Smet BV", **DE_SMET)
    a_company("De Smet Bakkerij", **DE_SMET)
    separate(suspect=Suspect.objects.get(), by=EDITOR)
    undo(entry=Operation.objects.latest("pk"), by=EDITOR)

    assert len(open_pairs()) == 1


def test_many_cards_at_once_are_compared_in_the_background(monkeypatch):
    monkeypatch.setattr(reactions, "FEW", 0)
    a_company("Bakkerij De Smet BV", **DE_SMET)
    a_company("De Smet Bakkerij", **DE_SMET)
    waiting = Unseen.objects.count()

    assert (open_pairs(), waiting) == ([], 2)
    do_all()
    assert len(open_pairs()) == 1
    assert not Unseen.objects.exists()


def test_what_a_phone_sends_is_compared_in_the_background():
    phone = replace(EDITOR, channel="carddav")
    a_company("Bakkerij De Smet BV", **DE_SMET)
    values = {"kind": "company", "name": "De Smet Bakkerij", **DE_SMET}
    outcome = perform(create_contact, values=values, by=phone)

    assert (open_pairs(), list(outcome.warnings)) == ([], [])
    do_all()
    assert open_pairs() == [("Bakkerij De Smet BV", "De Smet Bakkerij")]
    assert not Unseen.objects.exists()


CARDS = some.lists(
    some.tuples(
        some.sampled_from(["Jan Peeters", "Jan Peters", "Peeters Jan", "An Maes", "Anne Maes"]),
        some.sampled_from([{}, {"mobile": "0470 12 34 56"}, {"email": "jan@peeters.be"}]),
        some.sampled_from([{}, {"postcode": "9000", "street": "Kerkstraat 12"}, {"birthday": "1980-03-31"}]),
    ),
    max_size=6,
)


@given(CARDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_whole_register_finds_what_card_after_card_found(cards):
    made = [a_person(name, **reach, **rest) for name, reach, rest in cards]
    one_by_one = set(Suspect.objects.values_list("low", "high", "score"))
    scanning.scan()
    found = set(Suspect.objects.values_list("low", "high", "score"))
    # Before anything is asserted, so that what one example made is not there in the next.
    for each in made:
        delete_contact(contact=each, by=SYSTEM)

    assert found == one_by_one


def test_what_the_whole_register_found_stays_when_a_card_is_saved(monkeypatch):
    monkeypatch.setattr(candidates, "MOST_BY_NAME", 0)
    jan = a_person("Jan Peeters", birthday="1980-03-31")
    a_person("Jan Peeters", birthday="1980-03-30")
    before = Suspect.objects.count()
    scanning.scan()
    change_contact(contact=jan, values={"mobile": "0470 12 34 56"}, by=EDITOR)

    assert (before, len(open_pairs())) == (0, 1)


def test_what_a_saved_card_found_stays_when_the_whole_register_is_looked_through(monkeypatch):
    monkeypatch.setattr(matching, "SORTS", tuple(each._replace(most=0) for each in SORTS))
    jan = a_person("Jan Peeters", mobile="0470 12 34 56")
    a_person("Jan Peeters", mobile="0470 12 34 56")
    scanning.scan()
    kept = len(open_pairs())
    Contact.objects.filter(pk=jan.pk).update(first_name="Karel", name="Karel Peeters")
    scanning.scan()

    assert (kept, open_pairs()) == (1, [])


@pytest.mark.parametrize(
    ("case", "values", "pairs"),
    [
        ("a name alone says too little", {}, 0),
        ("many towns have two of one name", {"city": "Gent"}, 0),
        ("a name and a number", {"phone": "09 224 11 61"}, 1),
        ("a name and a street", {"street": "Kerkstraat 12", "city": "Gent"}, 1),
    ],
)
def test_a_company_is_found_alike_when_it_is_typed_saved_and_looked_for(case, values, pairs):
    a_company("Bakkerij De Smet", **values)
    while_typing = suspects_of({"kind": "company", "name": "Bakkerij De Smet", **values}, by=SYSTEM)
    a_company("Bakkerij De Smet", **values)
    saved = open_pairs()
    scanning.scan()

    assert [len(each) for each in (while_typing, saved, open_pairs())] == [pairs] * 3, case


def test_the_reference_rule_counts_equal_strings():
    change_setup(duplicates_hit_percentage=30, by=SYSTEM)
    a_company("Bakkerij De Smet", city="Gent", postcode="9000")
    a_company("Bakkerijen De Smet", city="Gent", postcode="9000")
    pair = Suspect.objects.get()

    assert pair.strings == 6
    change_setup(duplicates_hit_percentage=60, by=SYSTEM)
    scanning.scan()
    assert not Suspect.objects.filter(strings__gt=0).exists()


def test_strings_are_kept_only_while_the_switch_is_on_and_of_companies_alone():
    a_person("Jan Peeters", city="Gent")
    change_setup(duplicates_maintain=False, by=SYSTEM)
    a_company("Alfa", city="Gent")
    assert not SearchString.objects.exists()

    change_setup(duplicates_maintain=True, by=SYSTEM)
    set_strings(rows=[("city", "first", 3)], by=SYSTEM)
    a_company("Beta", city="Gent")
    assert list(SearchString.objects.values_list("rule", "text")) == [("city first", "GEN")]


def test_a_scan_is_a_job():
    a_person("Jan Peeters", mobile="0470 12 34 56")
    work = jobs.scan.queue(by=EDITOR)
    do_all()
    work.refresh_from_db()

    assert (work.state, work.result) == ("done", {"contacts": 1, "pairs": 0})
