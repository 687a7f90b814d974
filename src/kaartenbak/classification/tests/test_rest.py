"""The codes of a contact over REST (api.md §4)."""

import pytest

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.models import BusinessRelation, IndustryGroup, MailingGroup, WebSource
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import Contact
from kaartenbak.history.models import Change
from kaartenbak.testing.builders import a_code, a_company, a_person
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import api
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

MORE = {"business_relations": {"to": "", "number": ""}, "web_sources": {"search_word": ""}}


@pytest.mark.parametrize("grouping", GROUPINGS.values(), ids=GROUPINGS)
def test_a_code_is_given_listed_read_and_taken_away(grouping):
    contact = a_person() if grouping.rule.only_for == "person" else a_company()
    a_code(grouping.codes, "ZQ1", description="Een")
    program, path = api(EDITOR), f"/contacts/{contact.number}/{grouping.slug}"
    shown = {"code": "ZQ1", "description": "Een"} | MORE.get(grouping.name, {})

    added = program.post(path, {"code": "zq1"})

    assert (added.status, added.body) == (201, shown | {"warnings": []})
    assert added.headers["Location"] == f"/api/v1/contacts/{contact.uid}/{grouping.slug}/ZQ1"
    assert program.get(path).body["items"] == [shown]
    assert program.get(f"{path}/ZQ1").body == shown
    gone = program.delete(f"{path}/ZQ1")
    assert (gone.status, program.get(path).body["items"]) == (204, [])
    assert program.post(f"/operations/{gone.headers['Operation']}/undo", {}).status == 200
    assert program.get(path).body["items"] == [shown]


@pytest.mark.parametrize(
    ("case", "body", "status", "errors"),
    [
        ("twice", {"code": "NEWS"}, 409, [("assignment.exists", "code")]),
        ("unknown", {"code": "NONE"}, 422, [("reference.unknown", "code")]),
        ("blank", {"code": " "}, 422, [("value.required", "code")]),
        ("missing", {}, 422, [("value.required", "code")]),
        ("no text", {"code": 5}, 422, [("value.type", "code")]),
        ("more", {"code": "NEWS", "search_word": "x"}, 422, [("field.unknown", "search_word")]),
        ("NUL", {"code": "A\0"}, 422, [("value.control", "code")]),
        ("huge", {"code": "X" * 10_000}, 422, [("reference.unknown", "code")]),
    ],
)
def test_what_cannot_be_given_is_refused(case, body, status, errors):
    company, group = a_company(), a_code(MailingGroup, "NEWS")
    assign(contact=company, code=group, by=EDITOR)

    answer = api(EDITOR).post(f"/contacts/{company.number}/mailing-groups", body)

    assert (answer.status, answer.errors) == (status, errors), case
    assert company.mailing_groups.count() == 1


def test_what_is_not_there_is_not_found():
    company = a_company()
    a_code(MailingGroup, "NEWS")
    program, path = api(EDITOR), f"/contacts/{company.number}/mailing-groups"

    answers = [
        program.delete(f"{path}/NEWS"),
        program.get(f"{path}/NONE"),
        program.get("/contacts/X/mailing-groups"),
    ]

    assert [(each.status, each.code) for each in answers] == [
        (404, "assignment.not_found"),
        (404, "record.not_found"),
        (404, "contact.not_found"),
    ]


def test_who_may_only_look_takes_nothing_away():
    company, group = a_company(), a_code(MailingGroup, "NEWS")
    assign(contact=company, code=group, by=EDITOR)
    path = f"/contacts/{company.number}/mailing-groups"

    assert api(READER).delete(f"{path}/NEWS").status == 403
    assert company.mailing_groups.count() == 1


def test_a_code_is_given_on_the_version_that_was_read_only():
    company, program = a_company(), api(EDITOR)
    a_code(MailingGroup, "NEWS")
    path = f"/contacts/{company.number}/mailing-groups"
    tag = program.post(path, {"code": "NEWS"}).headers["ETag"]
    assert tag == f'"{Contact.objects.get(pk=company.pk).version}"'

    stale = program.delete(f"{path}/NEWS", If_Match=f'"{company.version}"')

    assert (stale.status, company.mailing_groups.count()) == (412, 1)
    assert program.delete(f"{path}/NEWS", If_Match=tag).status == 204


def test_a_web_source_opens_with_the_search_word_safely_in_place():
    company, program = a_company(), api(EDITOR)
    a_code(WebSource, "FIND", url="https://find.example/?q=%1&also=%1")
    path = f"/contacts/{company.number}/web-sources"
    program.post(path, {"code": "FIND", "search_word": "Smet & zonen/€?"})

    found = program.get(f"{path}/FIND/url").body["url"]
    word = "Smet%20%26%20zonen%2F%E2%82%AC%3F"
    assert found == f"https://find.example/?q={word}&also={word}"

    changed = program.patch(f"{path}/FIND", {"search_word": "Peeters"})
    assert (changed.status, changed.body["search_word"]) == (200, "Peeters")
    assert program.get(f"{path}/FIND/url").body["url"] == "https://find.example/?q=Peeters&also=Peeters"


@pytest.mark.parametrize(
    ("url", "key"), [("", "web_source.no_url"), ("javascript:alert(%1)", "web_source.address")]
)
def test_a_web_source_without_an_address_of_the_web_does_not_open(url, key):
    company = a_company()
    assign(contact=company, code=a_code(WebSource, "FIND", url=url), search_word="x", by=EDITOR)

    answer = api(READER).get(f"/contacts/{company.number}/web-sources/FIND/url")

    assert (answer.status, answer.code) == (422, key)


def test_a_card_counts_what_it_has_and_for_a_person_what_his_company_has():
    company, program = a_company(), api(READER)
    person, loner = a_person(company=company.number), a_person("Jan Claes")
    for contact, table in (
        (company, IndustryGroup), (company, BusinessRelation), (company, MailingGroup), (person, MailingGroup),
    ):  # fmt: skip
        assign(contact=contact, code=a_code(table, "X"), by=EDITOR)
    assign(contact=person, code=a_code(GROUPINGS["job_responsibilities"].codes, "X"), by=EDITOR)

    names = ("mailing_groups", "industry_groups", "business_relations", "job_responsibilities")
    items = program.get("/contacts?sort=number").body["items"]

    assert [tuple(each["counts"][name] for name in names) for each in items] == [
        (1, 1, 1, 0),
        (1, 1, 1, 1),
        (0, 0, 0, 0),
    ]
    assert [each["business_relation"] for each in items] == ["other", "other", "none"]
    assert program.get(f"/contacts/{loner.number}").body["counts"]["mailing_groups"] == 0


def test_a_card_of_the_past_has_the_counts_of_then():
    company, program = a_company(), api(READER)
    person = a_person(company=company.number)
    for code in ("BANK", "PRESS"):
        assign(contact=company, code=a_code(BusinessRelation, code), by=EDITOR)
    then = Change.objects.latest("id").at
    assign(contact=company, code=a_code(BusinessRelation, "LAWYER"), by=EDITOR)
    moment = then.isoformat().replace("+00:00", "Z")

    for contact in (company, person):
        shown = program.get(f"/contacts/{contact.number}?as_of={moment}").body
        assert (shown["counts"]["business_relations"], shown["business_relation"]) == (2, "multiple")


def test_the_list_of_codes_of_a_card_costs_the_same_for_many():
    company, program, codes = a_company(), api(READER), iter(range(100, 200))

    assert_same_queries(
        lambda: program.get(f"/contacts/{company.number}/mailing-groups"),
        lambda: assign(contact=company, code=a_code(MailingGroup, f"G{next(codes)}"), by=EDITOR),
    )


def test_a_person_is_read_anew_when_the_company_got_an_industry_group():
    a_code(IndustryGroup, "FOOD")
    company = a_company()
    program, path = api(EDITOR), f"/contacts/{a_person(company=company).number}"
    tag = program.get(path).headers["ETag"]
    assert program.get(path, if_none_match=tag).status == 304

    program.post(f"/contacts/{company.number}/industry-groups", {"code": "FOOD"})

    answer = program.get(path, if_none_match=tag)
    assert (answer.status, answer.body["counts"]["industry_groups"]) == (200, 1)
