"""Numbers that were meant as text: phone numbers and postcodes that lost their zeros in a spreadsheet."""

from collections.abc import Sequence
from datetime import timedelta

from kaartenbak.exchange.formats.sheets.numbers import FIRST_DAY, is_rounded
from kaartenbak.exchange.formats.sheets.rows import SheetRow
from kaartenbak.exchange.formats.table.mapping import Mapping
from kaartenbak.exchange.rules.card import Remark
from kaartenbak.exchange.rules.countries import country_code

PHONES = frozenset({"phone", "mobile", "fax"})
# Where a number within the country begins with a zero, and how many digits it has without it.
WITH_ZERO = {"": {8, 9}, "BE": {8, 9}, "NL": {9}, "FR": {9}, "DE": {9, 10, 11}, "GB": {10}, "CH": {9}}
# Where people write the number of their country, without the plus that makes it no number.
FOREIGN = ("31", "32", "33", "352", "49", "44")
POSTCODES = {"DE": 5, "FR": 5, "IT": 5, "ES": 5, "FI": 5, "SE": 5, "US": 5, "NO": 4, "DK": 4}
MOST_DAYS = 60_000


def mended(row: SheetRow, mapping: Mapping) -> tuple[list[str], tuple[Remark, ...]]:
    """The cells as they were meant, and a word on each that is not as it stood there."""
    if not row.numbers and not row.mistakes:
        return row.cells, ()
    cells, remarks = list(row.cells), list[Remark]()
    for place in sorted(row.mistakes):
        remarks.append(Remark("cell.mistake", field_of(place, mapping), cells[place]))
        cells[place] = ""
    for place in sorted(row.numbers):
        field, text = field_of(place, mapping), cells[place]
        meant = meaning(field, text, country_of(place, cells, mapping))
        if meant != text:
            cells[place] = meant
            if field != "birthday":
                remarks.append(Remark("cell.zero", field, text))
        elif is_rounded(text):
            remarks.append(Remark("cell.rounded", field, text))
    return cells, tuple(remarks)


def meaning(field: str, text: str, country: str) -> str:
    """What a number in a column of this field was, before it was kept as one."""
    if not text.isdigit() or text[0] == "0":
        return text
    if field in PHONES:
        if len(text) in WITH_ZERO.get(country, ()):
            return f"0{text}"
        return f"+{text}" if 10 <= len(text) <= 13 and text.startswith(FOREIGN) else text
    if field == "postcode":
        return text.zfill(POSTCODES.get(country, 0))
    if field == "birthday" and int(text) <= MOST_DAYS:
        return (FIRST_DAY + timedelta(days=int(text))).strftime("%Y-%m-%d")
    return text


def field_of(place: int, mapping: Mapping) -> str:
    """The field that a column goes to."""
    target = mapping.targets.get(place)
    return target.field.removeprefix("address_") if target else ""


def country_of(place: int, cells: Sequence[str], mapping: Mapping) -> str:
    """The country of the address that a cell belongs to, else of the contact; blank when the row does not say."""
    own = mapping.targets.get(place)
    said = {
        target.label: country_code(cells[index].strip())
        for index, target in mapping.targets.items()
        if target.field == "country" and index < len(cells) and cells[index].strip()
    }
    return said.get(own.label if own else "") or next(iter(said.values()), "")
