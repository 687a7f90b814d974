"""A register that goes out as a file and comes back: into an empty register everything is there, into itself nothing changes."""

import json
from contextlib import suppress
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts.models import AddressRange, AlternativeAddress, Contact, FormerCard
from kaartenbak.contacts.ops.address_ranges import add_range
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.removal import delete_contact
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.duplicates.models import Separation
from kaartenbak.duplicates.ops.merging import Duplicate, merge
from kaartenbak.exchange import queries
from kaartenbak.exchange.tests.files_of import bring, outcomes
from kaartenbak.exchange.tests.test_exporting import snapshot
from kaartenbak.history.models import Operation
from kaartenbak.setup.models import OrganizationalLevel
from kaartenbak.testing.builders import a_code, a_company, a_country, a_person, a_setup, an_address, make
from kaartenbak.testing.cast import EDITOR

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

CODES = ("MOVE", "A;B,C", "=CMD", "!X|Y", "-1", "@Z", "* VIP", "MYCONTACTS", "É'S:1", "ELFTEKENS12")
TEXTS = ("", "Zeedijk 12; bus 3", "=1+1", "x|y", "a=b: c\\d", "'s Gravenhage", "!no", "é😀“", "–", "#")
NOT_BROUGHT = ("version", "created_at", "modified_at", "series")
PARTS = ("company_name", "company_name_2", "street", "street_2", "county", "extension", "fax", "website")


@pytest.fixture(autouse=True)
def office() -> None:
    fill_setup()


def fill_setup() -> None:
    a_setup()
    a_country("BE")
    a_code(OrganizationalLevel, "CEO|1")
    for grouping in GROUPINGS.values():
        for code in CODES:
            a_code(grouping.codes, code)


def a_register(chance: Random) -> None:
    """Some companies with people, and all that cards may have besides."""
    for n in range(chance.randint(1, 3)):
        company = a_company(
            f"Firma {n}", street=chance.choice(TEXTS), city=chance.choice(["", "Gent"]), postcode="9000",
            phone=chance.choice(["", "09 1"]), email="info@maes.be", country=chance.choice(["", "BE"]), website="https://m.be",
        )  # fmt: skip
        adorn(company, chance)
        for m in range(chance.randint(0, 2)):
            level = chance.choice([None, "CEO|1"])
            person = a_person(f"An Claes {n}{m}", company=company.number, organizational_level=level)
            own = {"phone": "", "email": "an@claes.be", "street": "Markt 1", "country": "", "extension": "9"}
            names = chance.sample([*own], chance.randint(0, 3))
            change_contact(contact=person, values={name: own[name] for name in names}, by=EDITOR)
            adorn(person, chance)


def adorn(contact: Contact, chance: Random) -> None:
    """Give a contact codes, addresses, periods and comments by chance."""
    for grouping in GROUPINGS.values():
        if grouping.rule.only_for in ("", contact.kind):
            for code in chance.sample(CODES, chance.randint(0, 3)):
                word = chance.choice(TEXTS)[:30] if grouping.takes_search_word else ""
                assign(
                    contact=contact,
                    code=grouping.codes._base_manager.get(code=code),
                    search_word=word,
                    by=EDITOR,
                )
    for code in chance.sample(CODES[:2] + CODES[3:5] + ("HOME", "WORK"), chance.randint(0, 3)):
        give_address(contact, code, chance)
    for n in range(chance.randint(0, 2)):
        add_comment(contact=contact, text=f"Comment {n}\nof {contact.name}", by=EDITOR)


def give_address(contact: Contact, code: str, chance: Random) -> None:
    values: dict[str, Any] = {name: chance.choice(TEXTS) for name in PARTS}
    values |= {
        "phone": chance.choice(["", "+32 9 1"]),
        "email": chance.choice(["", "a@b.be"]),
        "country": chance.choice(["", "BE"]),
    }
    values |= {"postcode": chance.choice(["", "8400"]), "city": chance.choice(["", "Oostende; zee"])}
    address = an_address(contact, code.replace("/", ""), **values)
    for _ in range(chance.randint(0, 3)):
        starts = date(2024, 1, 1) + timedelta(days=chance.randint(0, 1_200))
        ends = chance.choice([None, starts, starts + timedelta(days=chance.randint(0, 500))])
        # Two periods may happen to start on the same day.
        with suppress(Refused):
            add_range(address=address, starts=starts, ends=ends, yearly=chance.random() < 0.5, by=EDITOR)


def belongings() -> list[Any]:
    """All that belongs to the cards beside their values, by number."""
    addresses = AlternativeAddress.objects.order_by("contact__number", "code")
    columns = [f.name for f in AlternativeAddress._meta.concrete_fields if f.name not in ("id", "contact")]
    ranges = AddressRange.objects.order_by("contact__number", "starts")
    codes = {
        name: sorted(
            each.assignments.objects.values_list(
                "contact__number", "code__code", *(["search_word"] if each.takes_search_word else [])
            )
        )
        for name, each in GROUPINGS.items()
    }
    return [
        codes,
        list(addresses.values_list("contact__number", *columns)),
        list(ranges.values_list("contact__number", "address__code", "starts", "ends", "yearly")),
        list(
            Contact.objects.order_by("number").values_list(
                "number", "business_relation", "organizational_level", "follows"
            )
        ),
    ]


def emptied() -> None:
    """Take all cards away, as a user would."""
    for company in Contact.objects.filter(company=None):
        delete_contact(contact=company, by=SYSTEM)


def everything(format: str) -> bytes:
    cards = Contact.objects.all()
    written: dict[str, Any] = {
        "csv": queries.as_csv,
        "json": queries.as_json,
        "jcard": queries.as_jcards,
        "jscontact": queries.as_jscontacts,
    }
    return b"".join(written[format](cards) if format in written else queries.as_vcards(cards, format))


def told_by_the_api() -> list[dict[str, Any]]:
    """What `contacts.json` says of each card, without its history; a number of a file is of no series (decision 0076)."""
    records = sorted(json.loads(everything("json")), key=lambda record: record["number"])
    return [{name: value for name, value in record.items() if name not in NOT_BROUGHT} for record in records]


FORMATS = {
    "csv": ".csv",
    "json": ".json",
    "3.0": ".vcf",
    "4.0": ".vcf",
    "jcard": ".jcard",
    "jscontact": ".jscontact",
}


@given(st.randoms(use_true_random=False), st.sampled_from([*FORMATS]))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_whatever_a_register_holds_comes_back_from_its_file(chance, format):
    emptied()
    a_register(chance)
    before, cards, text, told = belongings(), snapshot()[0], everything(format), told_by_the_api()
    number = Contact.objects.count()

    again = bring(text, ending=FORMATS[format], mode="update")
    assert (outcomes(again), again.warned, again.operation_id) == ({"skipped": number}, 0, None)
    assert belongings() == before

    emptied()
    record = bring(text, ending=FORMATS[format])
    assert (outcomes(record), record.warned) == ({"created": number}, 0)
    assert belongings() == before
    if format in {"csv", "json"}:
        assert snapshot()[0] == cards
        assert told_by_the_api() == told


def test_columns_of_their_own_bring_addresses_back_as_well():
    maes = a_company("Maes")
    an_address(
        maes, "SUMMER", street="Zeedijk 12", starts=date(2026, 7, 1), ends=date(2026, 8, 31), yearly=True
    )
    an_address(maes, "FAIR", city="Kortrijk", postcode="8500")
    before = belongings()
    text = b"".join(
        queries.as_csv(
            Contact.objects.all(), ["number", "kind", "name", "address_1", "address_2"], language="fr"
        )
    )

    emptied()
    bring(text)

    assert belongings() == before
    assert Operation.objects.filter(kind="exchange.import_contacts").count() == 1


def merged_and_separated() -> None:
    """A company that took in another, and two that are not the same as it."""
    maes, twin, branch, shop = (a_company(name) for name in ("Maes", "Maes NV", "Maes: Gent|Zuid", "Smet"))
    merge(contact=maes, duplicates=[Duplicate(twin)], by=SYSTEM)
    for low, high, reason in (
        (maes, branch, "Filiaal; eigen: kas|register"),
        (maes, shop, ""),
        (branch, shop, "x"),
    ):
        make(instance=Separation(low=low.pk, high=high.pk, reason=reason), by=SYSTEM)


def ties() -> tuple[list[Any], set[Any]]:
    """Where the numbers of merged cards lead, and who is not the same as whom."""
    former = FormerCard.objects.order_by("number").values_list("number", "uid", "name", "contact__uid")
    uids = dict(Contact.objects.values_list("pk", "uid"))
    pairs = Separation.objects.values_list("low", "high", "reason")
    return list(former), {
        (frozenset((uids[low], uids[high])), reason)
        for low, high, reason in pairs
        if low in uids and high in uids
    }


@pytest.mark.parametrize("format", ["csv", "json"])
def test_merged_cards_and_different_contacts_come_back_from_a_table(monkeypatch, format):
    merged_and_separated()
    before, text = ties(), everything(format)
    assert outcomes(bring(text, mode="update")) == {"skipped": 3}
    emptied()
    # Each card in a block of its own: who comes last says who it is not.
    monkeypatch.setattr("kaartenbak.exchange.ops.chunks.ROWS_PER_BLOCK", 1)

    record = bring(text)

    assert (outcomes(record), record.warned, ties()) == ({"created": 3}, 0, before)
    assert len(before[0]) == 1
    assert len(before[1]) == 3
