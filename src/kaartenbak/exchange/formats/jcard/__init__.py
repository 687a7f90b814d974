"""jCard (RFC 7095): vCard 4.0 told as JSON, and back."""

from kaartenbak.exchange.formats.jcard.cards import jcard_of as jcard_of
from kaartenbak.exchange.formats.jcard.cards import properties_in as properties_in
from kaartenbak.exchange.formats.jcard.cards import vcard_of as vcard_of
