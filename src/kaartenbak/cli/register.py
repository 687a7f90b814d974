"""Making the register ready: its home folder, its tables, what every office needs before the first contact."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from kaartenbak.classification.ops import filling
from kaartenbak.core.actor import SYSTEM
from kaartenbak.core.refusals import Refused
from kaartenbak.search import index
from kaartenbak.setup.models import Setup
from kaartenbak.setup.ops import seed

Names = set[tuple[str, str]]
# Any number will do, as long as nothing else in the database locks it.
LOCK = 7_309_212


def make_ready(*, upgrade: bool = False) -> None:
    """Set up an empty database. One of an older program is brought up to date with `upgrade`, and refused without."""
    applied = applied_migrations()
    waiting, newer = known_migrations() - applied, unknown_migrations(applied)
    if newer:
        raise Refused("register.newer", migration=".".join(min(newer)))
    if waiting and applied and not upgrade:
        raise Refused("register.older")
    if waiting or not Setup.objects.exists():
        set_up()


def set_up() -> None:
    """Make the tables or bring them up to date, and fill what is missing; of several at once, one does it."""
    with alone():
        if known_migrations() - applied_migrations():
            call_command("migrate", verbosity=0, interactive=False)
        if index.is_missing():
            with transaction.atomic():
                index.rebuild()
        if not Setup.objects.exists():
            seed(language=settings.LANGUAGE_CODE, by=SYSTEM.through("cli"))
        if not filling.is_seeded():
            filling.seed(language=settings.LANGUAGE_CODE, by=SYSTEM.through("cli"))


def home() -> Path:
    """The home folder."""
    found: Path = settings.HOME
    found.mkdir(parents=True, exist_ok=True)
    return found


def known_migrations() -> Names:
    """The migrations that this program has, by application and name."""
    found = set()
    for app in apps.get_app_configs():
        folder = Path(app.path) / "migrations"
        found |= {(app.label, each.name) for each in iter_modules([str(folder)]) if each.name[0].isdigit()}
    return found


def applied_migrations() -> Names:
    """The migrations that the database has had."""
    return set(MigrationRecorder(connection).applied_migrations())


def unknown_migrations(applied: Names) -> Names:
    """Of the migrations that the database has had, those of applications we know that this program does not have."""
    labels = {app.label for app in apps.get_app_configs()}
    return {each for each in applied - known_migrations() if each[0] in labels}


@contextmanager
def alone() -> Iterator[None]:
    """A block that no two programs run at once: on one machine by a file, on several by a lock in their database."""
    with locked_file(home() / "setting-up.lock"):
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Hold a file; whoever wants it meanwhile waits. Where the system has no such lock, nobody waits."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
