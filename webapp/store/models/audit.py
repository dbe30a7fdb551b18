"""Who has used which instrument at which topology."""

from django.conf import settings
from django.db import models

from webapp.store.models.topology import Topology


class ConsoleEntry(models.Model):
    """One line that was opened at the console; `ended` is NULL while it is open, or if nobody could say.

    Names are kept beside the rows that they belong to: an entry outlives both.
    """

    topology = models.ForeignKey(Topology, models.SET_NULL, null=True, related_name="+")
    topology_name = models.CharField("topology", max_length=32)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    person_name = models.CharField("person", max_length=150)
    instrument = models.CharField(max_length=32)
    about = models.CharField(max_length=200, blank=True, default="")
    began = models.DateTimeField()
    ended = models.DateTimeField(null=True)
    how = models.CharField("how it ended", max_length=200, blank=True, default="")

    class Meta:
        verbose_name_plural = "console entries"
        ordering = ("-began",)
        indexes = (models.Index(fields=("-began",), name="console_began"),)

    def __str__(self) -> str:
        return f"{self.person_name} at {self.topology_name}: {self.instrument} {self.about}".rstrip()
