"""What a user may be called."""

import re

from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused

LONGEST = 150
SHAPE = re.compile(r"[\w.@+-]+")


def checked(name: str) -> str:
    """`name` as it is kept: without capitals, so that nobody has to remember them."""
    wanted = text.clean(name, "username").casefold()
    if not wanted:
        raise Refused("value.required", field="username")
    if len(wanted) > LONGEST:
        raise Refused(
            "value.too_long", field="username", field_label="username", limit=LONGEST, length=len(wanted)
        )
    if not SHAPE.fullmatch(wanted):
        raise Refused("user.name", field="username", name=name)
    return wanted
