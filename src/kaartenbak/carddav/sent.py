"""The card in the body of a request: read as text, and refused when it is none (carddav.md §5, §9)."""

from typing import NamedTuple

from kaartenbak.carddav.errors import UNWRITABLE, DavError
from kaartenbak.carddav.properties.books import LARGEST_CARD
from kaartenbak.carddav.requests import DavRequest
from kaartenbak.carddav.rules.lists import GROUP, shortened
from kaartenbak.carddav.texts import VERSION_LINE, VERSIONS, read
from kaartenbak.exchange.rules.card import Card

# The last three are what programs say that do not know better.
TYPES = frozenset(
    {"text/vcard", "text/x-vcard", "text/directory", "text/plain", "application/octet-stream", ""}
)
OTHER_KIND, NO_CARD = "<C:supported-address-data/>", "<C:valid-address-data/>"
BYTE_ORDER_MARK = "\ufeff"
LONGEST_UID = 255


class Sent(NamedTuple):
    """A card as it came: its octets, the same as text, and whether it is a list of others."""

    octets: bytes
    text: str
    is_list: bool


def sent_in(request: DavRequest) -> Sent:
    """The one card in the body."""
    if request.http.content_type not in TYPES:
        raise DavError(415, OTHER_KIND)
    octets = request.body_up_to(LARGEST_CARD)
    text = decoded(octets, request.http.content_params.get("charset") if request.http.content_params else "")
    return Sent(octets, text, readable(text).kind == GROUP)


def decoded(octets: bytes, charset: str | None) -> str:
    """The text of a body."""
    try:
        text = octets.decode(charset or "utf-8")
    except LookupError as failure:
        raise DavError(415, OTHER_KIND) from failure
    except ValueError as failure:
        raise DavError(403, NO_CARD) from failure
    return text.removeprefix(BYTE_ORDER_MARK)


def readable(text: str) -> Card:
    """The card; refused is what is none, more than one, of a version that programs do not have in common, or says not which
    it is.
    """
    version = VERSION_LINE.search(text)
    if version is not None and version[1] not in VERSIONS:
        raise DavError(403, OTHER_KIND)
    card = None if version is None or UNWRITABLE.search(text) else read(text)
    if card is None or not is_whole(card):
        raise DavError(403, NO_CARD)
    return card


def is_whole(card: Card) -> bool:
    """Whether a card says which it is, in so many signs that it can be kept; of a list also what it is called."""
    return 0 < len(card.uid) <= LONGEST_UID and (card.kind != GROUP or bool(shortened(card.name)))
