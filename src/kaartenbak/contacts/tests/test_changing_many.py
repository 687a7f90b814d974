"""One field of many contacts is changed at once, by the rules of one."""

import pytest

from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.many import Changes, change_many, plan_change
from kaartenbak.core.refusals import NotAllowed, Refused
from kaartenbak.history.models import Operation
from kaartenbak.history.undo import undo
from kaartenbak.jobs.progress import heard_by
from kaartenbak.setup.models import Language, OrganizationalLevel, Salesperson, Territory
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER

pytestmark = pytest.mark.django_db


def again(contact):
    return Contact.objects.select_related("territory", "language", "salesperson", "organizational_level").get(
        pk=contact.pk
    )


def code_of(contact, name="territory"):
    row = getattr(again(contact), name)
    return row.code if row else ""


def test_many_contacts_get_a_salesperson_as_one_operation_and_one_undo():
    a_code(Salesperson, "JV")
    contacts = [a_company(f"Bedrijf {i}") for i in range(3)]

    done = change_many(contacts=[each.pk for each in contacts], values={"salesperson": "jv"}, by=EDITOR)

    entry = Operation.objects.latest("id")
    assert (done.changed, done.already, done.operation, entry.contacts) == (3, 0, entry.pk, 3)
    assert [code_of(each, "salesperson") for each in contacts] == ["JV"] * 3
    undo(entry=entry, by=EDITOR)
    assert [code_of(each, "salesperson") for each in contacts] == [""] * 3


def test_people_follow_their_company_and_keep_what_is_their_own():
    a_code(Territory, "N"), a_code(Territory, "S")
    company = a_company(territory="N")
    follower = a_person("An Claes", company=company.number)
    own = a_person("Jan Claes", company=company.number, territory="S")

    done = change_many(contacts=[company.pk], values={"territory": "S"}, by=EDITOR)

    assert (code_of(follower), code_of(own)) == ("S", "S")
    assert (done.changed, done.followed) == (1, 1)
    assert ("territory" in again(follower).follows, "territory" in again(own).follows) == (True, False)


def test_who_is_changed_by_hand_follows_no_more_but_who_is_chosen_with_his_company_does():
    a_code(Territory, "N"), a_code(Territory, "S")
    alone = a_person("An Claes", company=a_company(territory="N").number)
    person = a_person("Jan Claes", company=(company := a_company("Bakkerij", territory="N")).number)

    done = change_many(contacts=[alone.pk, person.pk, company.pk], values={"territory": "S"}, by=EDITOR)

    assert (code_of(alone), code_of(person), code_of(company)) == ("S", "S", "S")
    assert ("territory" in again(alone).follows, "territory" in again(person).follows) == (False, True)
    assert (done.changed, done.already, done.followed) == (3, 0, 0)


@pytest.mark.parametrize(("name", "table"), [("language", Language), ("territory", Territory)])
def test_the_outcome_is_that_of_changing_them_one_by_one(name, table):
    a_code(Language, "FRB", region_tag="fr-BE"), a_code(table, "OLD"), a_code(table, "NEW")
    twins = []
    for place in ("Gent", "Gent"):
        company = a_company(city=place, **{name: "OLD"})
        twins.append(
            [company, a_person(company=company.number), a_person(company=company.number, **{name: "NEW"})]
        )
    wanted = {name: "FRB" if table is Language else "NEW"}

    for contact in twins[0]:
        change_contact(contact=contact, values=wanted, by=EDITOR)
    change_many(contacts=[each.pk for each in twins[1]], values=wanted, by=EDITOR)

    columns = ("territory_id", "language_id", "format_region", "follows")
    one, many = ([[getattr(again(each), name) for name in columns] for each in twin] for twin in twins)
    assert one == many


def test_an_organizational_level_is_for_persons_and_companies_are_skipped():
    a_code(OrganizationalLevel, "CEO")
    company, person = a_company(), a_person()
    values = {"organizational_level": "CEO"}

    plan = plan_change(contacts=Contact.objects.all(), values=values, by=EDITOR)
    done = change_many(contacts=Contact.objects.all(), values=values, by=EDITOR)

    assert (code_of(company, "organizational_level"), code_of(person, "organizational_level")) == ("", "CEO")
    assert plan == Changes(changed=1, skipped={"contact.must_be_person": 1})
    assert (done.changed, done.skipped) == (1, {"contact.must_be_person": 1})


def test_a_blank_clears_and_what_is_so_already_is_not_touched():
    a_code(Territory, "N")
    given, free = a_company(territory="N"), a_company("Bakkerij")

    plan = plan_change(contacts=[given.pk, free.pk], values={"territory": ""}, by=EDITOR)
    done = change_many(contacts=[given.pk, free.pk], values={"territory": ""}, by=EDITOR)

    assert (plan.changed, plan.already, done.changed, done.already) == (1, 1, 1, 1)
    assert (code_of(given), again(free).version) == ("", free.version)


@pytest.mark.parametrize(
    ("values", "key", "field"),
    [
        ({"territory": "NONE"}, "reference.unknown", "territory"),
        ({"name": "X"}, "field.unknown", "name"),
        ({}, "value.required", "values"),
        ({"salesperson": "BLOCKED"}, "salesperson.blocked", "salesperson"),
        ({"territory": 5}, "value.type", "territory"),
    ],
)
def test_values_that_cannot_be_are_refused_before_anything_is_written(values, key, field):
    a_code(Salesperson, "BLOCKED", privacy_blocked=True)
    company, operations = a_company(), Operation.objects.count()

    with pytest.raises(Refused) as refusal:
        change_many(contacts=[company.pk], values=values, by=EDITOR)

    assert (refusal.value.key, refusal.value.field) == (key, field)
    assert Operation.objects.count() == operations


def test_who_may_only_look_changes_nothing():
    with pytest.raises(NotAllowed):
        change_many(contacts=[a_company().pk], values={"territory": ""}, by=READER)


def test_it_tells_how_far_it_is():
    heard, keys = [], [a_company(f"Bedrijf {i}").pk for i in range(2)]

    with heard_by(lambda done, total, message: heard.append((done, total))):
        change_many(contacts=keys, values={"territory": ""}, by=EDITOR)

    assert heard == [(2, 2)]
