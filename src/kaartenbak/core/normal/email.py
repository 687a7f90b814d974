"""E-mail addresses: several may stand in one field, each is checked, and a normal form serves search."""

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from kaartenbak.core.refusals import Refused

if TYPE_CHECKING:
    from email_validator import ValidatedEmail


# The usual address, whose form is right beyond doubt: reading it by the full grammar costs a hundred times as much.
ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
USUAL = re.compile(rf"(?=.{{1,64}}@)(?=.{{1,254}}\Z){ATOM}(?:\.{ATOM})*@(?:{LABEL}\.)+[A-Za-z]{{2,63}}")


def split_addresses(text: str) -> list[str]:
    """The addresses of a field such as "a@x.be; b@x.be"; blank ones count for nothing."""
    return [address.strip() for address in text.split(";") if address.strip()]


def check(address: str, field: str | None = None) -> str:
    """`address` trimmed, if it is one; refused otherwise.

    One `@`, a mailbox as mail servers know it (accents allowed), a dot in the domain and a top-level part of
    at least two characters. Nothing is asked of the network.
    """
    if not is_usual(address.strip()) and not validated(address):
        raise Refused("email.invalid", field=field, address=address)
    return address.strip()


def check_all(text: str, field: str | None = None) -> list[str]:
    """The addresses of `text`, each of them checked; the refusal names the one that is wrong."""
    return [check(address, field) for address in split_addresses(text)]


def normal(address: str) -> str:
    """The form to compare by: no case, the domain in letters that the name servers know. Never fails."""
    if is_usual(address.strip()):
        return address.strip().lower()
    found = validated(address)
    if not found:
        return unicodedata.normalize("NFC", address.strip().casefold())
    local = unicodedata.normalize("NFC", found.local_part.casefold())
    return f"{local}@{(found.ascii_domain or found.domain).casefold()}"


@lru_cache(maxsize=10_000)
def is_usual(address: str) -> bool:
    """Whether the address is of the usual form. A label with hyphens in third and fourth place may be encoded and is not.

    This is asked twice of an address, when it is checked and when its normal form is made.
    """
    return USUAL.fullmatch(address) is not None and "--" not in address.rpartition("@")[2]


@lru_cache(maxsize=1_000)
def validated(address: str) -> "ValidatedEmail | None":
    # Loaded when the first unusual address comes along: that takes a thirtieth of a start.
    import email_validator

    # The library's documented way to accept names such as `.local` and `.test`, which a network may use inside.
    email_validator.SPECIAL_USE_DOMAIN_NAMES.clear()
    try:
        found = email_validator.validate_email(
            address.strip(), check_deliverability=False, globally_deliverable=False
        )
    except email_validator.EmailNotValidError:
        return None
    top_level = found.domain.rpartition(".")[2]
    complete = "." in found.domain and len(top_level) > 1 and not top_level.isdecimal()
    return found if complete else None
