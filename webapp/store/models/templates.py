"""Parts of designs that somebody has saved as templates of their own."""

from django.conf import settings
from django.db import models


class Template(models.Model):
    """`part` is a design document, complete, with positions."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="templates")
    name = models.CharField(max_length=60)
    part = models.JSONField()
    created = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("owner", "name")
        constraints = (models.UniqueConstraint(fields=("owner", "name"), name="template_name"),)

    def __str__(self) -> str:
        return self.name
