import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def as_before(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Topologies that are there already go on as they did: each edit is deployed at once."""
    topologies = apps.get_model("store", "Topology").objects
    topologies.update(auto_deploy=True)
    topologies.filter(deployed=True).update(deployed_revision=models.F("revision"))


class Migration(migrations.Migration):
    dependencies = [
        ("store", "0007_own_templates"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeployedDesign",
            fields=[
                (
                    "topology",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="store.topology",
                    ),
                ),
                ("revision", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("waiting", models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="PlanRequest",
            fields=[
                (
                    "topology",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="store.topology",
                    ),
                ),
                ("asked", models.PositiveBigIntegerField(default=0)),
                ("answered", models.PositiveBigIntegerField(default=0)),
                ("answer", models.JSONField(default=dict)),
                ("reason", models.TextField(blank=True, default="")),
            ],
        ),
        migrations.AddField(
            model_name="topology",
            name="auto_deploy",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="topology",
            name="deployed_revision",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(as_before, migrations.RunPython.noop),
    ]
