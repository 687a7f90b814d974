"""Workbooks: XLSX files in and out, as ECMA-376 (Office Open XML) has them, without ever holding a whole one."""

from kaartenbak.exchange.formats.sheets.reading import XlsxFile as XlsxFile
from kaartenbak.exchange.formats.sheets.reading import read_xlsx as read_xlsx
from kaartenbak.exchange.formats.sheets.writing import xlsx_blocks as xlsx_blocks
