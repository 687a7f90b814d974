"""Documents tell what a card is without: filled at once, so that nothing is indexed anew."""

from importlib import import_module
from typing import Any

from django.db import migrations, models

documents = import_module("kaartenbak.search.migrations.0004_documents")
NAMES = ("email", "phone", "street", "postcode", "city")
CHANGED = "search_document_changed"
ON_ANY = next(each for each in documents.SQLITE if CHANGED in each)
ON_TEXTS = ON_ANY.replace("AFTER UPDATE ON", "AFTER UPDATE OF names, rest, former, digits ON")


def fill(apps: Any, editor: Any) -> None:
    """Add the columns and fill them; the full-text tables of SQLite do not hear of them."""
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER {CHANGED}", params=None)
        editor.execute(ON_TEXTS, params=None)
    for name in NAMES:
        editor.execute(f"ALTER TABLE search_document ADD COLUMN no_{name} bool NOT NULL DEFAULT FALSE")
    for name, kinds in (("email", "('email')"), ("phone", "('phone', 'mobile')")):
        there = f"SELECT 1 FROM contacts_channel c WHERE c.contact_id = d.contact_id AND c.kind IN {kinds}"  # noqa: S608
        editor.execute(f"UPDATE search_document AS d SET no_{name} = TRUE WHERE NOT EXISTS ({there})")  # noqa: S608
    for name in NAMES[2:]:
        blank = f"SELECT id FROM contacts_contact WHERE {name} = ''"  # noqa: S608
        editor.execute(f"UPDATE search_document SET no_{name} = TRUE WHERE contact_id IN ({blank})")  # noqa: S608


def count_anew(apps: Any, editor: Any) -> None:
    """SQLite knows nothing of an index that is new."""
    if apps.get_model("search", "Document").objects.exists():
        editor.execute("ANALYZE search_document")


def empty(apps: Any, editor: Any) -> None:
    for name in NAMES:
        editor.execute(f"ALTER TABLE search_document DROP COLUMN no_{name}")
    if editor.connection.vendor == "sqlite":
        editor.execute(f"DROP TRIGGER {CHANGED}", params=None)
        editor.execute(ON_ANY, params=None)


def column(name: str) -> migrations.AddField:
    return migrations.AddField("document", f"no_{name}", models.BooleanField(default=False))


def index(name: str, *names: str) -> migrations.AddIndex:
    without = models.Q(*((f"no_{each}", True) for each in sorted(names or [name])))
    return migrations.AddIndex(
        "document", models.Index(fields=["contact_id"], condition=without, name=f"document_no_{name}")
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0008_saved_views"), ("contacts", "0006_narrow_lists_in_their_indexes")]
    operations = [
        migrations.SeparateDatabaseAndState(
            [migrations.RunPython(fill, empty)], [column(name) for name in NAMES]
        ),
        *(index(name) for name in NAMES),
        index("reach", "email", "phone"),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
