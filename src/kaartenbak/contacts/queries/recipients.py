"""Contacts as they are written to on a day: name, greeting, the address that holds then, e-mail address."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import batched

from kaartenbak.contacts.models import Channel, Contact
from kaartenbak.contacts.queries.addresses import ActiveAddress, active_addresses
from kaartenbak.contacts.queries.cards import Cards, greeted
from kaartenbak.setup.models import SalutationFormula

BLOCK = 500


@dataclass(frozen=True)
class Recipient:
    """One contact as it is written to; a greeting or an e-mail address that is not known is blank."""

    contact: Contact
    address: ActiveAddress
    formal: str
    informal: str
    email: str


class Greetings:
    """The formulas of all salutations, read once: who is greeted in bulk gets the one of his language, else the general one."""

    def __init__(self) -> None:
        rows = SalutationFormula.objects.all()
        self.formulas: dict[tuple[int | None, int | None, str], SalutationFormula] = {
            (row.salutation_id, row.language_id, row.type): row for row in rows
        }

    def of(self, contact: Contact, type: str) -> str:
        """As `greeting_or_blank`, without a query."""
        own = self.formulas.get((contact.salutation_id, contact.language_id, type))
        found = own or self.formulas.get((contact.salutation_id, None, type))
        return greeted(contact, found) if found else ""


def recipients(cards: Cards, *, on: date) -> Iterator[Recipient]:
    """These cards as they are written to on a day, a company followed by its people.

    Their keys come from the database while they are asked for, and the rest in blocks: memory and the number of queries for a
    block stay the same however many there are.
    """
    greetings = Greetings()
    keys = cards.order_by("list_key", "id").values_list("pk", flat=True).iterator(chunk_size=BLOCK)
    for block in batched(keys, BLOCK):
        found = Contact.objects.select_related("company").in_bulk(block)
        contacts = [found[key] for key in block if key in found]
        addresses = active_addresses(contacts, on=on)
        emails = main_emails(block)
        for each in contacts:
            formal, informal = greetings.of(each, "formal"), greetings.of(each, "informal")
            yield Recipient(each, addresses[each.pk], formal, informal, emails.get(each.pk, ""))


def main_emails(cards: tuple[int, ...]) -> dict[int, str]:
    """The main e-mail address of each of these cards that has one."""
    found = Channel.objects.filter(contact__in=cards, kind="email", position=1)
    return dict(found.values_list("contact_id", "value"))
