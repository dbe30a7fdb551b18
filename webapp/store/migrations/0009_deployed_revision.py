from django.db import migrations, models


class Migration(migrations.Migration):
    """Apart from the one before, since PostgreSQL alters no table in the transaction that changed its rows."""

    dependencies = [
        ("store", "0008_plan_before_deploy"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="topology",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deployed", False), ("deployed_revision", None)),
                    models.Q(("deployed", True), ("deployed_revision__lte", models.F("revision"))),
                    _connector="OR",
                ),
                name="topology_deployed_revision",
            ),
        ),
    ]
