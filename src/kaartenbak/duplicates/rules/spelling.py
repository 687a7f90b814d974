"""Forms of names, streets and companies in which spellings that people exchange are the same."""

import re
from functools import lru_cache

from kaartenbak.core.normal.names import JOINING, PARTICLES
from kaartenbak.core.normal.text import search_form

# Letters of other scripts as they are mostly written around here.
LETTERS = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "к": "k",
    "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h",
    "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sht", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
    "і": "i", "є": "ye",
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i", "κ": "k", "λ": "l",
    "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s", "ς": "s", "τ": "t", "υ": "y",
    "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o",
})  # fmt: skip
# What sounds alike in our languages: "Mueller" and "Müller", "Dyck" and "Dijk", "Hendrickx" and "Hendriks".
SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"ae|aa", "a"), ("oe|oo", "o"), (r"ue|uu", "u"), ("ee|ie", "e"), ("ij|y|ey|ei", "i"), ("ph|v", "f"),
        ("th|dt|d(?=$)", "t"),
        ("ckx|ks|cks|x", "s"), ("ck|c(?=[aouklr])|q", "k"), ("gh", "g"), ("sch|sh", "s"), ("z", "s"), ("w", "f"),
        (r"(.)\1", r"\1"),
    )
)  # fmt: skip
# Which letters a word can begin with that sounds like another by these rules.
BEGINS = {letter: letters for letters in ("eiy", "ckqsxz", "fpvw", "dt") for letter in letters}
PARTICLES_WRITTEN_ON = re.compile(r"^(?:vanden|vander|vande|van|von|de|der|den|ter|ten|du|la|le)(?=[a-z]{4})")

LEGAL_FORMS = {
    "bv": "bv", "bvba": "bv", "ebvba": "bv", "sprl": "bv", "srl": "bv", "comm": "comm", "nv": "nv", "sa": "nv", "cv": "cv",
    "cvba": "cv", "sc": "cv", "scrl": "cv", "vof": "vof", "snc": "vof", "vzw": "vzw", "asbl": "vzw", "gmbh": "gmbh", "ag": "ag",
    "kg": "kg", "ohg": "ohg", "ek": "ek", "ug": "ug", "sarl": "sarl", "sas": "sas", "sasu": "sas", "eurl": "eurl", "ltd": "ltd",
    "limited": "ltd", "llp": "llp", "plc": "plc", "inc": "inc", "llc": "llc", "corp": "inc", "commv": "comm", "gcv": "comm",
    "scs": "comm", "se": "se", "spa": "spa", "stichting": "stichting", "eg": "eg", "ev": "vzw",
}  # fmt: skip
FORM_LETTERS = re.compile(
    r"\b(b v b a|b v|n v|c v b a|c v|v o f|v z w|s a r l|s p r l|s a s|s r l|s n c|s a|e k|e v|a s b l|g m b h)\b"
)
NO_NAME = frozenset(
    [
        "en",
        "et",
        "und",
        "and",
        "de",
        "het",
        "le",
        "la",
        "les",
        "the",
        "der",
        "die",
        "das",
        "of",
        "van",
        "groep",
        "group",
        "groupe",
        "gruppe",
    ]
)

STREETS = {
    "straat": "str", "strasse": "str", "street": "str", "str": "str", "laan": "ln", "lane": "ln", "ln": "ln", "steenweg": "stwg",
    "stwg": "stwg", "stw": "stwg", "avenue": "av", "ave": "av", "av": "av", "boulevard": "bd", "boul": "bd", "bd": "bd",
    "bvd": "bd", "chaussee": "ch", "chee": "ch", "ch": "ch", "rue": "r", "r": "r", "plein": "pl", "place": "pl", "platz": "pl",
    "pl": "pl", "plaats": "pl", "road": "rd", "rd": "rd", "weg": "weg", "w": "weg", "sint": "st", "saint": "st", "sainte": "st",
    "sankt": "st", "st": "st", "ste": "st", "square": "sq", "sq": "sq", "allee": "al", "all": "al", "drive": "dr", "dr": "dr",
    "dreef": "dreef", "kaai": "kaai", "quai": "kaai", "crescent": "cr", "cres": "cr", "court": "ct", "ct": "ct",
    "circuit": "cct", "cct": "cct", "parade": "pde", "pde": "pde", "terrace": "tce", "tce": "tce", "gasse": "gs", "dorp": "dorp",
}  # fmt: skip
ENDINGS = tuple(
    (ending, STREETS[ending])
    for ending in (
        "straat",
        "strasse",
        "str",
        "laan",
        "steenweg",
        "stwg",
        "plein",
        "platz",
        "weg",
        "dreef",
        "gasse",
        "street",
        "place",
        "road",
        "crescent",
        "circuit",
        "avenue",
        "drive",
    )
)
NO_STREET = PARTICLES | JOINING | {"aux", "of", "the", "and", "l", "d"}
BOX = re.compile(r"(?:\b(?:bus|bte|boite|box|apt|app|appt|unit|flat)\b|/)\s*\w+")
HOUSE = re.compile(r"\d+")


@lru_cache(maxsize=100_000)
def plain(text: str) -> str:
    """The search form in letters of our own script."""
    form = search_form(text)
    return form if form.isascii() else form.translate(LETTERS)


def sound(word: str) -> str:
    """A word as it sounds, so that "Vandijck" and "van Dyk" are near or the same."""
    for pattern, letters in SOUNDS:
        word = pattern.sub(letters, word)
    return word


# Of words that many cards have; whole names of companies would only push them out.
sounded = lru_cache(maxsize=200_000)(sound)


@lru_cache(maxsize=100_000)
def surname(text: str) -> tuple[str, str]:
    """A surname written together, with its particles and without: "van den Berghe" gives "vandenberghe" and "berghe"."""
    words = plain(text).split()
    core = [word for word in words if word not in PARTICLES] or words
    whole, rest = "".join(words), "".join(core)
    return whole, PARTICLES_WRITTEN_ON.sub("", rest) if len(words) == 1 else rest


@lru_cache(maxsize=50_000)
def company(text: str) -> tuple[str, str]:
    """The words that make a company's name, and its legal form: "Bakkerij Smet B.V.B.A." gives "bakkerij smet", "bv"."""
    form = plain(text)
    form = FORM_LETTERS.sub(lambda found: found[0].replace(" ", ""), form)
    words = form.split()
    legal = [LEGAL_FORMS[word] for word in words if word in LEGAL_FORMS]
    core = [word for word in words if word not in LEGAL_FORMS and word not in NO_NAME]
    return " ".join(core or words), legal[0] if legal and core else ""


@lru_cache(maxsize=100_000)
def street(text: str) -> tuple[str, str]:
    """The name of a street in short and the house number: "Kerkstraat 12 bus 3" and "12, Kerkstr." give "kerkstr", "12"."""
    form = search_form(BOX.sub(" ", text.casefold()))
    houses = HOUSE.findall(form)
    words = [shortened(word) for word in form.split() if not word[0].isdigit() and word not in NO_STREET]
    return "".join(words), houses[-1].lstrip("0") if houses else ""


@lru_cache(maxsize=50_000)
def shortened(word: str) -> str:
    """A word of a street as short as people write it: "kerkstraat" gives "kerkstr", "avenue" gives "av"."""
    if word in STREETS:
        return STREETS[word]
    for ending, short in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + short
    return word
