"""Tables: CSV files in and out."""

from kaartenbak.exchange.formats.table.columns import COLUMNS as COLUMNS
from kaartenbak.exchange.formats.table.columns import Column as Column
from kaartenbak.exchange.formats.table.columns import Target as Target
from kaartenbak.exchange.formats.table.mapping import Mapping as Mapping
from kaartenbak.exchange.formats.table.mapping import recognise as recognise
from kaartenbak.exchange.formats.table.reading import CsvFile as CsvFile
from kaartenbak.exchange.formats.table.reading import read_csv as read_csv
from kaartenbak.exchange.formats.table.rows import RowReader as RowReader
from kaartenbak.exchange.formats.table.writing import DEFAULT_COLUMNS as DEFAULT_COLUMNS
from kaartenbak.exchange.formats.table.writing import EVERY_COLUMN as EVERY_COLUMN
from kaartenbak.exchange.formats.table.writing import csv_blocks as csv_blocks
from kaartenbak.exchange.formats.table.writing import heading as heading
from kaartenbak.exchange.formats.table.writing import write_csv as write_csv
