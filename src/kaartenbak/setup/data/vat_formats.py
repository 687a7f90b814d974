"""What a VAT number looks like per country, in the patterns of the specification.

`#` stands for a digit, `@` for a letter, `?` for anything; other characters stand for themselves. Each number
is listed with its country prefix and without. The formats of the union are those of the VIES system (European
Commission, VIES FAQ, question 11, after article 215 of Directive 2006/112/EC); the others name their source.
Check digits are another matter: see `core.normal.tax`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from string import ascii_uppercase, digits

VIES = "European Commission, VIES FAQ, question 11; Directive 2006/112/EC, article 215"
HMRC = "HM Revenue & Customs, VAT Registration Manual"
SWISS = "Swiss Federal Statistical Office, UID register (ordinance SR 431.031)"
SWISS_SUFFIXES = ("", "MWST", "TVA", "IVA", " MWST", " TVA", " IVA")
BRONNOYSUND = "Brønnøysund Register Centre, organisation number, with MVA for VAT"


@dataclass(frozen=True, slots=True)
class VatFormat:
    """`bodies` are patterns without `prefix`, `suffixes` may follow; `example` passes the check digits."""

    country: str
    prefix: str
    bodies: tuple[str, ...]
    example: str
    source: str = VIES
    suffixes: tuple[str, ...] = ("",)

    @property
    def patterns(self) -> tuple[str, ...]:
        return tuple(
            f"{start}{body}{end}"
            for start in (self.prefix, "")
            for body in self.bodies
            for end in self.suffixes
        )


FORMATS = (
    VatFormat("AT", "AT", ("U########",), "ATU13585627"),
    VatFormat("BE", "BE", ("##########",), "BE0428759497"),
    VatFormat("BG", "BG", ("#########", "##########"), "BG175074752"),
    VatFormat("CY", "CY", ("########@",), "CY10259033P"),
    VatFormat("CZ", "CZ", ("########", "#########", "##########"), "CZ25123891"),
    VatFormat("DE", "DE", ("#########",), "DE136695976"),
    VatFormat("DK", "DK", ("########",), "DK13585628"),
    VatFormat("EE", "EE", ("#########",), "EE100931558"),
    VatFormat("ES", "ES", ("@########", "########@", "@#######@"), "ESA13585625"),
    VatFormat("FI", "FI", ("########",), "FI20774740"),
    VatFormat("FR", "FR", ("??#########",), "FR40303265045"),
    VatFormat("GR", "EL", ("#########",), "EL094259216"),
    VatFormat("HR", "HR", ("###########",), "HR33392005961"),
    VatFormat("HU", "HU", ("########",), "HU12892312"),
    VatFormat("IE", "IE", ("#######@", "#######@@", "#?#####@"), "IE6433435F"),
    VatFormat("IT", "IT", ("###########",), "IT00743110157"),
    VatFormat("LT", "LT", ("#########", "############"), "LT119511515"),
    VatFormat("LU", "LU", ("########",), "LU15027442"),
    VatFormat("LV", "LV", ("###########",), "LV40003521600"),
    VatFormat("MT", "MT", ("########",), "MT11679112"),
    VatFormat("NL", "NL", ("#########B##",), "NL004495445B01"),
    VatFormat("PL", "PL", ("##########",), "PL8567346215"),
    VatFormat("PT", "PT", ("#########",), "PT501964843"),
    VatFormat("RO", "RO", tuple("#" * length for length in range(10, 1, -1)), "RO18547290"),
    VatFormat("SE", "SE", ("##########01",), "SE556188840401"),
    VatFormat("SI", "SI", ("########",), "SI50223054"),
    VatFormat("SK", "SK", ("##########",), "SK2022749619"),
    VatFormat("GB", "GB", ("#########", "############", "GD###", "HA###"), "GB980780684", HMRC),
    VatFormat("GB", "XI", ("#########", "############", "GD###", "HA###"), "XI980780684", HMRC),
    VatFormat("CH", "CHE", ("#########",), "CHE107787577IVA", SWISS, SWISS_SUFFIXES),
    VatFormat("CH", "CHE-", ("###.###.###",), "CHE-107.787.577 IVA", SWISS, SWISS_SUFFIXES),
    VatFormat("NO", "NO", ("#########",), "NO995525828MVA", BRONNOYSUND, ("", "MVA", " MVA")),
)


def vat_formats(country: str) -> tuple[str, ...]:
    """The patterns of `country`; empty where none are known."""
    patterns = (pattern for entry in FORMATS if entry.country == country for pattern in entry.patterns)
    return tuple(dict.fromkeys(patterns))


def rows() -> Iterator[tuple[str, str]]:
    """Each country and pattern, as a table of formats holds them."""
    for country in dict.fromkeys(entry.country for entry in FORMATS):
        for pattern in vat_formats(country):
            yield country, pattern


def matches(pattern: str, number: str) -> bool:
    """Whether `number`, in capitals, has the form of `pattern`: as long, and each character of its kind."""
    return len(pattern) == len(number) and all(map(stands_for, pattern, number))


def stands_for(sign: str, character: str) -> bool:
    match sign:
        case "#":
            return character in digits
        case "@":
            return character in ascii_uppercase
        case "?":
            return True
        case _:
            return sign == character
