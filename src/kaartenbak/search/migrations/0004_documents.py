"""Documents with a column for each kind of word, their full-text index, and the vocabulary.

What was indexed before has another form, so it goes; `kaartenbak init` and `serve` index the cards anew after an upgrade.
"""

from importlib import import_module
from typing import Any

from django.db import migrations, models

import kaartenbak.contacts.columns

former = import_module("kaartenbak.search.migrations.0002_trigrams")
COLUMNS = ("names", "rest", "former")
ALL = "rowid, names, rest, former"
KEPT = "content='search_document', content_rowid='contact_id'"
WAY = "detail=column, prefix='2 3', tokenize='ascii'"
NEW, OLD = (f"{row}.contact_id, {', '.join(f'{row}.{name}' for name in COLUMNS)}" for row in ("new", "old"))
ADD = (
    f"INSERT INTO search_words({ALL}) VALUES ({NEW});"  # noqa: S608 names of our tables
    "INSERT INTO search_digits(rowid, digits) VALUES (new.contact_id, new.digits);"
)
REMOVE = (
    f"INSERT INTO search_words(search_words, {ALL}) VALUES ('delete', {OLD});"  # noqa: S608
    "INSERT INTO search_digits(search_digits, rowid, digits) VALUES ('delete', old.contact_id, old.digits);"
)
SQLITE = (
    f"CREATE VIRTUAL TABLE search_words USING fts5({', '.join(COLUMNS)}, {KEPT}, {WAY})",
    f"CREATE VIRTUAL TABLE search_digits USING fts5(digits, {KEPT}, tokenize='trigram')",
    f"CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN {ADD} END",
    f"CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN {REMOVE} END",
    f"CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document BEGIN {REMOVE} {ADD} END",
)
SQLITE_BACK = (
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_words",
    "DROP TABLE search_digits",
)
# The words of names stand there a second time, after an =, since the index keeps no places to tell them by.
LISTED = "'=' || replace(names, ' ', ' =') || ' ' || names || ' ' || rest || ' ' || former"
VECTOR = f"array_to_tsvector(array_remove(string_to_array({LISTED}, ' '), ''))"
POSTGRESQL = (
    f"ALTER TABLE search_document ADD COLUMN vector tsvector GENERATED ALWAYS AS ({VECTOR}) STORED",
    "CREATE INDEX search_words ON search_document USING gin (vector)",
    "CREATE INDEX search_digits ON search_document USING gin (digits gin_trgm_ops)",
)
POSTGRESQL_BACK = (
    "DROP INDEX search_words",
    "DROP INDEX search_digits",
    "ALTER TABLE search_document DROP COLUMN vector",
)


def statements(sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> Any:
    def run(apps: Any, editor: Any) -> None:
        for statement in postgresql if editor.connection.vendor == "postgresql" else sqlite:
            editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    dependencies = [("search", "0003_bulk_changes")]
    operations = [
        migrations.RunPython(former.back, former.forward),
        migrations.DeleteModel("Document"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("contact_id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("names", models.TextField()),
                ("rest", models.TextField()),
                ("former", models.TextField()),
                ("digits", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    kaartenbak.contacts.columns.KeyField(
                        blank=True, default="", editable=False, max_length=30, unique=True
                    ),
                ),
                ("cards", models.IntegerField(default=0)),
            ],
        ),
        migrations.RunPython(statements(SQLITE, POSTGRESQL), statements(SQLITE_BACK, POSTGRESQL_BACK)),
    ]
