"""The trigram index of the documents: a table beside them on SQLite, an index on PostgreSQL."""

from typing import Any

from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations

ADD = "INSERT INTO search_trigrams(rowid, body) VALUES (new.contact_id, new.body);"
REMOVE = (
    "INSERT INTO search_trigrams(search_trigrams, rowid, body) VALUES ('delete', old.contact_id, old.body);"
)
TABLE = "fts5(body, content='search_document', content_rowid='contact_id', tokenize='trigram')"
SQLITE = (
    f"CREATE VIRTUAL TABLE search_trigrams USING {TABLE}",
    f"CREATE TRIGGER search_document_added AFTER INSERT ON search_document BEGIN {ADD} END",
    f"CREATE TRIGGER search_document_removed AFTER DELETE ON search_document BEGIN {REMOVE} END",
    f"CREATE TRIGGER search_document_changed AFTER UPDATE ON search_document WHEN old.body <> new.body BEGIN {REMOVE} {ADD} END",
)
SQLITE_BACK = (
    "DROP TRIGGER search_document_added",
    "DROP TRIGGER search_document_removed",
    "DROP TRIGGER search_document_changed",
    "DROP TABLE search_trigrams",
)
POSTGRESQL = ("CREATE INDEX search_trigrams ON search_document USING gin (body gin_trgm_ops)",)
POSTGRESQL_BACK = ("DROP INDEX search_trigrams",)


def forward(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement, params=None)


def back(apps: Any, editor: Any) -> None:
    for statement in POSTGRESQL_BACK if editor.connection.vendor == "postgresql" else SQLITE_BACK:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [TrigramExtension(), migrations.RunPython(forward, back)]
