import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def of_the_last_edit_but_moves(apps: Apps, schema: BaseDatabaseSchemaEditor) -> None:
    """Until now all that could be only drawn were positions."""
    for topology in apps.get_model("store", "Topology").objects.only("pk", "revision"):
        edits = topology.changes.filter(kind="edit", revision__lte=topology.revision).order_by("-revision")
        told = edits.values_list("revision", "payload").iterator(chunk_size=20)
        is_more = (
            number for number, payload in told if any(each["kind"] != "layout" for each in payload["delta"])
        )
        topology.effective_revision = next(is_more, topology.revision)
        topology.save(update_fields=["effective_revision"])


class Migration(migrations.Migration):
    """The constraints come first, since PostgreSQL alters no table in the transaction that changed its rows."""

    dependencies = [
        ("store", "0009_deployed_revision"),
    ]

    operations = [
        migrations.CreateModel(
            name="Figure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topology",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="store.topology"),
                ),
                ("kind", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=64)),
                ("fields", models.JSONField()),
            ],
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.UniqueConstraint(fields=("topology", "kind", "name"), name="figure_name"),
        ),
        migrations.AddConstraint(
            model_name="figure",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["area", "note", "mark"])), name="figure_kind"
            ),
        ),
        migrations.AddField(
            model_name="network",
            name="icon",
            field=models.CharField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="sandbox",
            name="icon",
            field=models.CharField(max_length=16, null=True),
        ),
        migrations.AddField(
            model_name="topology",
            name="effective_revision",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name="topology",
            constraint=models.CheckConstraint(
                condition=models.Q(("effective_revision__lte", models.F("revision"))),
                name="topology_effective_revision",
            ),
        ),
        migrations.RunPython(of_the_last_edit_but_moves, migrations.RunPython.noop),
    ]
