"""Filling an empty register with the demonstration company, by the same operations as everybody uses."""

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

from kaartenbak.classification.groupings import GROUPINGS
from kaartenbak.classification.ops.bulk import assign_many
from kaartenbak.contacts.models import Contact
from kaartenbak.contacts.ops.addresses import add_address
from kaartenbak.contacts.ops.change import change_contact
from kaartenbak.contacts.ops.comments import add_comment
from kaartenbak.contacts.ops.create import create_contact
from kaartenbak.core.actor import SYSTEM, Actor
from kaartenbak.demo import cast
from kaartenbak.setup.models import Salesperson, Territory
from kaartenbak.setup.ops import create_code
from kaartenbak.setup.queries import by_code

NOT_OF_ADDRESS = {"contact", "starts", "ends", "yearly"}


def fill(*, by: Actor = SYSTEM) -> Counter[str]:
    """Put the cast into the register; how many records of each sort that made.

    Needs a setup that is filled. A register that holds contacts already is left alone.
    """
    if Contact.objects.exists():
        return Counter()
    desk = Filling(by)
    for record in cast.records():
        desk.add(record)
    desk.classify()
    return desk.added


class Filling:
    """The cards made so far, by the keys of the cast. Each is written in the name of its salesperson."""

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.authors: dict[str, Actor] = {}
        self.contacts: dict[str, Contact] = {}
        self.added: Counter[str] = Counter()
        self.codes: dict[tuple[str, str, str], list[str]] = {}

    def add(self, record: cast.Record) -> None:
        match record:
            case cast.Territory():
                create_code(model=Territory, by=self.by, **asdict(record))
            case cast.Salesperson():
                self.add_salesperson(record)
            case cast.Company():
                self.add_card(record, record.salesperson, kind="company")
            case cast.Employee():
                company = self.contacts[record.company]
                self.add_card(record, self.salesperson_of(record.company), company=company.number)
            case cast.Independent():
                self.add_card(record, record.salesperson, kind="person")
            case cast.Move():
                self.move(record)
            case cast.Comment():
                self.comment(record)
            case cast.Address():
                self.add_address(record)
            case cast.Code():
                self.codes.setdefault((record.grouping, record.code, record.search_word), []).append(
                    record.contact
                )
        self.added[type(record).__name__] += 1

    def add_salesperson(self, record: cast.Salesperson) -> None:
        create_code(
            model=Salesperson,
            code=record.code,
            description=record.job_title,
            name=record.name,
            email=record.email,
            by=self.by,
        )
        self.authors[record.code] = replace(self.by, name=record.name)

    def add_card(
        self, record: cast.Company | cast.Employee | cast.Independent, author: str, **values: str
    ) -> None:
        by = self.authors.get(author, self.by)
        self.contacts[record.key] = create_contact(values=given(record) | values, by=by)

    def move(self, record: cast.Move) -> None:
        """Let the person join the new company, taking over what he had of the old one."""
        company = self.contacts[record.company].number
        values = {"company": company, "job_title": record.job_title, "email": record.email}
        by = replace(self.authors[self.salesperson_of(record.company)], work_date=record.date)
        change_contact(contact=self.contacts[record.person], values=values, by=by)

    def comment(self, record: cast.Comment) -> None:
        contact = self.contacts[record.contact]
        by = replace(self.authors[self.salesperson_of(record.contact)], work_date=record.date)
        add_comment(contact=contact, text=record.text, date=record.date, by=by)

    def add_address(self, record: cast.Address) -> None:
        values = {
            name: value for name, value in asdict(record).items() if name not in NOT_OF_ADDRESS and value
        }
        add_address(
            contact=self.contacts[record.contact],
            values=values,
            starts=record.starts,
            ends=record.ends,
            yearly=record.yearly,
            by=self.authors[self.salesperson_of(record.contact)],
        )

    def classify(self) -> None:
        """Give the contacts their codes, each code to all of a salesperson at once; one that the office removed to nobody."""
        for (grouping, code, word), keys in self.codes.items():
            row = by_code(GROUPINGS[grouping].codes, code)
            if row is None:
                continue
            for author in sorted({self.salesperson_of(key) for key in keys}):
                cards = [self.contacts[key].pk for key in keys if self.salesperson_of(key) == author]
                by = self.authors.get(author, self.by)
                assign_many(contacts=cards, codes=[row], search_word=word, by=by)

    def salesperson_of(self, key: str) -> str:
        salesperson = self.contacts[key].salesperson
        return salesperson.code if salesperson else ""


def given(record: cast.Company | cast.Employee | cast.Independent) -> dict[str, Any]:
    """The values of a card that are filled in, by the names of the interface."""
    return {name: value for name, value in asdict(record).items() if value and name not in {"key", "company"}}
