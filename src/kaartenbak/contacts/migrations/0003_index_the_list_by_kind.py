from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contacts", "0002_alternative_addresses"),
        ("setup", "0001_initial"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["kind", "list_key", "id"], name="contact_by_kind"),
        ),
    ]
