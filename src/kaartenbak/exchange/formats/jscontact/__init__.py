"""JSContact (RFC 9553), made of a vCard 4.0 and made into one again (RFC 9555)."""

from kaartenbak.exchange.formats.jscontact.cards import jscontact_of as jscontact_of
from kaartenbak.exchange.formats.jscontact.cards import vcard_of as vcard_of
