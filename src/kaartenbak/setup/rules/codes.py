"""What a code may look like."""

import re
from typing import Any

from django.utils.translation import gettext_lazy as _

from kaartenbak.core.normal import text
from kaartenbak.core.refusals import Refused

# A code stands in addresses of pages and endpoints; these signs mean something else there.
UNFIT = re.compile(r"[/\\?#%\n]")


def checked(code: Any, longest: int, field: str = "code") -> str:
    """`code` trimmed and in capitals; refused when blank, too long, or unfit for an address."""
    if not isinstance(code, str | None):
        raise Refused("value.type", field=field, expected=_("text"))
    kept = text.code(code or "", field)
    if not kept:
        raise Refused("value.required", field=field)
    if len(kept) > longest:
        raise Refused(
            "value.too_long", field=field, field_label=_("The code"), length=len(kept), limit=longest
        )
    if UNFIT.search(kept) or not kept.strip("."):
        raise Refused("code.signs", field=field, code=kept)
    return kept
