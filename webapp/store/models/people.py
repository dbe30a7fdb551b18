"""Who may do what, and the link that lets the first person in."""

from django.conf import settings
from django.db import models

from webapp.store.models.topology import Topology


class Role(models.TextChoices):
    """What somebody may do with a topology of somebody else's."""

    EDITOR = "editor", "editor"
    VIEWER = "viewer", "viewer"


class Membership(models.Model):
    topology = models.ForeignKey(Topology, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=8, choices=Role, default=Role.VIEWER)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("topology", "user"), name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role"),
        )

    def __str__(self) -> str:
        return f"{self.user} is {self.role} of {self.topology}"


class SignInLink(models.Model):
    """A link that signs somebody in once. Only the hash of its token is kept."""

    digest = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created = models.DateTimeField(auto_now_add=True)
    used = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"sign-in link for {self.user}"


class ViewLink(models.Model):
    """A link by which anybody may look at a topology, without an account. Only its token's hash is kept."""

    topology = models.OneToOneField(Topology, models.CASCADE, related_name="view_link")
    digest = models.CharField(max_length=64, unique=True)
    created = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"link to look at {self.topology}"


class Guest(models.Model):
    """Somebody who came by a link: an account without a password that can do nothing but look."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="guest")
    link = models.ForeignKey(ViewLink, models.CASCADE, related_name="guests")

    def __str__(self) -> str:
        return f"{self.user}, a guest"
