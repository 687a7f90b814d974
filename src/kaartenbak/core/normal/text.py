"""Text as it is kept, and the form of it that is searched and compared."""

import re
import unicodedata
from functools import lru_cache

from kaartenbak.core.refusals import Refused

# Letters that keep their stroke, hook or join when marks are taken off, and what people type instead.
SPELLED_OUT = {
    "ß": "ss", "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
    "ŧ": "t", "ŋ": "n", "ĸ": "k", "ƒ": "f", "ə": "e",
}  # fmt: skip
MADE_BLANK = ("P", "S", "Z", "C")
APOSTROPHES = "ʹʻʼʽʾʿˈˊˋ´`"
BIDIRECTIONAL = "\u202a-\u202e\u2066-\u2069"
UNSEEN = re.compile(f"[{BIDIRECTIONAL}\u200b\u2060\ufeff\u00ad]")
ODD_WHITESPACE = re.compile(r"\s*[^\S ]\s*")
LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c\x85]")


class Folding(dict[int, str]):
    """For `str.translate`: each character's part of the search form, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = fold(chr(code))
        if code <= 0xFFFF:
            self[code] = folded
        return folded


def fold(character: str) -> str:
    """The search form of one character; folded again it stays the same."""
    if unicodedata.category(character) == "So":
        # A sign that decomposes into letters, such as the one for a trade mark, is no part of the name.
        return " "
    seen, text = "", character
    while text != seen:
        seen = text
        plain = unicodedata.normalize("NFKD", text.casefold())
        text = "".join(folded_part(part) for part in plain)
    return text


def folded_part(character: str) -> str:
    if unicodedata.combining(character) or "\ufe00" <= character <= "\ufe0f":
        return ""
    if unicodedata.category(character)[0] in MADE_BLANK or character in APOSTROPHES:
        return " "
    return SPELLED_OUT.get(character, character)


FOLDING = Folding()
# The same for octets: most texts are of plain letters, and a table of octets is five times as quick as one of characters.
FOLDED_OCTETS = bytes(ord(FOLDING[code]) for code in range(128)) + bytes(range(128, 256))


@lru_cache(maxsize=10_000)
def search_form(text: str) -> str:
    """`text` without case, marks and punctuation: "Café D'Haene" is "cafe d haene"."""
    return " ".join(search_words(text))


def search_words(text: str) -> list[str]:
    """The words of a search form, for a text that is not met again: nothing is remembered."""
    plain = text.isascii()
    return (text.encode().translate(FOLDED_OCTETS).decode() if plain else text.translate(FOLDING)).split()


def squeezed(text: str) -> str:
    """The search form without blanks, so that "De Smet" and "Desmet" are the same."""
    return search_form(text).replace(" ", "")


def clean(text: str, field: str | None = None, *, lines: bool = False) -> str:
    """`text` as it may be kept: composed, trimmed, without characters that reorder or hide what is shown.

    Tabs, line ends and special blanks become one plain blank; with `lines`, line ends stay. Plain blanks stay
    as typed. What no database or screen can hold (control characters, halves of characters) is refused.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    text = UNSEEN.sub("", text)
    parts = LINE_END.sub("\n", text).split("\n") if lines else [text]
    text = "\n".join(one_line(part) for part in parts)
    text = unicodedata.normalize("NFC", text).strip()
    if any(unicodedata.category(character) in {"Cc", "Cs"} and character != "\n" for character in text):
        raise Refused("value.control", field=field)
    return text


def one_line(text: str) -> str:
    return ODD_WHITESPACE.sub(" ", text).rstrip()


def code(text: str, field: str | None = None) -> str:
    """`text` as a code: trimmed and in upper case."""
    return unicodedata.normalize("NFC", clean(text, field).upper())
