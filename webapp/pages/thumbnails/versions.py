"""Which picture of a topology is the one that holds now."""

from django.conf import settings
from django.urls import reverse

from webapp.store.models import Topology


def of(topology: Topology) -> str:
    """Another one whenever the design, or our way to draw it, is another; a name may be given again."""
    return f"{topology.pk.hex[:12]}-{topology.revision}-{settings.STATIC_HASH[:8]}"


def address(topology: Topology) -> str:
    return f"{reverse('thumbnail', args=[topology.name])}?v={of(topology)}"
