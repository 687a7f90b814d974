"""The indexes of what cards are without hold that as well, so that SQLite looks no document up to see it again."""

from typing import Any

from django.db import migrations, models

NAMES = ("email", "phone", "street", "postcode", "city")


def count_anew(apps: Any, editor: Any) -> None:
    """SQLite knows nothing of an index that is new."""
    if apps.get_model("search", "Document").objects.exists():
        editor.execute("ANALYZE search_document")


def anew(name: str, *names: str) -> list[Any]:
    columns = [f"no_{each}" for each in names or [name]]
    without = models.Q(*((column, True) for column in columns))
    index = models.Index(fields=["contact_id", *columns], condition=without, name=f"document_no_{name}")
    return [migrations.RemoveIndex("document", index.name), migrations.AddIndex("document", index)]


class Migration(migrations.Migration):
    dependencies = [("search", "0009_what_cards_are_without")]
    operations = [
        *(each for name in NAMES for each in anew(name)),
        *anew("reach", "email", "phone"),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
