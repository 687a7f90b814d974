"""What a row of a file offers the register: values by the names of its fields, and what it has no field for."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from kaartenbak.core.normal import tax
from kaartenbak.exchange.rules.addresses import Address
from kaartenbak.exchange.rules.card import Card, Channel, Extra, Remark, Role
from kaartenbak.exchange.rules.flags import read_flag
from kaartenbak.exchange.rules.kept import LABELS, property_of, text_of
from kaartenbak.exchange.rules.ties import Different, Former

FIELDS = (
    "name", "name_2", "search_name", "first_name", "middle_name", "surname", "initials", "job_title", "birthday",
    "street", "street_2", "postcode", "city", "county", "country", "extension", "salutation", "organizational_level",
    "language", "format_region", "currency", "salesperson", "territory", "vat_number", "enterprise_number",
    "registration_number", "correspondence_type", "external_id",
)  # fmt: skip
TEXTS_OF = attrgetter(*FIELDS)
FOLLOWS_NOTHING = "none"
OF_PEOPLE = ("company_name", "first_name", "surname", "middle_name", "initials", "job_title", "birthday")
FLAGS = ("exclude_from_segments", "privacy_blocked", "minor", "parental_consent")


@dataclass(slots=True)
class Offer:
    """A row as the register may take it.

    `left` is what it has no field for: a heading and a text each; `lines` are those of a vCard.
    """

    line: int
    kind: str
    values: dict[str, Any]
    channels: tuple[Channel, ...] = ()
    company: str = ""
    company_number: str = ""
    follows: tuple[str, ...] = ()
    """The field groups that follow the company; a file that tells tells all the person's values."""
    number: str = ""
    uid: str = ""
    photo: bytes = b""
    comment: str = ""
    codes: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Groups and the like: by table the codes or descriptions, each with its search word."""
    addresses: tuple[Address, ...] = ()
    former: tuple[Former, ...] = ()
    different: tuple[Different, ...] = ()
    taken_off: tuple[tuple[str, str], ...] = ()
    left: list[tuple[str, str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()

    @property
    def is_company(self) -> bool:
        """Whether the row is a company's."""
        return self.kind == "company"


def cities_of(offer: Offer) -> Iterator[str]:
    """The cities of all addresses of a row."""
    yield offer.values.get("city", "")
    yield from (address.city for address in offer.addresses)


def kind_of(card: Card) -> str:
    """The kind of a card; where the file does not say, a person when it tells what only people have, such as an employer."""
    return card.kind or kind_told({name: getattr(card, name) for name in OF_PEOPLE})


def kind_told(values: Mapping[str, Any]) -> str:
    """The kind of the card that these values make."""
    return values.get("kind") or ("person" if any(map(values.get, OF_PEOPLE)) else "company")


def offer_of(card: Card, home: str = "") -> Offer:
    """What `card` offers; with `home`, the country of contacts without one, a Belgian number need not say that it is one."""
    kind = kind_of(card)
    values: dict[str, Any] = {name: text for name, text in zip(FIELDS, TEXTS_OF(card), strict=True) if text}
    offer = Offer(
        line=card.line,
        kind=kind,
        values=values,
        channels=card.channels,
        number=card.number,
        uid=card.uid,
        photo=card.photo,
        comment=card.comment,
        addresses=card.addresses,
        former=card.former,
        different=card.different,
        taken_off=card.taken_off,
        remarks=card.remarks,
    )
    if home and (card.vat_number or card.enterprise_number):
        offer_tax_number(values, home)
    if card.salutation_code:
        offer_salutation(offer, card)
    offer_company(offer, card)
    offer_flags(offer, card)
    offer_codes(offer, card)
    keep_the_rest(offer, card)
    return offer


def offer_tax_number(values: dict[str, Any], home: str) -> None:
    """The numbers of a Belgian contact, as they are known; a VAT number that is the enterprise number once more says nothing."""
    if not tax.uses_enterprise_number(values.get("country", ""), home):
        return
    vat, enterprise = (tax.as_belgian(values.get(name, "")) for name in ("vat_number", "enterprise_number"))
    if enterprise and tax.enterprise_digits(enterprise) != tax.enterprise_digits(values["enterprise_number"]):
        values["enterprise_number"] = enterprise
    if vat and vat == enterprise:
        del values["vat_number"]
    elif vat and "enterprise_number" not in values and not tax.as_enterprise(values["vat_number"]):
        values["vat_number"] = f"{tax.BELGIUM} {vat}"


def offer_salutation(offer: Offer, card: Card) -> None:
    """A code of ours counts; a title that another program put beside it is kept as text."""
    offer.values["salutation"] = card.salutation_code
    if card.salutation and card.salutation != card.salutation_code:
        offer.left.append((_("salutation"), card.salutation))


def offer_company(offer: Offer, card: Card) -> None:
    """The employer of a person; what stands there on a company's card is its own name, or has no field."""
    if offer.kind == "person":
        offer.company, offer.company_number = card.company_name, card.company_number
        offer.follows = tuple([name for each in card.follows.split("|") if (name := each.strip())])
    elif card.company_name and card.company_name != card.name:
        if card.name:
            offer.left.append((_("Company"), card.company_name))
        else:
            offer.values["name"] = card.company_name


def offer_flags(offer: Offer, card: Card) -> None:
    """Yes and no; a word that is neither is kept as it is."""
    for name in FLAGS:
        text = getattr(card, name)
        if text:
            flag = read_flag(text)
            if flag is None:
                offer.left.append((name, text))
            else:
                offer.values[name] = flag


def offer_codes(offer: Offer, card: Card) -> None:
    """Groups, relations, responsibilities and web sources."""
    for name in ("mailing_groups", "industry_groups", "business_relations", "job_responsibilities"):
        if codes := getattr(card, name):
            offer.codes[name] = tuple([(code, "") for code in codes])
    if card.web_sources:
        offer.codes["web_sources"] = card.web_sources


def keep_the_rest(offer: Offer, card: Card) -> None:
    """What has no field: columns and lines that were not recognised, a country that is none."""
    if card.country_text and not card.country:
        offer.left.append((_("Country"), card.country_text))
    kept: list[str] = []
    for extra in card.extra:
        # The file's own wording of a value that has a field says nothing new, but for units and titles after a name.
        if extra.value.strip() and (extra.role is not Role.FORM or says_more(extra)):
            if extra.role is Role.CELL:
                offer.left.append((extra.name, extra.value))
                continue
            offer.lines.append(text_of(extra))
            kept.append(property_of(extra.name))
    if names := dict.fromkeys(name for name in kept if name not in LABELS):
        offer.remarks = (*offer.remarks, Remark("vcard.kept", "", ", ".join(names)[:200]))


def says_more(form: Extra) -> bool:
    """Whether a line that has a field holds a part that has none: the units of a company, what follows a name."""
    name, parts = property_of(form.name), form.value.split(";")
    return (name == "ORG" and any(parts[1:])) or (name == "N" and any(parts[4:]))
