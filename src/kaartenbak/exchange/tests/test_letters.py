"""The contacts of a group as they are written to on a day: on paper and as a table."""

import csv
from datetime import date
from typing import Any

import pytest
from django.test import Client

from kaartenbak.classification.models import MailingGroup
from kaartenbak.classification.ops.assign import assign
from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.core.actor import SYSTEM
from kaartenbak.setup.models import Salutation, SalutationFormula
from kaartenbak.testing.builders import a_company, a_language, a_person, alter, make
from kaartenbak.testing.cast import EDITOR, READER
from kaartenbak.testing.clients import user_of, visitor
from kaartenbak.testing.queries import assert_same_queries

pytestmark = pytest.mark.django_db

LETTERS = "/groups/mailing-groups/GIFT/letters/"
TABLE = "/groups/mailing-groups/GIFT/letters.csv"


def a_group(*contacts: Contact) -> MailingGroup:
    group: MailingGroup = make(instance=MailingGroup(code="GIFT", description="Geschenken"), by=SYSTEM)
    for contact in contacts:
        assign(contact=contact, code=group, by=EDITOR)
    return group


def page(client: Client, **query: str) -> str:
    return client.get(LETTERS, query).getvalue().decode()


def rows(client: Client, **query: str) -> list[dict[str, str]]:
    text = client.get(TABLE, query).getvalue().decode("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def with_holiday_house(contact: Contact) -> Contact:
    address = {"code": "ZEE", "street": "Zeedijk 5", "postcode": "8400", "city": "Oostende"}
    summer: Any = {"starts": date(2026, 7, 1), "ends": date(2026, 8, 31), "yearly": True}
    add_address(contact=contact, values=address, by=EDITOR, **summer)
    return contact


def test_the_page_and_the_table_have_the_address_of_the_day():
    a_group(with_holiday_house(a_person("An Claes", street="Korenmarkt 1", postcode="9000", city="Gent")))
    client = visitor(READER)

    summer, autumn = page(client, on="2027-07-15"), page(client, on="2027-09-15")

    assert ("Zeedijk 5" in summer, "Korenmarkt 1" in summer) == (True, False)
    assert ("Zeedijk 5" in autumn, "Korenmarkt 1" in autumn) == (False, True)
    assert [(row["Address"], row["Alternative address"]) for row in rows(client, on="2027-07-15")] == [
        ("Zeedijk 5", "ZEE")
    ]
    assert [(row["Address"], row["Alternative address"]) for row in rows(client, on="2027-09-15")] == [
        ("Korenmarkt 1", "")
    ]


def test_those_blocked_for_privacy_are_left_out_and_counted():
    a_group(
        a_person("An Claes"),
        a_person("Bo Dirks", privacy_blocked=True),
        a_person("Cis Engels", privacy_blocked=True),
    )

    shown = page(visitor(READER))

    assert "An Claes" in shown
    assert "Bo Dirks" not in shown
    assert "1 contact ·" in shown
    assert "2 contacts left out for privacy" in shown
    assert [row["Name"] for row in rows(visitor(READER))] == ["An Claes"]


def test_who_is_greeted_in_bulk_gets_the_greeting_of_the_language_else_the_general_one():
    men = make(instance=Salutation(code="M"), by=SYSTEM)
    for language, text in ((a_language("NL"), "Geachte heer %1"), (None, "Dear Mr %1")):
        formula = SalutationFormula(
            salutation=men, language=language, type="formal", text=text, names=["surname"]
        )
        make(instance=formula, by=SYSTEM)
    a_language("FR")
    people = [
        a_person("An Claes", salutation="M", language="NL"),
        a_person("Bo Dirks", salutation="M", language="FR"),
        a_person("Cis Engels"),
    ]
    a_group(*people)

    greetings = [each["Formal greeting"] for each in rows(visitor(READER))]

    assert greetings == [queries.greeting_or_blank(Contact.objects.get(pk=each.pk)) for each in people]
    assert greetings == ["Geachte heer Claes", "Dear Mr Dirks", ""]


def test_a_row_holds_the_company_and_the_main_e_mail_address():
    company = a_company("Zeta", street="Korenmarkt 1", postcode="9000", city="Gent")
    a_group(a_person("An Claes", company=company, job_title="Inkoper", email="an@example.com"), company)

    found = rows(visitor(READER))

    assert [(row["Name"], row["Company"], row["Job title"], row["E-mail"]) for row in found] == [
        ("Zeta", "", "", ""),
        ("An Claes", "Zeta", "Inkoper", "an@example.com"),
    ]
    assert found[1]["Postcode"] == "9000"


def test_page_and_table_keep_to_the_filters_of_the_list():
    a_group(a_person("An Claes", city="Gent"), a_person("Bo Dirks", city="Aalst"))

    assert "Bo Dirks" not in page(visitor(READER), city="Gent")
    assert [row["Name"] for row in rows(visitor(READER), city="Gent")] == ["An Claes"]


def test_the_headings_are_in_the_language_of_the_reader_to_the_end():
    a_group(with_holiday_house(a_person("An Claes")))
    client = visitor(READER)
    alter(instance=user_of(READER), values={"language": "nl"}, by=SYSTEM)

    shown = page(client, on="2026-07-15")

    assert "adressen op 15 jul 2026" in shown
    assert "elk jaar" in shown
    assert [*rows(client)[0]][:2] == ["Nr.", "Naam"]


def test_no_cell_is_a_formula_for_a_spreadsheet():
    a_group(a_person("=HYPERLINK(1)"))

    assert rows(visitor(READER))[0]["Name"].startswith("'=")


@pytest.mark.parametrize("day", ["nonsense", "0001-01-01", "9999-12-31", "2026-02-30", "\0"])
def test_a_day_that_is_none_is_said_and_today_is_shown(day):
    a_group(a_person("An Claes"))
    answer = visitor(READER).get(LETTERS, {"on": day})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.getvalue().decode()
    assert [row["Name"] for row in rows(visitor(READER), on=day)] == ["An Claes"]


def test_a_group_of_nobody_says_so():
    a_group()

    assert "Nobody to write to" in page(visitor(READER))
    assert rows(visitor(READER)) == []


def test_the_page_costs_the_same_queries_for_one_and_for_three():
    group, client = a_group(), visitor(READER)

    def another() -> None:
        company = a_company()
        assign(contact=with_holiday_house(a_person(company=company)), code=group, by=EDITOR)

    assert_same_queries(lambda: page(client), another)
