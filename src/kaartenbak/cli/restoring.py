"""Bringing a backup back: into a place of its own first, so that what is there stays until all of it is in."""

import json
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import batched
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kaartenbak.accounts.models import User
from kaartenbak.carddav import epoch
from kaartenbak.cli import register
from kaartenbak.cli.backups import CHUNK, FORMAT, MANIFEST, Manifest, files_folder, is_kept
from kaartenbak.contacts.models import Contact
from kaartenbak.core.refusals import Refused
from kaartenbak.history import bulk
from kaartenbak.jobs.progress import report
from kaartenbak.search import index

Apps = Any


def restore(path: Path, *, force: bool) -> Manifest:
    """Make the register what it was when the backup was made; refused when it holds something, unless with `force`."""
    try:
        with zipfile.ZipFile(path) as archive, register.alone():
            manifest = manifest_of(archive)
            refuse_newer(manifest)
            if not force:
                refuse_filled()
            bring_files(archive)
            with place_of_its_own():
                fill(archive, manifest)
    except (zipfile.BadZipFile, KeyError, ValueError, EOFError) as damage:
        raise Refused("backup.damaged", file=path.name) from damage
    return manifest


def manifest_of(archive: zipfile.ZipFile) -> Manifest:
    """What the backup says it holds."""
    found = json.loads(archive.read(MANIFEST))
    if found.get("format", 0) > FORMAT:
        raise Refused("backup.newer", program=found.get("program", ""))
    return Manifest(**found)


def refuse_newer(manifest: Manifest) -> None:
    """Refuse a backup of a newer program: it has tables and columns that this one does not know."""
    unknown = register.unknown_migrations({(app, name) for app, name in manifest.migrations})
    if unknown:
        raise Refused("backup.newer", program=manifest.program)


def refuse_filled() -> None:
    """Refuse to take the place of a register that holds somebody."""
    if register.applied_migrations() and (Contact.objects.exists() or User.objects.exists()):
        raise Refused("backup.filled")


def bring_files(archive: zipfile.ZipFile) -> None:
    """Bring the pictures; those that are there are the same, since they are named by what is in them."""
    folder = files_folder()
    for member in archive.infolist():
        name = member.filename.removeprefix("files/")
        target = (folder / name).resolve()
        if (
            member.filename.startswith("files/")
            and folder.resolve() in target.parents
            and not target.exists()
        ):
            target.parent.mkdir(parents=True, exist_ok=True)
            unfinished = target.with_name(target.name + ".part")
            unfinished.write_bytes(archive.read(member))
            unfinished.replace(target)


@contextmanager
def place_of_its_own() -> Iterator[None]:
    """A database without tables in the block, which takes the place of the present one when all went well.

    On PostgreSQL that is one transaction. On SQLite it is a file beside it, copied over in one transaction, so that a
    server that runs meanwhile sees the one or the other.
    """
    if connection.vendor == "postgresql":
        with transaction.atomic():
            drop_tables()
            yield
        return
    present = str(connection.settings_dict["NAME"])
    beside = register.home() / "restoring.sqlite3"
    remove(beside)
    try:
        with used(str(beside)):
            yield
        copy_over(beside, present)
    finally:
        remove(beside)


def drop_tables() -> None:
    """Remove every table."""
    with connection.cursor() as cursor:
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"DROP TABLE {connection.ops.quote_name(name)} CASCADE")


@contextmanager
def used(path: str) -> Iterator[None]:
    """Use another file as the database."""
    present = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = path
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = present


def copy_over(source: Path, target: str) -> None:
    """Copy a whole database over another, in one transaction."""
    with sqlite3.connect(source) as here, sqlite3.connect(target, timeout=60) as there:
        here.backup(there)
    here.close()
    there.close()


def remove(path: Path) -> None:
    for name in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))):
        name.unlink(missing_ok=True)


def fill(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Make the tables as they were, fill them, and bring them up to date."""
    executor = MigrationExecutor(connection)
    state = newest_of(executor, {(app, name) for app, name in manifest.migrations})
    then = executor.migrate(state).apps
    with transaction.atomic():
        done = 0
        for label in manifest.tables:
            done += fill_table(archive, then, label, done, manifest)
        for label, last in manifest.sequences.items():
            go_on_after(then.get_model(label), last)
    call_command("migrate", verbosity=0, interactive=False)
    report(manifest.rows, manifest.rows, _("indexing"))
    with transaction.atomic():
        index.rebuild()
        epoch.begin_anew()


def newest_of(executor: MigrationExecutor, names: register.Names) -> list[tuple[str, str]]:
    """Of these migrations the last of each application."""
    nodes = executor.loader.graph.node_map
    earlier = {
        parent.key
        for name in names
        if name in nodes
        for parent in nodes[name].parents
        if parent.key[0] == name[0]
    }
    return sorted(name for name in names - earlier if name in nodes)


def fill_table(archive: zipfile.ZipFile, then: Apps, label: str, before: int, manifest: Manifest) -> int:
    """Fill one table; how many rows it has."""
    if not is_kept(label):
        return 0
    model, count = then.get_model(label), 0
    by_name = {each.attname: each for each in model._meta.concrete_fields}
    with archive.open(f"tables/{label}.jsonl") as file:
        columns = [by_name[name] for name in json.loads(next(file))]
        for lines in batched(file, CHUNK):
            bulk.insert(model, columns, [values(columns, json.loads(line)) for line in lines])
            count += len(lines)
            report(
                before + count,
                manifest.rows,
                ngettext("{count} row", "{count} rows", before + count).format(count=before + count),
            )
    if count != manifest.tables[label]:
        raise ValueError(f"{label} has {count} rows in place of {manifest.tables[label]}")
    return count


def values(columns: list["models.Field[Any, Any]"], row: list[Any]) -> list[Any]:
    """A row in the types of its columns."""
    return [
        value if value is None or isinstance(column, models.JSONField) else column.to_python(value)
        for column, value in zip(columns, row, strict=True)
    ]


def go_on_after(model: type[models.Model], last: int) -> None:
    """Let the table give out keys after this one."""
    if not last:
        return
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT setval(pg_get_serial_sequence(%s, %s), %s)"
            cursor.execute(sequence, [f'"{table}"', str(model._meta.pk.column), last])
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [table])
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)", [table, last])
