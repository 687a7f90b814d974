"""Files in and out, without the register: each format reads and writes the cards of `exchange.rules.card`."""

from kaartenbak.exchange.formats.sheets import XlsxFile as XlsxFile
from kaartenbak.exchange.formats.sheets import read_xlsx as read_xlsx
from kaartenbak.exchange.formats.sheets import xlsx_blocks as xlsx_blocks
from kaartenbak.exchange.formats.table import CsvFile as CsvFile
from kaartenbak.exchange.formats.table import Mapping as Mapping
from kaartenbak.exchange.formats.table import csv_blocks as csv_blocks
from kaartenbak.exchange.formats.table import read_csv as read_csv
from kaartenbak.exchange.formats.table import recognise as recognise
from kaartenbak.exchange.formats.table import write_csv as write_csv
from kaartenbak.exchange.formats.vcard import read_vcard as read_vcard
from kaartenbak.exchange.formats.vcard import read_vcards as read_vcards
from kaartenbak.exchange.formats.vcard import vcard_blocks as vcard_blocks
from kaartenbak.exchange.formats.vcard import write_vcard as write_vcard
from kaartenbak.exchange.formats.vcard import write_vcards as write_vcards
