"""What of a design is deployed, and what somebody asks about that."""

from django.db import models

from webapp.store.models.topology import Topology


class DeployedDesign(models.Model):
    """The design that is deployed, while edits of it wait: that of the topology's `deployed_revision`, as a
    document; and the number of objects of which an edit waits. Without a row nothing waits."""

    topology = models.OneToOneField(Topology, models.CASCADE, primary_key=True, related_name="+")
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    waiting = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.topology} at revision {self.revision}"


class PlanRequest(models.Model):
    """Somebody asks the engine what deploying would do: one row a topology, however many ask.

    `asked` counts the questions, `answered` is the count that the engine saw before it looked; `answer` is
    `engine.preview.as_json`, or empty if the engine could not look, and then `reason` says why.
    """

    topology = models.OneToOneField(Topology, models.CASCADE, primary_key=True, related_name="+")
    asked = models.PositiveBigIntegerField(default=0)
    answered = models.PositiveBigIntegerField(default=0)
    answer = models.JSONField(default=dict)
    reason = models.TextField(blank=True, default="")

    def __str__(self) -> str:
        return f"plan of {self.topology}"
