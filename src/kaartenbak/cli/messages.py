"""The sentences of what the command line refuses."""

from typing import Any

from django.utils.translation import gettext_lazy as _

TEXTS: dict[str, Any] = {
    "cli.database": _("The database does not answer as it should: {reason}."),
    "cli.file": _("{file}: {reason}."),
    "cli.filter_twice": _("The filter {name} takes one value."),
    "cli.format": _(
        "{file}: files that end in {ending} cannot be written. Name the format with --format csv, vcard or json."
    ),
    "cli.port": _("The port {port} of {host} cannot be used: {reason}. Choose another with --port."),
    "cli.json": _("{file} cannot be read: {reason}."),
    "cli.password": _("The two passwords differ."),
    "cli.no_password": _("No password was given."),
    "backup.damaged": _("{file} is no backup of Kaartenbak, or a damaged one. Nothing was changed."),
    "backup.newer": _("The backup was made by a newer Kaartenbak ({program}). Install that one first."),
    "backup.filled": _(
        "The register holds contacts or users already. Make a backup of it; then --force replaces it."
    ),
    "register.newer": _(
        "The database was made by a newer Kaartenbak: it has had {migration}, which this one does not know. "
        "Install the newer one."
    ),
    "register.older": _(
        "The database was made by an older Kaartenbak. Bring it up to date: kaartenbak init, or kaartenbak serve."
    ),
}
