"""The sentences of what the command line refuses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "cli.database": _("The database does not answer as it should: {reason}."),
    "cli.file": _("{file}: {reason}."),
    "cli.port": _("The port {port} of {host} cannot be used: {reason}. Choose another with --port."),
    "cli.json": _("{file} cannot be read: {reason}."),
    "cli.password": _("The two passwords differ."),
    "cli.no_password": _("No password was given."),
    "register.newer": _(
        "The database was made by a newer Kaartenbak: it has had {migration}, which this one does not know. "
        "Install the newer one."
    ),
    "register.older": _(
        "The database was made by an older Kaartenbak. Bring it up to date: kaartenbak init, or kaartenbak serve."
    ),
}
