"""Believable contacts in any number, always the same for the same seed.

    python -m bench.generate 100000 > contacts.csv

Rows come in the order of a card box that grew: a company, the people who work there, somebody without a
company, now and then a household that shares an address and a mailbox. Nothing is kept, so memory does
not grow.
"""

import argparse
import csv
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import count, islice

from bench import names
from bench.tax import NUMBERS
from bench.towns import LANGUAGES, Town, towns

type Row = dict[str, str]
type Draw = Callable[[], float]

FIELDS = (
    "external_id", "kind", "name", "first_name", "surname", "job_title", "salutation", "birthday",
    "company_name", "street", "postcode", "city", "country", "phone", "mobile", "fax", "email", "email_2",
    "website", "language", "vat_number", "enterprise_number", "mailing_groups", "industry_groups",
    "comment",
)  # fmt: skip

COUNTRIES = ("BE",) * 12 + ("NL",) * 4 + ("FR",) * 2 + ("DE", "GB")
LANGUAGE_CODES = {
    ("BE", "nl"): "NLB", ("BE", "fr"): "FRB", ("BE", "de"): "DEU",
    ("NL", "nl"): "NLD", ("FR", "fr"): "FRA", ("DE", "de"): "DEU", ("GB", "en"): "ENG",
}  # fmt: skip

# How many people work at a company: mostly a few, now and then many; about 2.4 on average.
STAFF = (0,) * 17 + (1,) * 32 + (2,) * 22 + (3,) * 12 + (4,) * 6 + (5,) * 4 + (8,) * 3 + (12,) * 3 + (30,)
# How many people without a company follow: about 0.6 on average; three are a household.
ALONE = (0,) * 55 + (1,) * 39 + (3,) * 6

MEN = {language: names.names(text, " ") for language, text in names.MEN.items()}
WOMEN = {language: names.names(text, " ") for language, text in names.WOMEN.items()}
SURNAMES = {language: names.names(text, "|") for language, text in names.SURNAMES.items()}
STREETS = {language: names.pool(text.split("|")) for language, text in names.STREETS.items()}
JOBS = {language: names.pool(text.split("|")) for language, text in names.JOBS.items()}
FORMS = {key: tuple(text.split("|")) for key, text in names.FORMS.items()}
OWNERS = {language: tuple(map(names.name, text.split("|"))) for language, text in names.SURNAMES.items()}
TRADES = {language: tuple(map(names.name, text.split("|"))) for language, text in names.TRADES.items()}
TOWNS = {country: towns(country) for country in ("BE", *LANGUAGES)}

# Each takes one digit and three pairs.
PHONES = {
    "BE": "+32 5{} {:02} {:02} {:02}", "NL": "+31 20 {}{:02} {:02}{:02}",
    "FR": "+33 3 2{} {:02} {:02} {:02}", "DE": "+49 221 {}{:02}{:02}{:02}",
    "GB": "+44 20 7{}{:02} {:02}{:02}",
}  # fmt: skip
MOBILES = {
    "BE": "+32 47{} {:02} {:02} {:02}", "NL": "+31 6 2{}{:02}{:02}{:02}",
    "FR": "+33 6 1{} {:02} {:02} {:02}", "DE": "+49 171 {}{:02}{:02}{:02}", "GB": "+44 740{} {:02}{:02}{:02}",
}  # fmt: skip


def contacts(n: int, seed: int = 1) -> Iterator[Row]:
    """`n` rows with the field names of the interface; employees name their company in `company_name`.

    A quarter are companies, each with a name of its own; a contact has about 2.5 numbers and addresses.
    """
    for number, row in enumerate(islice(card_box(random.Random(seed).random), n), start=1):
        row["external_id"] = f"G{number:07}"
        yield row


def card_box(draw: Draw) -> Iterator[Row]:
    named: Counter[str] = Counter()
    for index in count():
        town = a_town(draw)
        company = a_company(index, named[town.language], town, draw)
        named[town.language] += 1
        yield company
        for _ in range(pick(STAFF, draw)):
            yield an_employee(company, town, draw)
        yield from a_household(pick(ALONE, draw), a_town(draw), draw)


def pick[T](words: tuple[T, ...], draw: Draw) -> T:
    return words[int(draw() * len(words))]


def a_town(draw: Draw) -> Town:
    return pick(TOWNS[pick(COUNTRIES, draw)], draw)


def a_card(kind: str, town: Town) -> Row:
    row = dict.fromkeys(FIELDS, "")
    row["kind"] = kind
    row["postcode"], row["city"], row["country"] = town.postcode, town.city, town.country
    row["language"] = LANGUAGE_CODES[town.country, town.language]
    return row


def a_company(index: int, nth: int, town: Town, draw: Draw) -> Row:
    """The `index`th company, the `nth` in its language, which is what makes its name one of its kind."""
    row = a_card("company", town)
    name, mail = company_name(nth, town)
    row["name"] = f"{name} {pick(FORMS[town.country, town.language], draw)}"
    row["street"] = street(town, draw)
    row["phone"] = number(PHONES, town, draw)
    row["fax"] = number(PHONES, town, draw) if draw() < 0.15 else ""
    row["email"] = f"info@{mail}.example"
    row["website"] = f"https://www.{mail}.example" if draw() < 0.8 else ""
    row["enterprise_number" if town.country == "BE" else "vat_number"] = NUMBERS[town.country](index)
    row["mailing_groups"] = pick(names.GROUPS, draw)
    row["industry_groups"] = pick(names.INDUSTRIES, draw)
    return row


def company_name(nth: int, town: Town) -> tuple[str, str]:
    """Trade and owner; when all of those are taken, with a partner as well, and after that with a number."""
    trades, owners = TRADES[town.language], OWNERS[town.language]
    rest, choice = divmod(nth, len(trades) * len(owners))
    block, partner = divmod(rest, len(owners) + 1)
    turn, trade = divmod(choice, len(trades))
    owner = (turn + trade * 17) % len(owners)
    name = f"{trades[trade].text} {owners[owner].text}"
    mail = f"{trades[trade].mail}-{owners[owner].mail}"
    if partner:
        name, mail = f"{name} & {owners[partner - 1].text}", f"{mail}-{owners[partner - 1].mail}"
    if block:
        name, mail = f"{name} {block + 1}", f"{mail}-{block + 1}"
    return name, f"{mail}.{town.country.lower()}"


def a_person(town: Town, surname: names.Name, mail_domain: str, draw: Draw) -> Row:
    row = a_card("person", town)
    is_man = draw() < 0.5
    first = pick((MEN if is_man else WOMEN)[town.language], draw)
    row["name"] = f"{first.text} {surname.text}"
    row["first_name"], row["surname"] = first.text, surname.text
    row["salutation"] = "M" if is_man else "F"
    row["birthday"] = birthday(draw) if draw() < 0.2 else ""
    row["mobile"] = number(MOBILES, town, draw) if draw() < 0.7 else ""
    row["email"] = f"{first.mail}.{surname.mail}@{mail_domain}" if draw() < 0.9 else ""
    return row


def an_employee(company: Row, town: Town, draw: Draw) -> Row:
    domain = company["email"].partition("@")[2]
    row = a_person(town, pick(SURNAMES[town.language], draw), domain, draw)
    row["company_name"] = company["name"]
    row["street"] = company["street"]
    row["job_title"] = pick(JOBS[town.language], draw)
    row["phone"] = number(PHONES, town, draw) if draw() < 0.6 else ""
    if draw() < 0.1:
        row["email_2"] = f"{row['first_name'][0].lower()}{int(draw() * 1e6)}@postbus.example"
    row["mailing_groups"] = pick(names.GROUPS, draw)
    return row


def a_household(people: int, town: Town, draw: Draw) -> Iterator[Row]:
    """`people` at one address; more than one share surname, telephone and a second mailbox."""
    surname = pick(SURNAMES[town.language], draw)
    where, phone = street(town, draw), number(PHONES, town, draw) if draw() < 0.7 else ""
    mailbox = f"{surname.mail}{int(draw() * 1000)}"
    for _ in range(people):
        row = a_person(town, surname, f"{mailbox}.example", draw)
        row["street"], row["phone"] = where, phone
        row["email_2"] = f"{mailbox}@postbus.example" if people > 1 else ""
        row["comment"] = "Wants no calls in the evening." if draw() < 0.05 else ""
        yield row


def street(town: Town, draw: Draw) -> str:
    name, house = pick(STREETS[town.language], draw), 1 + int(draw() * draw() * 250)
    return f"{house} {name}" if town.country in {"GB", "FR"} else f"{name} {house}"


def number(shapes: dict[str, str], town: Town, draw: Draw) -> str:
    rest, last = divmod(int(draw() * 10_000_000), 100)
    return shapes[town.country].format(rest // 10_000, rest // 100 % 100, rest % 100, last)


def birthday(draw: Draw) -> str:
    return f"{1945 + int(draw() * 60)}-{1 + int(draw() * 12):02}-{1 + int(draw() * 28):02}"


def main() -> None:
    parser = argparse.ArgumentParser(description="Write believable contacts as CSV.")
    parser.add_argument("n", type=int, help="how many rows")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    table = csv.writer(sys.stdout)
    table.writerow(FIELDS)
    table.writerows(row.values() for row in contacts(asked.n, asked.seed))


if __name__ == "__main__":
    main()
