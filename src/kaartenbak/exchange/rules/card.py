"""The exchange card: one contact between a file and the register, and what was not understood of it."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from kaartenbak.exchange.rules.addresses import Address
from kaartenbak.exchange.rules.ties import Different, Former

URN_UUID = "urn:uuid:"
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)


class Channel(NamedTuple):
    """A way to reach the contact; of one kind the first is the main one, unless another is marked `main`.

    `kind` is one of phone, mobile, fax, email, website, messaging, other. `label` is `work`, `home`, another word
    in lower case that files agree on (`other`, `main`, `pager`), or what the user typed.
    """

    kind: str
    label: str = ""
    value: str = ""
    main: bool = False


class WebSource(NamedTuple):
    """A place on the web that knows more of a company, and the word it is searched for there."""

    code: str
    search_word: str = ""


class Role(StrEnum):
    """What an `Extra` is."""

    LINE = "line"
    """A line of a vCard that says something the card has no field for."""
    FORM = "form"
    """The file's own wording of something the card does say, with details it has no field for; it is written
    back as long as it still says the same."""
    CELL = "cell"
    """A cell under a heading that was not recognised, or whose text could not be read."""


class Extra(NamedTuple):
    """Something in the file that the card has no field for. `value` is as in the file, also its escapes."""

    name: str
    value: str
    role: Role = Role.LINE


class Remark(NamedTuple):
    """Something in the row or card that deserves a word; the card can be taken all the same."""

    key: str
    field: str
    value: str


# Not frozen: that makes a card of this many fields four times as dear to make, and exports make them by the million.
@dataclass(slots=True)
class Card:
    """One contact, as flat text; which codes and companies the texts stand for, the operations find out.

    A card is a value: nobody changes one, `dataclasses.replace` makes another.

    `kind` is `company`, `person`, `group` (a list of cards: `members`) or empty when the file does not tell.
    `country` and `language` are codes when recognised, and `language` otherwise the text of the file.
    `salutation` is the title as in the file ("Dhr.", "Frau"), `birthday` is `YYYY-MM-DD` or `--MM-DD`.
    """

    kind: str = ""
    uid: str = ""
    number: str = ""
    external_id: str = ""
    name: str = ""
    name_2: str = ""
    search_name: str = ""
    first_name: str = ""
    middle_name: str = ""
    surname: str = ""
    initials: str = ""
    salutation: str = ""
    job_title: str = ""
    organizational_level: str = ""
    birthday: str = ""
    company_name: str = ""
    company_number: str = ""
    follows: str = ""
    """The field groups that follow the company, divided by bars, or `none`; blank when the file does not tell."""
    street: str = ""
    street_2: str = ""
    postcode: str = ""
    city: str = ""
    county: str = ""
    country: str = ""
    language: str = ""
    format_region: str = ""
    currency: str = ""
    salesperson: str = ""
    territory: str = ""
    vat_number: str = ""
    enterprise_number: str = ""
    registration_number: str = ""
    correspondence_type: str = ""
    exclude_from_segments: str = ""
    privacy_blocked: str = ""
    minor: str = ""
    parental_consent: str = ""
    extension: str = ""
    salutation_code: str = ""
    """The salutation as the register that wrote the file calls it, beside a title in words."""
    channels: tuple[Channel, ...] = ()
    mailing_groups: tuple[str, ...] = ()
    industry_groups: tuple[str, ...] = ()
    business_relations: tuple[str, ...] = ()
    job_responsibilities: tuple[str, ...] = ()
    web_sources: tuple[WebSource, ...] = ()
    taken_off: tuple[tuple[str, str], ...] = ()
    """What the file says the card is no longer to have: a field and a code; a blank code for all that it does not name."""
    addresses: tuple[Address, ...] = ()
    current: Address | None = field(default=None, compare=False)
    """The address that holds on the day of writing, when it is not the card's own: programs see it first."""
    former: tuple[Former, ...] = ()
    different: tuple[Different, ...] = ()
    comment: str = ""
    photo: bytes = b""
    members: tuple[str, ...] = ()
    extra: tuple[Extra, ...] = ()
    country_text: str = field(default="", compare=False)
    """The country as in the file."""
    revised: str = field(default="", compare=False)
    """When the file says the card was last changed."""
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    line: int = field(default=0, compare=False)
    """The line of the file on which the row or card begins."""

    def channel(self, kind: str) -> str:
        """The main channel of `kind`, or nothing."""
        found = [channel for channel in self.channels if channel.kind == kind]
        return next((channel.value for channel in found if channel.main), found[0].value if found else "")


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A piece of the file that gives no card: where, why (a key with facts), and its text, to be mended."""

    line: int
    key: str
    facts: dict[str, Any] = field(default_factory=dict)
    source: tuple[str, ...] = ()
    """The cells of the row, or the lines of the card."""


@dataclass(frozen=True, slots=True)
class RowError(Unreadable):
    """A row that gives no card."""


# Why a row has no cells that could be mended: it is none, or where it ends is not known.
NO_CELLS = frozenset((
    "json.broken", "json.none", "sheet.row_too_long", "sheet.torn", "table.broken", "table.cell_too_long",
    "table.empty", "table.line_too_long", "table.no_columns", "table.quote_open", "table.torn", "table.too_many_columns",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class CardError(Unreadable):
    """A vCard that gives no card."""


def full_name(first_name: str, middle_name: str, surname: str) -> str:
    """The parts of a name in the order they are spoken."""
    return " ".join(part for part in (first_name, middle_name, surname) if part)


def without_urn(uid: str) -> str:
    """A uid without the `urn:uuid:` that vCard 4.0 puts before it."""
    return uid[len(URN_UUID) :] if uid[: len(URN_UUID)].lower() == URN_UUID else uid


def with_urn(uid: str) -> str:
    """A uid as a URI, where it can be one."""
    return URN_UUID + uid if UUID.fullmatch(uid) else uid
