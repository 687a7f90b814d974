"""Who has a code, over REST: the list, and many given or taken away at once (api.md §4)."""

import pytest

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import IndustryGroup, MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.classification.queries import having
from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Operation
from kaartenbak.setup.models import Territory
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, MANAGER, READER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

PATH = "/mailing-groups/NEWS/contacts"


def members(code="NEWS"):
    return sorted(MailingGroup.objects.get(code=code).assignments.values_list("contact__name", flat=True))


def three_companies():
    a_code(Territory, "N")
    a_code(MailingGroup, "NEWS")
    return [a_company("Alfa", territory="N"), a_company("Beta", territory="N"), a_company("Gamma")]


def test_the_number_or_uid_of_a_merged_card_names_the_card_it_is_part_of():
    alfa, beta, gamma = three_companies()
    for other in (beta, gamma):
        api(MANAGER).post(f"/contacts/{alfa.number}/merge", {"duplicate": other.number})

    answer = api(EDITOR).post(PATH, {"add": [beta.number, str(gamma.uid)]})

    assert (answer.body["added"], answer.body["skipped"], members()) == (1, [], ["Alfa"])


def test_contacts_named_by_number_or_uid_are_added_and_removed_as_one_operation():
    alfa, beta, gamma = three_companies()
    for contact in (alfa, gamma):
        assign(contact=contact, code=MailingGroup.objects.get(), by=EDITOR)
    program = api(EDITOR)
    former = Operation.objects.count()

    answer = program.post(
        PATH, {"add": [alfa.number, str(beta.uid), "NOBODY"], "remove": [gamma.number.lower()]}
    )

    assert answer.body == {
        "added": 1, "already": 1, "removed": 1, "warnings": [],
        "skipped": [{"ref": "NOBODY", "code": "contact.not_found"}],
    }  # fmt: skip
    assert (members(), Operation.objects.count()) == (["Alfa", "Beta"], former + 1)
    assert program.post(f"/operations/{answer.headers['Operation']}/undo", {}).status == 200
    assert members() == ["Alfa", "Gamma"]


def test_all_who_meet_a_filter_are_added():
    three_companies()

    answer = api(EDITOR).post(PATH, {"filter": {"territory": "n", "kind": ["company"]}})

    assert (answer.status, answer.body["added"], members()) == (200, 2, ["Alfa", "Beta"])


def test_who_cannot_have_a_code_is_named_with_the_reason():
    person, company = a_person("An Claes"), a_company()
    a_code(IndustryGroup, "PRINT")

    answer = api(EDITOR).post("/industry-groups/PRINT/contacts", {"add": [str(person.uid), company.number]})
    by_filter = api(EDITOR).post("/industry-groups/PRINT/contacts", {"filter": {}})

    assert (answer.body["added"], by_filter.body["already"]) == (1, 1)
    assert answer.body["skipped"] == [{"ref": str(person.uid), "code": "contact.must_be_company"}]
    assert by_filter.body["skipped"] == [{"ref": person.number, "code": "contact.must_be_company"}]


def test_blocked_contacts_are_left_out_of_mailing_groups():
    a_code(MailingGroup, "NEWS")
    person = a_person(privacy_blocked=True)

    answer = api(EDITOR).post(PATH, {"add": [person.number]})

    assert answer.body["skipped"] == [{"ref": person.number, "code": "contact.privacy_blocked"}]
    assert members() == []


@pytest.mark.parametrize(
    ("case", "body", "errors"),
    [
        ("no list", {"add": "CT000001"}, [("value.type", "add")]),
        ("no text", {"add": [5]}, [("value.type", "add.0")]),
        ("unknown filter", {"filter": {"colour": "red"}}, [("field.unknown", "filter.colour")]),
        ("unknown field", {"more": []}, [("field.unknown", "more")]),
        ("NUL", {"add": ["A\0"]}, [("value.control", "add.0")]),
    ],
)
def test_what_cannot_be_is_refused(case, body, errors):
    a_code(MailingGroup, "NEWS")
    program = api(EDITOR)
    operations = Operation.objects.count()

    answer = program.post(PATH, body)

    assert (answer.status, answer.errors) == (422, errors), case
    assert Operation.objects.count() == operations


def test_who_may_only_look_changes_nobody():
    three_companies()

    assert api(READER).post(PATH, {"filter": {}}).status == 403
    assert (members(), api(EDITOR).post("/mailing-groups/NONE/contacts", {"add": []}).status) == ([], 404)


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
def test_each_grouping_lists_who_has_a_code_with_the_filters_of_the_list(grouping):
    make = a_person if grouping.rule.only_for == "person" else a_company
    a_code(Territory, "N")
    code = a_code(grouping.codes, "ZQ1")
    for contact in (make("Alfa", territory="N"), make("Beta")):
        assign(contact=contact, code=code, by=EDITOR)
    make("Gamma")
    program, path = api(READER), f"/{grouping.slug}/ZQ1/contacts"

    assert [each["name"] for each in program.get(f"{path}?sort=name").body["items"]] == ["Alfa", "Beta"]
    assert [each["name"] for each in program.get(f"{path}?territory=N").body["items"]] == ["Alfa"]
    assert program.get(f"{path}?count=true&limit=1").body["count"] == 2


def test_the_list_of_members_costs_the_same_for_many():
    code, names = a_code(MailingGroup, "NEWS"), iter(range(100))

    assert_same_queries(
        lambda: api(READER).get(PATH),
        lambda: assign(contact=a_company(f"Bedrijf {next(names)}"), code=code, by=EDITOR),
    )


def test_a_few_and_very_many_members_are_found_alike(monkeypatch):
    alfa, beta, _gamma = three_companies()
    for contact in (alfa, beta):
        assign(contact=contact, code=MailingGroup.objects.get(), by=EDITOR)

    few = list(having(Contact.objects.order_by("pk"), "mailing_groups", ["news"]))
    monkeypatch.setattr("kaartenbak.contacts.queries.narrowing.FEW", 1)
    many = list(having(Contact.objects.order_by("pk"), "mailing_groups", ["news"]))

    assert few == many == [alfa, beta]
