"""What the engine says of itself and of the objects of the designs."""

from django.db import models

from webapp.store.models.topology import State, Topology


class Mode(models.TextChoices):
    ROOT = "root", "root"
    ROOTLESS = "rootless", "rootless"
    SIMULATION = "simulation", "simulation"


class ObjectStatus(models.Model):
    """The engine's last word on one object. An object without a row is designed.

    `facts` is what was seen of it that no design says: a list of names and values.
    """

    topology = models.ForeignKey(Topology, models.CASCADE, related_name="statuses")
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=96)
    state = models.CharField(max_length=12, choices=State)
    reason = models.TextField(blank=True, default="")
    facts = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "object statuses"
        constraints = (
            models.UniqueConstraint(fields=("topology", "kind", "name"), name="status_object"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="status_state"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["network", "sandbox", "service", "endpoint", "patch"]),
                name="status_kind",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.name}: {self.state}"


class Engine(models.Model):
    """The engine of one host, alive while `beat` is recent. `features` is what it can do, by name."""

    host = models.CharField(max_length=255, unique=True)
    mode = models.CharField(max_length=12, choices=Mode)
    features = models.JSONField(default=list)
    pid = models.PositiveIntegerField()
    started = models.DateTimeField()
    beat = models.DateTimeField()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(mode__in=Mode.values), name="engine_mode"),)

    def __str__(self) -> str:
        return f"{self.host} ({self.mode})"
