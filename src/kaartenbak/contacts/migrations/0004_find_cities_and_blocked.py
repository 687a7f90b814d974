from typing import Any

from django.db import migrations, models
from django.db.models.functions import Upper


def count_cities(apps: Any, editor: Any) -> None:
    """PostgreSQL knows nothing of an expression until it has looked at it, and reads the whole table instead."""
    if editor.connection.vendor == "postgresql":
        editor.execute("ANALYZE contacts_contact")


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0003_index_the_list_by_kind"),
        ("setup", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(Upper("city"), name="contact_by_city"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("privacy_blocked", True)),
                fields=["list_key", "id"],
                name="contact_blocked",
            ),
        ),
        migrations.RunPython(count_cities, migrations.RunPython.noop),
    ]
