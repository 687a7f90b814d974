"""What lists are narrowed to most often stands in the index of each order as well: a card that does not count is passed over there."""

from typing import Any

from django.db import migrations, models
from django.db.models.functions import Upper


def count_anew(apps: Any, editor: Any) -> None:
    """Neither database knows anything of an index that is new, and PostgreSQL nothing of what it is made of: they plan badly."""
    if apps.get_model("contacts", "Contact").objects.exists():
        editor.execute("ANALYZE contacts_contact")


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0005_remember_merged_cards"),
        ("setup", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_by_list",
        ),
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_by_name",
        ),
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_by_change",
        ),
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_by_postcode",
        ),
        migrations.RemoveIndex(
            model_name="contact",
            name="contact_by_city",
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=[
                    "list_key",
                    "id",
                    "kind",
                    "country",
                    "language",
                    "salesperson",
                    "territory",
                    "organizational_level",
                    "salutation",
                    "currency",
                ],
                name="contact_by_list",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=[
                    "name_key",
                    "id",
                    "kind",
                    "country",
                    "language",
                    "salesperson",
                    "territory",
                    "organizational_level",
                    "salutation",
                    "currency",
                ],
                name="contact_by_name",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=[
                    "modified_at",
                    "id",
                    "kind",
                    "country",
                    "language",
                    "salesperson",
                    "territory",
                    "organizational_level",
                    "salutation",
                    "currency",
                ],
                name="contact_by_change",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                fields=[
                    "postcode_key",
                    "id",
                    "kind",
                    "country",
                    "language",
                    "salesperson",
                    "territory",
                    "organizational_level",
                    "salutation",
                    "currency",
                ],
                name="contact_by_postcode",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(
                Upper("city"),
                models.F("id"),
                models.F("kind"),
                models.F("country"),
                models.F("language"),
                models.F("salesperson"),
                models.F("territory"),
                models.F("organizational_level"),
                models.F("salutation"),
                models.F("currency"),
                name="contact_by_city",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["salutation"], name="contact_by_salutation"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["currency"], name="contact_by_currency"),
        ),
        migrations.RunPython(count_anew, migrations.RunPython.noop),
    ]
