"""What is in a backup, and making one: a ZIP file that either database can be restored from.

`manifest.json` says what it holds and of which program; `tables/NAME.jsonl` has the rows of a table, its columns in the
first line; `files/` are the pictures. What is made anew from the rest, or holds for a day, is left out.
"""

import json
import os
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone
from django.utils.translation import ngettext

from kaartenbak.cli import register
from kaartenbak.jobs.progress import report

FORMAT = 1
MANIFEST = "manifest.json"
LEFT_OUT = frozenset({"accounts.attempts", "search.document", "search.word"})
APPS_LEFT_OUT = frozenset({"sessions", "contenttypes", "auth", "jobs", "api"})
CHUNK = 2_000


@dataclass
class Manifest:
    """What a backup holds: `tables` counts the rows, `sequences` are the last keys that were given out."""

    migrations: list[list[str]]
    tables: dict[str, int] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    made_at: str = ""
    program: str = ""
    format: int = FORMAT

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(self.tables.values())


def make(path: Path) -> Manifest:
    """Write a backup of the register as it is at this moment; others go on working meanwhile."""
    unfinished = path.with_name(path.name + ".part")
    try:
        with (
            owner_only(unfinished),
            zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as archive,
        ):
            manifest = write(archive)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


@contextmanager
def owner_only(path: Path) -> Iterator[None]:
    """Let only the owner read the file: it holds everything that is known of everybody."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
    yield


def write(archive: zipfile.ZipFile) -> Manifest:
    """All tables as of one moment, then the files."""
    with one_moment():
        manifest = Manifest(sorted(map(list, register.applied_migrations())))
        kept = tables()
        total = sum(model._base_manager.count() for model in kept)
        for model in kept:
            manifest.tables[model._meta.label_lower] = write_table(archive, model, manifest.rows, total)
            manifest.sequences[model._meta.label_lower] = last_key(model)
    for file in stored_files():
        archive.write(file, f"files/{file.relative_to(files_folder()).as_posix()}")
    manifest.made_at, manifest.program = timezone.now().isoformat(), version("kaartenbak")
    archive.writestr(MANIFEST, json.dumps(vars(manifest), indent=1))
    return manifest


@contextmanager
def one_moment() -> Iterator[None]:
    """See the database as it is now throughout the block, without holding anybody up."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    with connection.cursor() as cursor:
        # Transactions of the program are IMMEDIATE and would keep writers out; a deferred one that only reads does not.
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def tables() -> list[type[models.Model]]:
    """The tables that are kept."""
    every = apps.get_models(include_auto_created=True)
    return [each for each in every if is_kept(each._meta.label_lower) and each._meta.managed]


def is_kept(label: str) -> bool:
    """Whether a table is part of a backup."""
    return label not in LEFT_OUT and label.partition(".")[0] not in APPS_LEFT_OUT


def write_table(archive: zipfile.ZipFile, model: type[models.Model], before: int, total: int) -> int:
    """The rows of one table; how many there are."""
    columns = [each.attname for each in model._meta.concrete_fields]
    rows = model._base_manager.order_by("pk").values_list(*columns)
    encode, count = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":")).encode, 0
    with archive.open(f"tables/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as file:
        file.write(encode(columns).encode() + b"\n")
        for count, row in enumerate(rows.iterator(chunk_size=CHUNK), 1):
            file.write(encode([exact(value) for value in row]).encode() + b"\n")
            if count % CHUNK == 0:
                report(
                    before + count,
                    total,
                    ngettext("{count} row", "{count} rows", before + count).format(count=before + count),
                )
    return count


def exact(value: Any) -> Any:
    """A moment with all its digits; JSON as the framework writes it stops at thousandths."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def last_key(model: type[models.Model]) -> int:
    """The last key that the table gave out: keys of rows that are gone are not given again, since the history knows them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_get_serial_sequence(%s, %s)", [f'"{table}"', str(model._meta.pk.column)]
            )
            (sequence,) = cursor.fetchone()
            if sequence is None:
                return 0
            cursor.execute(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}")  # noqa: S608
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        found = cursor.fetchone()
    return int(found[0]) if found else 0


def files_folder() -> Path:
    """Where the pictures are."""
    return Path(default_storage.path(""))


def stored_files() -> Iterator[Path]:
    """The pictures."""
    folder = files_folder()
    return (path for path in sorted(folder.rglob("*")) if path.is_file()) if folder.is_dir() else iter(())
