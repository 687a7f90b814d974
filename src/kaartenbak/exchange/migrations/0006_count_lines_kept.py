from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("exchange", "0005_saved_mappings"),
    ]

    operations = [
        migrations.AddField(
            model_name="import",
            name="kept",
            field=models.JSONField(default=dict),
        ),
    ]
