"""What alternative addresses and their periods look like in requests and answers (api.md §3)."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from kaartenbak.api.shapes import FILLED, Day, Described, Input, Kept, Output, Parameters, storable
from kaartenbak.contacts.api.shapes import Address, CardInput, Text
from kaartenbak.contacts.rules.address_fields import FIELDS

Code = Annotated[
    str,
    Field(max_length=11, description="Kept in capitals; without / \\ ? # and %."),
    Described(storable(without=r"/\\?#%", ahead=rf"(?!\s*\.+\s*$){FILLED}"), least=1),
]


class AlternativeAddress(Output):
    """Where a contact is found for a while; texts are as the user typed them."""

    code: str
    company_name: str
    company_name_2: str
    street: str
    street_2: str
    postcode: str
    city: str
    county: str
    country: str | None
    phone: str
    mobile: str
    fax: str
    extension: str
    email: str
    website: str


class Given(CardInput):
    """The fields to write; what is left out stays, null and blank clear."""

    TABLE = {name: field for name, field in FIELDS.items() if name != "code"}

    company_name: Text
    company_name_2: Text
    street: Text
    street_2: Text
    postcode: Text
    city: Text
    county: Text
    country: Text
    phone: Text
    mobile: Text
    fax: Text
    extension: Text
    email: Annotated[str | None, Field(default=None, description="One address.")]
    website: Text


class AlternativeAddressGiven(Given):
    """A new address, under a code that the contact has not used yet."""

    code: Code


class AlternativeAddressChanged(Given):
    """What changes; another code renames the address."""

    code: Annotated[Code | None, Kept(), Field(default=None)]


class AddressRange(Output):
    """When an address holds, both days included; without `end` from then on."""

    start: Day
    end: Day | None
    yearly: bool


Yearly = Annotated[
    bool | None,
    Field(default=None, description="On the same days of every later year; 29 February may be the 28th."),
]


class AddressRangeGiven(Input):
    """A new period. No two of one contact start on the same day."""

    start: Day
    end: Annotated[Day | None, Field(default=None)]
    yearly: Yearly


class AddressRangeChanged(Input):
    """What changes of a period."""

    start: Annotated[Day | None, Kept(), Field(default=None)]
    end: Annotated[Day | None, Field(default=None)]
    yearly: Yearly


class On(Parameters):
    """The day of which the address is asked."""

    on: Annotated[Day | None, Field(description="Today when left out.")] = None


class ActiveAddress(Output):
    """The address that holds on a day, and why.

    `lines` are those of an envelope in the layout of the country it goes to; `valid_until` is the last day on which it stays
    the same address.
    """

    COMPLETE: ClassVar = True
    code: str
    source: Literal["own", "company", "main"]
    reason: str
    lines: list[str]
    address: Address
    valid_until: Day | None
