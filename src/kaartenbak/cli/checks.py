"""What `kaartenbak check` looks at: each gives a sentence for everything that is wrong."""

import sqlite3
from collections.abc import Callable, Iterator

from django.conf import settings
from django.core import checks
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kaartenbak.cli import register
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history.checking import disagreements
from kaartenbak.search import index

Found = Iterator[str]
OLDEST_SQLITE, OLDEST_POSTGRESQL = (3, 40), 150_000

# Redirects and strict transport are the business of the proxy that holds the certificate; cookies follow the base address;
# the program sends no letters of its own accord, so it needs no mail server.
SAID_OTHERWISE = frozenset({"security.W004", "security.W008", "security.W012", "security.W016", "mail.E001"})


def settings_used(deploy: bool) -> Found:
    """What the framework finds wrong with the settings, and how the secret key is kept."""
    for each in checks.run_checks(include_deployment_checks=deploy, databases=["default"]):
        heeded = each.level >= (checks.WARNING if deploy else checks.ERROR) and not each.is_silenced()
        if heeded and each.id not in SAID_OTHERWISE:
            yield f"{each.id}: {each.msg}".replace("\n", " ")
    key = register.home() / "secret-key"
    if key.is_file() and key.stat().st_mode & 0o077:
        yield _("{file} can be read by others; let it have the mode 600.").format(file=key)
    if deploy and not settings.BASE_URL.startswith("https://"):
        yield _("KAARTENBAK_BASE_URL does not begin with https://, so cookies travel in the open.")


def database(deploy: bool) -> Found:
    """Whether the database answers, is new enough and whole."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            if cursor.connection.info.server_version < OLDEST_POSTGRESQL:
                yield _("PostgreSQL is older than 15.")
            return
        if sqlite3.sqlite_version_info < OLDEST_SQLITE:
            yield _("SQLite is {version}; 3.40 or newer is needed.").format(version=sqlite3.sqlite_version)
        cursor.execute("PRAGMA integrity_check(20)")
        yield from (line for (line,) in cursor.fetchall() if line != "ok")
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, other, _number in cursor.fetchall():
            yield f"{table} {row} → {other}"


def migrations(deploy: bool) -> Found:
    """Whether the tables are those of this program."""
    applied = register.applied_migrations()
    for each in sorted(register.unknown_migrations(applied)):
        yield str(Refused("register.newer", migration=".".join(each)))
    for each in sorted(register.known_migrations() - applied):
        yield _("{migration} is not applied: kaartenbak init").format(migration=".".join(each))


def search_index(deploy: bool) -> Found:
    """Whether every card is found by what it says."""
    for key in index.wrong():
        yield _("Contact {key} is not indexed as it should be: kaartenbak check --reindex").format(key=key)
    if index.is_torn():
        yield _("The words of the search index do not agree with its contacts: kaartenbak check --reindex")


def history(deploy: bool) -> Found:
    """Whether the history knows every row there is, and no other."""
    for each in disagreements():
        told = (
            _("{model} {row} is there, and not in the history.")
            if each.there
            else _("{model} {row} is missing.")
        )
        yield told.format(model=each.model, row=each.row)


def pictures(deploy: bool) -> Found:
    """Whether every picture has its file."""
    for number, image in Contact.objects.exclude(image="").values_list("number", "image").iterator():
        if not default_storage.exists(image):
            yield _("The picture of {number} is missing: {file}").format(number=number, file=image)


def make_index_anew() -> int:
    """Make the search index anew from the cards; how many there are."""
    with transaction.atomic():
        return index.rebuild()


CHECKS: dict[object, Callable[[bool], Found]] = {
    gettext_lazy("Settings"): settings_used,
    gettext_lazy("Database"): database,
    gettext_lazy("Tables"): migrations,
    gettext_lazy("Search index"): search_index,
    gettext_lazy("History"): history,
    gettext_lazy("Pictures"): pictures,
}
# Without these the others cannot be looked at.
NEEDED = (database, migrations)
