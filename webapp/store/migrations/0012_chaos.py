from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0011_console_entries"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="figure",
            name="figure_kind",
        ),
        migrations.AddField(
            model_name="sandbox",
            name="paused",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="topology",
            name="playing",
            field=models.JSONField(null=True),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["area", "note", "mark", "scenario"])), name="figure_kind"
            ),
        ),
    ]
