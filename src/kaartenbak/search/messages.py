"""The sentences of refusals about lists of contacts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "bulk.overtaken": _(
        "Another program has changed these contacts in the meantime. Nothing was done twice."
    ),
}
