"""The sentences of refusals about lists of contacts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "bulk.overtaken": _(
        "Another program has changed these contacts in the meantime. Nothing was done twice."
    ),
    "view.exists": _("You have a view “{name}” already."),
    "view.not_yours": _("The view “{name}” is somebody else's. Only that user and administrators change it."),
}
