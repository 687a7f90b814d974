"""The demonstration company is believable, complete and harmless."""

import re
from collections import Counter
from dataclasses import asdict

import phonenumbers
import pytest
from stdnum.be import vat as enterprise
from stdnum.eu import vat
from stdnum.gb import vat as british_vat

from kaartenbak.classification.data import seeds
from kaartenbak.classification.rules.who import RULES
from kaartenbak.demo import cast
from kaartenbak.setup.data import cldr, levels, salutations, vat_formats

type Taxed = cast.Company | cast.Independent
type Card = Taxed | cast.Employee

TAXED: list[Taxed] = [*cast.companies(), *cast.independents()]
CARDS: list[Card] = [*TAXED, *cast.employees()]

LONGEST = {
    "name": 100, "name_2": 50, "first_name": 30, "middle_name": 30, "surname": 30, "initials": 30,
    "job_title": 30, "street": 100, "street_2": 50, "postcode": 20, "city": 30, "county": 30,
    "phone": 30, "mobile": 30, "extension": 30, "email": 80, "email_2": 80, "website": 255,
    "vat_number": 20, "external_id": 20,
}  # fmt: skip

# Numbers that the regulators of France and the United Kingdom keep for fiction, so not valid ones.
FICTIONAL = ("+33 6 39 98", "+44 7700 900", "+44 1632 960")


def values(*names: str) -> list[str]:
    return [value for card in CARDS for name in names if (value := getattr(card, name, ""))]


def test_it_has_about_sixty_companies_and_two_hundred_people():
    assert len(list(cast.companies())) == 62
    assert len(list(cast.employees())) + len(list(cast.independents())) == 201


def test_it_lives_in_five_countries_and_speaks_four_languages():
    assert set(values("country")) == {"BE", "NL", "FR", "DE", "GB"}
    assert set(values("language")) == {"NLB", "NLD", "FRB", "FRA", "DEU", "ENG"}


def test_one_company_has_forty_people():
    per_company = Counter(employee.company for employee in cast.employees())

    assert per_company.most_common(1) == [("zilverlinde", 40)]


def test_every_record_comes_after_what_it_refers_to():
    seen = {""}
    for record in cast.records():
        for reference in ("company", "person", "contact", "salesperson", "territory"):
            assert getattr(record, reference, "") in seen, record
        seen |= {getattr(record, "key", ""), getattr(record, "code", "")}


def test_keys_are_unique():
    keys = Counter(card.key for card in CARDS)

    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize(("field", "longest"), LONGEST.items())
def test_no_value_is_longer_than_its_field(field, longest):
    assert [value for value in values(field) if len(value) > longest] == []


def test_names_and_texts_have_no_blanks_around_them():
    texts = [str(value) for record in cast.records() for value in asdict(record).values()]

    assert [text for text in texts if text != text.strip() or "  " in text] == []


@pytest.mark.parametrize("number", sorted(set(values("phone", "mobile"))))
def test_a_telephone_number_can_be_dialled_but_rings_nowhere(number):
    parsed = phonenumbers.parse(number)

    assert phonenumbers.is_possible_number(parsed)
    assert phonenumbers.is_valid_number(parsed) or number.startswith(FICTIONAL)


def test_every_mail_and_web_address_is_one_that_cannot_exist():
    addresses = [address for text in values("email", "email_2", "website") for address in text.split("; ")]
    addresses += [each.email for each in cast.salespeople()] + [each.email for each in cast.moves()]

    assert [address for address in addresses if not re.fullmatch(r"[!-~]+\.example", address)] == []


def test_every_enterprise_number_is_valid_belgian_and_used_once():
    owners = [card for card in TAXED if card.enterprise_number]

    assert {card.country for card in owners} == {"BE"}
    assert [card for card in owners if not enterprise.is_valid(card.enterprise_number)] == []
    assert len({card.enterprise_number for card in owners}) == len(owners)


@pytest.mark.parametrize(
    ("country", "number"),
    [(card.country, card.vat_number) for card in TAXED if card.vat_number],
)
def test_a_vat_number_is_valid_and_has_a_listed_form(country, number):
    assert country != "BE"
    assert (british_vat if country == "GB" else vat).is_valid(number.replace("XI", "GB"))
    assert [pattern for pattern in vat_formats.vat_formats(country) if vat_formats.matches(pattern, number)]


def test_codes_exist():
    assert set(values("language")) <= {each.code for each in cldr.languages("en")}
    assert set(values("salutation")) <= set(salutations.DESCRIPTIONS)
    assert set(values("organizational_level")) <= {each.code for each in levels.levels("en")}
    assert set(values("currency")) <= set(cldr.currency_codes())


def test_the_codes_that_contacts_have_are_those_a_new_register_comes_with():
    known = {(seed.table, seed.code) for seed in seeds("en")}
    given = [(each.contact, each.grouping, each.code) for each in cast.codes()]

    assert {(grouping, code) for _contact, grouping, code in given} <= known
    assert len(given) == len(set(given))
    assert [each for each in cast.codes() if len(each.search_word) > 30] == []


@pytest.mark.parametrize("grouping", RULES.values(), ids=RULES)
def test_each_code_is_for_who_can_have_it(grouping):
    companies = {card.key for card in cast.companies()}
    people = {card.key for card in CARDS} - companies
    holders = {each.contact for each in cast.codes() if each.grouping == grouping.name}

    allowed = {"company": companies, "person": people, "": companies | people}[grouping.only_for]
    assert holders
    assert holders <= allowed


def test_birthdays_are_dates_with_or_without_a_year():
    assert [day for day in values("birthday") if not re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", day)] == []


@pytest.mark.parametrize(
    ("case", "found"),
    [
        ("namesakes", [card for card in CARDS if getattr(card, "surname", "") == "Peeters"]),
        ("minors", [card for card in cast.independents() if card.minor]),
        ("blocked for privacy", [card for card in cast.independents() if card.privacy_blocked]),
        ("one word", [card for card in cast.independents() if not card.surname]),
        ("freelancers", [card for card in cast.independents() if card.enterprise_number or card.vat_number]),
        ("two mailboxes in one field", [text for text in values("email") if ";" in text]),
        ("moved to another employer", list(cast.moves())),
        ("a shared mailbox", [text for text in values("email") if text.startswith("familie.")]),
        ("another script", [name for name in values("surname") if re.search(r"[Α-ω]", name)]),
    ],
)
def test_there_is_something_awkward_of_every_kind(case, found):
    assert len(found) >= (1 if case in {"two mailboxes in one field", "another script"} else 2), case


def test_nobody_is_in_it_whom_the_first_journey_creates():
    names = values("name") + [f"{first.first_name} {first.surname}" for first in cast.employees()]

    assert not {"Drukkerij De Smet", "Annelies van den Berg"} & set(names)
