"""The names of cards that no program gave one."""

import re
import uuid

EXTENSION = ".vcf"
OWN = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.vcf", re.ASCII)


def own_name(uid: uuid.UUID | str) -> str:
    """The name of a card that no program gave one."""
    return f"{uid}{EXTENSION}"


def uid_in(name: str) -> str:
    """The uid in a name of ours; blank when it is spelt in any other way."""
    return name.removesuffix(EXTENSION) if OWN.fullmatch(name) else ""
