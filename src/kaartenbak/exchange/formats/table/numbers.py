"""Numbers that were meant as text: phone numbers and postcodes that went through a spreadsheet or a program for figures."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from kaartenbak.core.normal import phone
from kaartenbak.core.normal.tax import BELGIUM
from kaartenbak.exchange.formats.table.mapping import Mapping
from kaartenbak.exchange.rules.card import Remark
from kaartenbak.exchange.rules.countries import country_code

PHONES = frozenset({"phone", "mobile", "fax"})
# Where a number within the country begins with a zero, and how many digits it has without it.
WITH_ZERO = {"": {8, 9}, "BE": {8, 9}, "NL": {9}, "FR": {9}, "DE": {9, 10, 11}, "GB": {10}, "CH": {9}}
# Where people write the number of their country, without the plus that makes it no number.
FOREIGN = ("31", "32", "33", "352", "49", "44")
POSTCODES = {"DE": 5, "FR": 5, "IT": 5, "ES": 5, "FI": 5, "SE": 5, "US": 5, "NO": 4, "DK": 4}
# The day from which a spreadsheet counts.
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 a day of an office
MOST_DAYS = 60_000

# What is never a number with a fraction, and what may be one unless somebody says how the file writes numbers.
NEVER_BROKEN = PHONES | {"postcode"}
IDENTIFIERS = frozenset({"external_id", "number", "company_number", "extension", "house_number"})
WHOLE = re.compile(r"([1-9]\d*)[.,]0{1,2}")
SHORTENED = re.compile(r"[1-9](?:[.,]\d{1,15})?[eE]\+?(\d{1,2})")
LONGEST_NUMBER = 20
GROUPED = {
    ",": re.compile(r"([1-9]\d{0,2}(?:[.\u00a0\u202f ]\d{3})*|[1-9]\d*)(?:,0*)?"),
    ".": re.compile(r"([1-9]\d{0,2}(?:[,'’]\d{3})*|[1-9]\d*)(?:\.0*)?"),
}
BARE = re.compile(r"[1-9]\d{7,12}")
# So many numbers without a zero or a plus are a column that a spreadsheet took for numbers.
ENOUGH = 3


def meaning(field: str, text: str, country: str) -> str:
    """What a number in a column of this field was, before it was kept as one."""
    if not text.isdigit() or text[0] == "0":
        return text
    if field in PHONES:
        if full := with_country(text, country):
            return full
        if len(text) in WITH_ZERO.get(country, ()):
            return f"0{text}"
        return f"+{text}" if may_have_country(text) else text
    if field == "postcode":
        return text.zfill(POSTCODES.get(country, 0))
    if field == "birthday" and int(text) <= MOST_DAYS:
        return (FIRST_DAY + timedelta(days=int(text))).strftime("%Y-%m-%d")
    return text


def may_have_country(text: str) -> bool:
    """Whether digits are as many as a number with that of its country has, and begin with one."""
    return 10 <= len(text) <= 13 and text.startswith(FOREIGN)


def with_country(text: str, country: str) -> str:
    """A number with the plus before the number of its country; blank when it does not begin with that."""
    return phone.with_plus(text, country or BELGIUM) if may_have_country(text) else ""


def field_of(place: int, mapping: Mapping) -> str:
    """The field that a column goes to."""
    target = mapping.targets.get(place)
    return target.field.removeprefix("address_") if target else ""


class Countries:
    """The columns of a table that hold countries, each with the label of its address."""

    def __init__(self, mapping: Mapping) -> None:
        self.targets = mapping.targets
        self.columns = [(each.label, at) for at, each in self.targets.items() if each.field == "country"]

    def of(self, place: int, cells: Sequence[str]) -> str:
        """The country of the address that a cell belongs to, else of the contact; blank when the row does not say."""
        said = {
            label: country_code(text)
            for label, index in self.columns
            if index < len(cells) and (text := cells[index].strip())
        }
        own = self.targets.get(place)
        return said.get(own.label if own else "") or next(iter(said.values()), "")


class Numbers:
    """The columns of a text file that hold numbers, and how these are to be read.

    `decimal` is the sign before a fraction, where somebody chose it: then the other one divides thousands.
    """

    def __init__(self, mapping: Mapping, ahead: Iterable[Sequence[str]], decimal: str = "") -> None:
        self.mapping, self.decimal, self.countries = mapping, decimal, Countries(mapping)
        wanted = NEVER_BROKEN | IDENTIFIERS if decimal else NEVER_BROKEN
        self.places = [
            (place, field)
            for place in sorted(mapping.targets)
            if (field := field_of(place, mapping)) in wanted
        ]
        rows = list(ahead)
        self.bare = {place for place, field in self.places if field in PHONES and is_bare(rows, place)}

    def meant(self, cells: Sequence[str]) -> tuple[Sequence[str], tuple[Remark, ...]]:
        """The cells with whole numbers, and a word on each that may have lost digits or got back a zero."""
        found: dict[int, str] = {}
        remarks: list[Remark] = []
        for place, field in self.places:
            text = cells[place].strip() if place < len(cells) else ""
            if not text or not "1" <= text[0] <= "9":
                continue
            whole = self.whole(text)
            if whole != text and SHORTENED.fullmatch(text):
                remarks.append(Remark("cell.shortened", field, text))
            meant = self.with_zero(place, field, whole, cells)
            if meant != whole:
                remarks.append(Remark("cell.zero", field, text))
            if meant != text:
                found[place] = meant
        return [found.get(at, cell) for at, cell in enumerate(cells)] if found else cells, tuple(remarks)

    def whole(self, text: str) -> str:
        """A number without its fraction of zeros, its thousands apart and its power of ten; anything else as it is."""
        grouped = GROUPED[self.decimal].fullmatch(text) if self.decimal else WHOLE.fullmatch(text)
        if grouped:
            return re.sub(r"\D", "", grouped[1])
        shortened = SHORTENED.fullmatch(text)
        if shortened and int(shortened[1]) < LONGEST_NUMBER:
            number = Decimal(text.replace(",", "."))
            return str(int(number)) if number == int(number) else text
        return text

    def with_zero(self, place: int, field: str, text: str, cells: Sequence[str]) -> str:
        """A number with the zero or plus that it lost."""
        if not text.isdigit():
            return text
        country = self.countries.of(place, cells)
        if field == "postcode" or place in self.bare:
            return meaning(field, text, country)
        return (with_country(text, country) if field in PHONES else "") or text


def is_bare(rows: Iterable[Sequence[str]], place: int) -> bool:
    """Whether a column holds numbers of phones of which none begins with a zero or a plus."""
    texts = [text for cells in rows if place < len(cells) and (text := cells[place].strip())]
    found = [whole[1] if (whole := WHOLE.fullmatch(text)) else text for text in texts]
    return len(found) >= ENOUGH and all(map(BARE.fullmatch, found))
