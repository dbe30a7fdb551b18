"""What happened to a topology, numbered without gaps."""

from django.conf import settings
from django.db import models

from webapp.store.models.topology import Topology


class Kind(models.TextChoices):
    EDIT = "edit", "edit"
    CONTROL = "control", "control"
    REPORT = "report", "report"


class Step(models.TextChoices):
    """How an edit came about, and so what undo and redo may do with it.

    An edit without a step (a topology's beginning, a new name of it) stays.
    """

    EDIT = "edit", "an edit"
    UNDO = "undo", "an edit undone"
    REDO = "redo", "an undone edit done again"


class Change(models.Model):
    """One entry of a topology's log. `author` is NULL for the engine and for commands.

    `payload` by kind: an edit has `delta`, and `at_once` if it was not to wait; a control `deployed`,
    `drift`, `playing` and, if it is about one, `checkpoint`;
    a report what the live protocol's `report` carries. `spent` marks an edit that was undone
    and an undo that was redone.
    """

    topology = models.ForeignKey(Topology, models.CASCADE, related_name="changes")
    number = models.PositiveBigIntegerField()
    revision = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    step = models.CharField(max_length=8, choices=Step, blank=True, default="")
    spent = models.BooleanField(default=False)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    sentence = models.TextField()
    payload = models.JSONField(default=dict)

    class Meta:
        ordering = ("topology", "number")
        constraints = (
            models.UniqueConstraint(fields=("topology", "number"), name="change_number"),
            models.CheckConstraint(condition=models.Q(kind__in=Kind.values), name="change_kind"),
            models.CheckConstraint(condition=models.Q(step__in=["", *Step.values]), name="change_step"),
        )
        indexes = (
            models.Index(fields=("topology", "author", "step", "number"), name="change_undo"),
            models.Index(fields=("topology", "kind", "revision"), name="change_revision"),
        )

    def __str__(self) -> str:
        return f"{self.number}: {self.sentence}"


class Checkpoint(models.Model):
    """A name for one revision of a topology."""

    topology = models.ForeignKey(Topology, models.CASCADE, related_name="checkpoints")
    revision = models.PositiveIntegerField()
    name = models.CharField(max_length=60)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("topology", "revision", "name")
        constraints = (models.UniqueConstraint(fields=("topology", "name"), name="checkpoint_name"),)

    def __str__(self) -> str:
        return f"{self.name}: revision {self.revision}"
