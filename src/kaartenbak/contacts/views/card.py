"""A card as its page shows it: today's, to be edited, or that of an earlier moment, to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from kaartenbak.contacts import queries
from kaartenbak.contacts.models import Channel, Comment, Contact
from kaartenbak.contacts.rules import postal
from kaartenbak.contacts.rules.fields import FIELDS, Kind, Who, who_is
from kaartenbak.core.actor import Actor
from kaartenbak.history.asof import Known
from kaartenbak.history.registry import Row
from kaartenbak.setup.models import CodeTable, Setup
from kaartenbak.setup.queries import the_setup

ADDRESS = ("street", "street_2", "postcode", "city", "county")


@dataclass
class Card:
    """A contact with its channels and comments. With `moment` it is what the card was then.

    `rows` are the rows of a former card by table and key, for the panels of other capabilities.
    """

    contact: Contact
    by: Actor
    channels: Sequence[Channel]
    comments: Sequence[Comment] = ()
    moment: datetime | None = None
    rows: Mapping[str, Mapping[int, Row]] = field(default_factory=dict)
    calendar_then: queries.Calendar | None = None

    @classmethod
    def of(cls, contact: Contact, by: Actor) -> "Card":
        """The card as it is now."""
        card = cls(contact, by, queries.channels_of(contact))
        card.comments = queries.comments_of(contact) if card.has("comments") else ()
        return card

    @cached_property
    def present(self) -> dict[str, Any]:
        """What hangs on the card today, by the names under which it is asked for."""
        return queries.present_on(self.contact.pk)

    def has(self, name: str) -> bool:
        """Whether there is any of what is asked for under this name; of a former card, that is not known."""
        return self.moment is not None or bool(self.present.get(name))

    @property
    def at_hand(self) -> Known:
        """The rows of today that were read with the card."""
        return {
            Contact._meta.label_lower: [self.contact],
            Channel._meta.label_lower: self.channels,
            Comment._meta.label_lower: self.comments,
        }

    @property
    def editable(self) -> bool:
        """Whether the reader may change the card."""
        return self.moment is None and self.by.may("contacts.change")

    @cached_property
    def setup(self) -> Setup:
        return the_setup()

    @cached_property
    def company(self) -> Contact | None:
        """The employer of a person."""
        return self.contact.company if self.contact.company_id else None

    @property
    def who(self) -> Who:
        return who_is(self.contact.kind, self.contact.company_id)

    @cached_property
    def mains(self) -> dict[str, str]:
        """The values of the channels that have a field of their own."""
        return queries.mains(self.channels)

    @cached_property
    def values(self) -> dict[str, Any]:
        """Every field's value as a form holds it: a text, a code, yes or no."""
        return {name: self.value(name) for name, field in FIELDS.items() if not field.derived}

    def value(self, name: str) -> Any:
        """One field's value as a form holds it."""
        if name in queries.SLOTS:
            return self.mains.get(name, "")
        if FIELDS[name].kind is not Kind.REFERENCE:
            return getattr(self.contact, name)
        row = self.reference(name)
        return "" if row is None else row.number if isinstance(row, Contact) else row.code

    def reference(self, name: str) -> "CodeTable | Contact | None":
        """The row that a reference points at, if any."""
        row: CodeTable | Contact | None = (
            getattr(self.contact, name) if getattr(self.contact, f"{name}_id") else None
        )
        return row

    # What follows the company

    def follows(self, group: str) -> bool | None:
        """Whether the group follows the company; none when there is nothing to follow."""
        from kaartenbak.contacts.rules.inheritance import BY_NAME

        if self.company is None or not getattr(self.setup, f"inherit_{BY_NAME[group].switch}"):
            return None
        return group in self.contact.follows

    # The envelope

    @cached_property
    def calendar(self) -> queries.Calendar:
        """What says which address holds when."""
        return self.calendar_then or queries.calendar_of(
            self.contact, self.setup, bare=not self.has("addresses")
        )

    @cached_property
    def today(self) -> date:
        """The day on which the card is looked at; of a former card, the day that it is of."""
        return timezone.localdate(self.moment) if self.moment else self.by.today

    @cached_property
    def active(self) -> queries.ActiveAddress:
        """The address that holds today."""
        return self.calendar.on(self.today)

    @cached_property
    def envelope(self) -> list[str]:
        """The lines of an envelope to this contact today."""
        return self.active.lines(self.by.language)

    @cached_property
    def place(self) -> list[str]:
        """The lines of the address alone."""
        return postal.lines((), self.address, self.setup.home_country, self.by.language)

    @cached_property
    def address(self) -> dict[str, str]:
        country = self.reference("country")
        code = country.code if isinstance(country, CodeTable) else ""
        return {name: getattr(self.contact, name) for name in ADDRESS} | {"country": code}
