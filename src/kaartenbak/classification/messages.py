"""The sentences of refusals and warnings about classification."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "assignment.exists": _("{contact} already has the {what} {code}."),
    "assignment.not_found": _("{contact} does not have the {what} {code}."),
    "assignment.privacy_blocked": _(
        "{contact} is blocked for privacy. It has the {what} {code} now, but is left out of mailings."
    ),
    "relation.reserved_code": _(
        "The business relation {code} is kept for links with customers, vendors, bank accounts or employees."
    ),
    "web_source.address": _(
        "“{url}” is not an address on the web. It begins with http:// or https://; %1 stands for the search word."
    ),
    "web_source.no_url": _("The web source {code} has no address. Fill it in under Web sources."),
}
