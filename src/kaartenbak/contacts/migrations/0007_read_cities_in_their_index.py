"""The index of cities holds the city as well: PostgreSQL then reads no cards to pass them over, or to know who is in a city."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Upper

HELD = (
    "id", "kind", "country", "language", "salesperson", "territory", "organizational_level", "salutation", "currency",
    "city",
)  # fmt: skip


def count_anew(apps: Any, editor: Any) -> None:
    """Neither database knows anything of an index that is new, and PostgreSQL nothing of what it is made of: they plan badly."""
    if apps.get_model("contacts", "Contact").objects.exists():
        editor.execute("ANALYZE contacts_contact")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0006_narrow_lists_in_their_indexes")]
    operations = [
        migrations.RemoveIndex(model_name="contact", name="contact_by_city"),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(Upper("city"), *(models.F(name) for name in HELD), name="contact_by_city"),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
