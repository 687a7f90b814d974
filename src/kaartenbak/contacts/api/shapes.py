"""What contacts look like in requests and answers (api.md §2)."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema

from kaartenbak.api.shapes import (
    FILLED,
    Day,
    Described,
    Input,
    Kept,
    Moment,
    Notice,
    Output,
    Parameters,
    storable,
)
from kaartenbak.contacts.rules.comments import LONGEST
from kaartenbak.contacts.rules.fields import FIELDS
from kaartenbak.contacts.rules.fields import Field as TableField
from kaartenbak.contacts.rules.fields import Kind as FieldKind
from kaartenbak.contacts.rules.inheritance import FOLLOWING

Text = Annotated[str | None, Field(default=None)]
Flag = Annotated[bool | None, Field(default=None)]
ChannelKind = Literal["phone", "mobile", "fax", "email", "website", "messaging", "other"]
Kind = Literal["company", "person"]


class Address(Output):
    """A postal address; `country` is an ISO 3166 alpha-2 code."""

    street: str
    street_2: str
    postcode: str
    city: str
    county: str
    country: str | None


# Texts of a card that the description says more about than how long they may be.
PATTERNS = {
    "number": storable(without=r"/\\?#%", ahead=r"(?!\s*\.\.?\s*$)"),
    # Several addresses, each of at most 80 signs.
    "email": storable(ahead=r"(?!.*[^;]{81})"),
    "birthday": r"^\s*((\d{4}|-)-\d{2}-\d{2}\s*)?$",
}
SEVERAL_ADDRESSES = 2_000


class CardInput(Input):
    """Fields of a card; the description says of each text what the table of the fields knows."""

    TABLE: ClassVar[dict[str, TableField]] = FIELDS

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        for name, shown in schema["properties"].items():
            field = cls.TABLE.get(name)
            if field and field.kind is not FieldKind.CHOICE:
                longest = SEVERAL_ADDRESSES if field.kind is FieldKind.EMAILS else field.longest
                # A reference may also be given by a name.
                most = 0 if field.kind is FieldKind.REFERENCE else longest
                Described(PATTERNS.get(name, storable()), most=most).say(shown)
        return schema


class AddressInput(CardInput):
    """The parts of an address to change; what is left out stays."""

    street: Text
    street_2: Text
    postcode: Text
    city: Text
    county: Text
    country: Text


class Channel(Output):
    """One way to reach a contact; `normal` is its normal form, `main` marks the first of its kind."""

    kind: ChannelKind
    label: str
    value: str
    normal: str
    main: bool


class ChannelInput(Input):
    """One way to reach a contact."""

    READ_ONLY: ClassVar = frozenset({"normal"})
    kind: ChannelKind
    label: Annotated[str | None, Described(most=30), Field(default=None)]
    value: Annotated[str, Described(storable(ahead=FILLED), least=1, most=255)]
    main: Flag


class Contact(Output):
    """A card. Codes stand for rows of the code tables; texts are as the user typed them."""

    uid: str
    number: str
    series: str | None
    version: int
    created_at: Moment
    modified_at: Moment
    kind: Kind
    name: str
    name_2: str
    search_name: str
    first_name: str
    middle_name: str
    surname: str
    initials: str
    job_title: str
    birthday: str
    salutation: str | None
    company: str | None
    company_name: str
    address: Address
    phone: str
    mobile: str
    extension: str
    fax: str
    email: str
    email_2: str
    website: str
    channels: list[Channel]
    salesperson: str | None
    territory: str | None
    language: str | None
    format_region: str
    currency: str | None
    vat_number: str
    registration_number: str
    enterprise_number: str
    organizational_level: str | None
    correspondence_type: Literal["", "letter", "email"]
    exclude_from_segments: bool
    external_id: str
    privacy_blocked: bool
    minor: bool
    parental_consent: bool
    follows: list[str]
    business_relation: str
    counts: dict[str, int]
    last_interaction_date: Day | None
    last_attempt_date: Day | None
    next_task_date: Day | None
    image: str | None


class ContactWritten(Contact):
    """A card after a write, with what deserves a word."""

    warnings: list[Notice]


READ_ONLY = frozenset(
    {
        "uid", "version", "created_at", "modified_at", "company_name", "follows", "business_relation", "counts",
        "last_interaction_date", "last_attempt_date", "next_task_date", "image", "warnings",
    }
)  # fmt: skip


class ContactInput(CardInput):
    """The fields to write; what is left out stays, null and blank clear. `company` is a number, a uid or a name."""

    READ_ONLY: ClassVar = READ_ONLY
    number: Text
    series: Text
    kind: Annotated[Kind | None, Field(default=None)]
    name: Text
    name_2: Text
    search_name: Text
    first_name: Text
    middle_name: Text
    surname: Text
    initials: Text
    job_title: Text
    birthday: Annotated[
        str | None, Field(default=None, description="YYYY-MM-DD, or --MM-DD without the year.")
    ]
    salutation: Text
    company: Text
    address: Annotated[AddressInput | None, Field(default=None)]
    phone: Text
    mobile: Text
    extension: Text
    fax: Text
    email: Annotated[str | None, Field(default=None, description="`a; b` makes two channels.")]
    email_2: Text
    website: Text
    channels: Annotated[
        list[ChannelInput] | None, Field(default=None, description="All of them, replacing those there are.")
    ]
    salesperson: Text
    territory: Text
    language: Text
    format_region: Text
    currency: Text
    vat_number: Text
    registration_number: Text
    enterprise_number: Text
    organizational_level: Text
    correspondence_type: Annotated[Literal["", "letter", "email"] | None, Field(default=None)]
    exclude_from_segments: Flag
    external_id: Text
    privacy_blocked: Flag
    minor: Flag
    parental_consent: Flag

    def values(self) -> dict[str, Any]:
        """The fields as the operations take them: the parts of the address beside the others."""
        given = self.given()
        address = given.pop("address", {})
        parts = dict.fromkeys(AddressInput.model_fields) if address is None else address
        if "channels" in given and given["channels"] is None:
            given["channels"] = []
        if given.get("kind", "") is None:
            del given["kind"]
        return given | parts


class AsOf(Parameters):
    """The moment of which the card is asked."""

    as_of: Annotated[Moment | None, Field(description="The card as it was at this moment.")] = None


class Removal(Parameters):
    """What becomes of the people of a company that is deleted."""

    people: Annotated[Literal["delete", "keep"], Field(description="`keep` makes them independent.")] = (
        "delete"
    )


class Deletion(Output):
    """What deleting a card takes along, leaves, and what stands in its way, each counted."""

    goes: dict[str, int]
    stays: dict[str, int]
    blocks: dict[str, int]


Group = Annotated[str, WithJsonSchema({"type": "string", "enum": sorted(FOLLOWING)})]


class Groups(Input):
    """Field groups that follow the company."""

    groups: Annotated[list[Group], Field(min_length=1, max_length=20)]


class KindInput(Input):
    """The type to become."""

    kind: Kind


class Greeting(Output):
    """How the contact is greeted."""

    text: str


class GreetingAsked(Parameters):
    """Which greeting."""

    type: Literal["formal", "informal"] = "formal"
    language: Annotated[
        str, Field(max_length=20, description="A language code; the contact's own when left out.")
    ] = ""


class ResolveAsked(Parameters):
    """A text that means a contact."""

    text: Annotated[str, Field(min_length=1, max_length=200)]
    kind: Literal["company", "any"] = "company"


class Found(Output):
    """A contact in short."""

    number: str
    uid: str
    name: str
    kind: Kind


class Resolved(Output):
    """What a text means: one contact, or those it may mean."""

    contact: Found | None
    candidates: list[Found]


class Comment(Output):
    """A note on a card."""

    id: int
    date: Day | None
    code: str
    text: str


Code = Annotated[str | None, Described(most=10), Field(default=None)]
Words = Annotated[str, Described(storable(ahead=FILLED), least=1, most=LONGEST)]


class CommentInput(Input):
    """A new note; without a date the first of a day gets that day."""

    READ_ONLY: ClassVar = frozenset({"id"})
    date: Annotated[Day | None, Field(default=None)]
    code: Code
    text: Words


class CommentChange(Input):
    """What to change of a note."""

    READ_ONLY: ClassVar = frozenset({"id"})
    date: Annotated[Day | None, Field(default=None)]
    code: Code
    text: Annotated[Words | None, Kept(), Field(default=None)]


class HistoryItem(Output):
    """One value that changed: `old` and `new` as the API shows them; a whole row that came or went has no field."""

    id: int
    operation: int
    at: Moment
    actor: str
    kind: str
    field: str
    old: Any
    new: Any
