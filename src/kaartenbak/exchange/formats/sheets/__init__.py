"""Workbooks: XLSX files in and out, as ECMA-376 (Office Open XML) has them, without ever holding a whole one."""

from kaartenbak.exchange.formats.sheets.writing import xlsx_blocks as xlsx_blocks
