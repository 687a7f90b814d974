"""Phone numbers: free text on the card, one normal form (E.164 where that is possible) beside it."""

import re
import unicodedata
from functools import cache, lru_cache

import phonenumbers
from phonenumbers import (
    NumberParseException,
    PhoneMetadata,
    PhoneNumber,
    PhoneNumberFormat,
    ValidationResult,
)

from kaartenbak.core.refusals import Refused

LETTER = re.compile("[A-Za-z]")
LONGEST_DIALABLE = 15  # ITU-T E.164: digits of an international number
IN_FULL = re.compile(r"\+[1-9][0-9 ./-]{4,}")
INTERNATIONAL_PREFIX = re.compile(r"^\s*00(?=[\s\d(./-])")
OTHER_SIGNS = bytes(code for code in range(128) if not chr(code).isdigit())
NO_PART_OF_A_NUMBER = re.compile(r"[^\d+＋#,;()./\s-]")


def has_letters(text: str) -> bool:
    """Whether there is a letter of any script in `text`."""
    if text.isascii():
        return LETTER.search(text) is not None
    return any(character.isalpha() for character in text)


def check(text: str, field: str | None = None) -> None:
    """Refuse letters; digits of any script, blanks and punctuation are free."""
    if has_letters(text):
        raise Refused("phone.letters", field=field, value=text)


def digits(text: str) -> str:
    """The digits of `text`, those of other scripts as 0-9."""
    if text.isascii():
        # Most are kept so: with a plus and nothing else.
        plain = text.removeprefix("+")
        return plain if plain.isdecimal() else text.encode().translate(None, OTHER_SIGNS).decode()
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())


@lru_cache(maxsize=10_000)
def normal(text: str, country: str = "") -> str:
    """E.164 with `country`'s rules for numbers without a country code: "03/123.45.67" in BE is "+3231234567".

    What cannot be a full number (a short or internal number, two numbers in one field) gives its digits, with
    the leading plus if there is one. Its own normal form does not change again.
    """
    plain = written_in_full(text)
    if plain:
        return plain
    number = parsed(text, country)
    if number:
        return phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return plus(text) + digits(text)


def written_in_full(text: str) -> str:
    """The normal form of a number with its country code and nothing to be left out, as most are in files; else blank.

    The library gives the same, at thirty times the cost.
    """
    if not IN_FULL.fullmatch(text):
        return ""
    found = digits(text)
    for length in (1, 2, 3):
        if int(found[:length]) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            lengths, prefix = national_numbers(int(found[:length]))
            national = found[length:]
            dialled_as_is = len(national) in lengths and national[0] != "0" and not prefix.match(national)
            return f"+{found}" if dialled_as_is else ""
    return ""


@cache
def national_numbers(calling_code: int) -> tuple[frozenset[int], re.Pattern[str]]:
    """How long the numbers of a country may be without its code, and what may stand before them at home."""
    region = phonenumbers.region_code_for_country_code(calling_code)
    metadata = PhoneMetadata.metadata_for_region_or_calling_code(calling_code, region)
    described = metadata.general_desc if metadata else None
    if metadata is None or described is None:
        return frozenset(), re.compile("")
    lengths = frozenset(described.possible_length) - frozenset(described.possible_length_local_only)
    return lengths, re.compile(metadata.national_prefix_for_parsing or "(?!)")


@lru_cache(maxsize=10_000)
def with_plus(digits: str, country: str) -> str:
    """Digits that begin with the number of a country, with a plus before it; blank when that gives no number, or when they
    are one of `country` without it.
    """
    known = country if country in phonenumbers.SUPPORTED_REGIONS else None
    try:
        abroad = phonenumbers.parse(f"+{digits}", None)
        at_home = phonenumbers.parse(digits, known) if known else None
    except NumberParseException:
        return ""
    # The library takes the number of the country off by itself: what is left then is another number.
    if at_home and at_home.national_number == int(digits) and phonenumbers.is_valid_number(at_home):
        return ""
    return f"+{digits}" if phonenumbers.is_valid_number(abroad) else ""


def international(text: str, country: str = "") -> str:
    """The printable form with country code: "+32 3 123 45 67"; what is no full number stays as typed."""
    number = parsed(text, country)
    if not number:
        return text.strip()
    return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)


def dialable(text: str, country: str = "") -> str:
    """What a telephone takes (`tel:` links); blank when `text` cannot be dialled as one number."""
    dialled = normal(text, country)
    return dialled if 0 < len(dialled.lstrip("+")) <= LONGEST_DIALABLE else ""


def to_dial(phone: str, mobile: str, *, on_phone: bool = False) -> str:
    """The number to propose for a call: phone, else mobile; on a phone the other way round."""
    first, second = (mobile, phone) if on_phone else (phone, mobile)
    return first or second


def plus(text: str) -> str:
    return "+" if text.strip().startswith(("+", "＋")) and digits(text) else ""


def parsed(text: str, country: str) -> PhoneNumber | None:
    """The full number that `text` is, if it is one."""
    return parsed_once(text, country.upper()) or parsed_once(plus(text) + digits(text), country.upper())


@lru_cache(maxsize=10_000)
def parsed_once(text: str, country: str) -> PhoneNumber | None:
    known = country in phonenumbers.SUPPORTED_REGIONS
    text = NO_PART_OF_A_NUMBER.sub(" ", text)
    if not known:
        text = INTERNATIONAL_PREFIX.sub("+", text)
    try:
        number = phonenumbers.parse(text, country if known else None)
    except NumberParseException:
        return None
    number.extension = None
    return number if is_full(number) else None


def is_full(number: PhoneNumber) -> bool:
    """Whether it can be called from abroad; zeros that a second reading would drop make it no number."""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return False
    if not number.italian_leading_zero:
        return True
    return phonenumbers.parse(phonenumbers.format_number(number, PhoneNumberFormat.E164)) == number
