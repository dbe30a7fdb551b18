"""A topology: what is owned, deployed and numbered as one."""

import uuid

from django.conf import settings
from django.db import models


class State(models.TextChoices):
    """How what exists compares with what is designed; for a topology and for each of its objects."""

    DESIGNED = "designed", "designed"
    APPLYING = "applying", "applying"
    IN_SYNC = "in_sync", "in sync"
    DRIFTED = "drifted", "drifted"
    DEGRADED = "degraded", "degraded"
    FAILED = "failed", "failed"
    LOST = "lost", "lost"


class Drift(models.TextChoices):
    """What is done about drift."""

    REPAIR = "repair", "put it back at once"
    SHOW = "show", "show it"


class Topology(models.Model):
    """One design and how far it has been made real.

    `revision` counts the edits of the design, `number` everything that the change log holds.
    `effective_revision` is that of the last edit of more than what is only drawn (`topology.bare`).
    `deployed` is the intent, and `deployed_revision` what of the design: with `auto_deploy` it follows every
    edit, without it edits wait for the next deploy. `built` is true from the first deploy on until the
    engine has reported that nothing of it is left. `observed_revision`, `state` and `reason` are the engine's
    last word, about that revision; 0 before its first. `settled` is the revision that was last seen in sync,
    until somebody asks for it to be put back: from then on drift is drift. `adoption` are the operations that
    would take the drift that was last seen into the design. `facts` counts how often the facts about its
    objects changed, which the change log does not hold. `playing` is the scenario that is being played
    (`webapp.store.plays`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=32, unique=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="topologies")
    description = models.TextField(blank=True, default="")
    revision = models.PositiveIntegerField(default=0)
    effective_revision = models.PositiveIntegerField(default=0)
    number = models.PositiveBigIntegerField(default=0)
    deployed = models.BooleanField(default=False)
    deployed_revision = models.PositiveIntegerField(null=True)
    auto_deploy = models.BooleanField(default=False)
    built = models.BooleanField(default=False)
    drift = models.CharField(max_length=8, choices=Drift, default=Drift.REPAIR)
    settled = models.PositiveIntegerField(null=True)
    adoption = models.JSONField(default=list)
    facts = models.PositiveBigIntegerField(default=0)
    playing = models.JSONField(null=True)
    observed_revision = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, choices=State, default=State.DESIGNED)
    reason = models.TextField(blank=True, default="")
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "topologies"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(name__regex=r"^[a-z0-9][a-z0-9-]{0,31}$"), name="topology_name"
            ),
            models.CheckConstraint(condition=models.Q(drift__in=Drift.values), name="topology_drift"),
            models.CheckConstraint(condition=models.Q(state__in=State.values), name="topology_state"),
            models.CheckConstraint(
                condition=models.Q(built=True) | models.Q(deployed=False), name="topology_deployed_is_built"
            ),
            models.CheckConstraint(
                condition=models.Q(deployed=False, deployed_revision=None)
                | models.Q(deployed=True, deployed_revision__lte=models.F("revision")),
                name="topology_deployed_revision",
            ),
            models.CheckConstraint(
                condition=models.Q(observed_revision__lte=models.F("revision")),
                name="topology_observed_revision",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_revision__lte=models.F("revision")),
                name="topology_effective_revision",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def waits(self) -> bool:
        """Whether an edit of what is deployed is not deployed yet."""
        return self.deployed_revision is not None and self.deployed_revision < self.effective_revision
