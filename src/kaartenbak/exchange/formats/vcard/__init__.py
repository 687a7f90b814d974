"""vCard 2.1 (read), 3.0 and 4.0 (read and written)."""

from kaartenbak.exchange.formats.vcard.reading import read_vcard as read_vcard
from kaartenbak.exchange.formats.vcard.reading import read_vcards as read_vcards
from kaartenbak.exchange.formats.vcard.splitting import LIMITS as LIMITS
from kaartenbak.exchange.formats.vcard.splitting import Limits as Limits
from kaartenbak.exchange.formats.vcard.writing import vcard_blocks as vcard_blocks
from kaartenbak.exchange.formats.vcard.writing import write_vcard as write_vcard
from kaartenbak.exchange.formats.vcard.writing import write_vcards as write_vcards
