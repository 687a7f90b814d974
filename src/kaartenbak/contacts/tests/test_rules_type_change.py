import pytest

from kaartenbak.contacts.rules.type_change import BLOCKERS, CLEARED, Facts, blockers, check
from kaartenbak.core.refusals import Refused

RECORDED = [
    ("type.has_interactions", {"interactions": 1}),
    ("type.has_tasks", {"tasks": 2}),
    ("type.has_opportunities", {"opportunities": 1}),
]


@pytest.mark.parametrize(
    ("to", "key", "facts"),
    [
        *(("person", *each) for each in RECORDED),
        ("person", "type.has_people", {"people": 3}),
        ("person", "type.has_relations", {"business_relations": 1}),
        ("person", "type.has_industry_groups", {"industry_groups": 1}),
        ("person", "type.has_web_sources", {"web_sources": 1}),
        ("person", "type.has_currency", {"currency": "EUR"}),
        ("person", "type.has_vat_no", {"vat_number": "DE136695976"}),
        ("person", "type.has_vat_no", {"enterprise_number": "0200.068.636"}),
        ("person", "type.has_registration_no", {"registration_number": "12"}),
        *(("company", *each) for each in RECORDED),
        ("company", "type.has_org_level", {"organizational_level": "CEO"}),
        ("company", "type.has_job_responsibilities", {"job_responsibilities": 1}),
    ],
)
def test_one_thing_is_enough_to_keep_the_type(to, key, facts):
    with pytest.raises(Refused) as refusal:
        check(to, Facts(**facts), contact="CT0001 De Smet")

    assert refusal.value.key == key
    assert refusal.value.facts == {"contact": "CT0001 De Smet", "found": next(iter(facts.values()))}
    assert refusal.value.others == ()


def test_everything_that_stands_in_the_way_is_named_at_once():
    with pytest.raises(Refused) as refusal:
        check("person", Facts(people=3, currency="EUR", enterprise_number="0200.068.636"), contact="CT0001")

    assert [(each.key, each.field) for each in refusal.value.all] == [
        ("type.has_people", "kind"),
        ("type.has_currency", "currency"),
        ("type.has_vat_no", "enterprise_number"),
    ]


@pytest.mark.parametrize(
    ("to", "facts"),
    [
        ("person", Facts()),
        ("person", Facts(job_responsibilities=1, organizational_level="CEO")),
        ("company", Facts()),
        ("company", Facts(vat_number="DE136695976", enterprise_number="0200.068.636")),
    ],
)
def test_what_concerns_the_other_type_does_not_matter(to, facts):
    assert blockers(to, facts) == []


def test_the_parts_of_a_name_go_with_the_person_but_the_initials_stay():
    assert {"first_name", "middle_name", "surname", "job_title"} <= {*CLEARED["company"]}
    assert "initials" not in CLEARED["company"]


def test_no_blocker_stands_in_the_table_twice():
    for table in BLOCKERS.values():
        assert len({(blocker.key, blocker.field) for blocker in table}) == len(table)
