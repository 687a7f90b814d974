"""No parallel workers for the documents on PostgreSQL: it takes a few cards for thousands, and starting workers costs 10 ms."""

from typing import Any

from django.db import migrations


def without_workers(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_document SET (parallel_workers = 0)")


def with_workers(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("ALTER TABLE search_document RESET (parallel_workers)")


class Migration(migrations.Migration):
    dependencies = [("search", "0005_opened")]
    operations = [migrations.RunPython(without_workers, with_workers)]
