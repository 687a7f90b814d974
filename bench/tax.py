"""Numbers for VAT and of enterprises that pass the check digits, one for each index."""

from collections.abc import Callable

from stdnum import luhn
from stdnum.iso7064 import mod_11_10


def belgian(index: int) -> str:
    base = 2_000_000 + index * 37
    return f"{base:08}{97 - base % 97:02}"


def dutch(index: int) -> str:
    """The test of eleven leaves out one number in eleven, so of each two the first that passes is taken."""
    for base in (10_000_000 + 2 * index, 10_000_001 + 2 * index):
        check = (
            sum(int(digit) * weight for digit, weight in zip(str(base), range(9, 1, -1), strict=True)) % 11
        )
        if check < 10:
            return f"NL{base}{check}B01"
    raise AssertionError(index)


def french(index: int) -> str:
    base = str(30_000_000 + index)
    siren = base + luhn.calc_check_digit(base)
    return f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"


def german(index: int) -> str:
    base = str(10_000_000 + index)
    return f"DE{base}{mod_11_10.calc_check_digit(base)}"


def british(index: int) -> str:
    base = str(1_000_000 + index)
    total = sum(int(digit) * weight for digit, weight in zip(base, range(8, 1, -1), strict=True))
    return f"GB{base}{-total % 97:02}"


NUMBERS: dict[str, Callable[[int], str]] = {
    "BE": belgian, "NL": dutch, "FR": french, "DE": german, "GB": british,
}  # fmt: skip
