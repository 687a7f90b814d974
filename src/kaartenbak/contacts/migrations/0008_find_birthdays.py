"""Who was born on one day is looked for with every person that is typed."""

from typing import Any

from django.db import migrations, models


def count_anew(apps: Any, editor: Any) -> None:
    """Neither database knows anything of an index that is new: they plan badly."""
    if apps.get_model("contacts", "Contact").objects.exists():
        editor.execute("ANALYZE contacts_contact")


class Migration(migrations.Migration):
    dependencies = [("contacts", "0007_read_cities_in_their_index")]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                condition=models.Q(("birthday", ""), _negated=True),
                fields=["birthday"],
                name="contact_by_birthday",
            ),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop, elidable=True),
    ]
