"""The design as it is stored now."""

from typing import Any

from django.http import HttpRequest

from topology.formats.native import as_document
from webapp.api.reading import reads
from webapp.store import reading
from webapp.store.models import Topology


@reads
def design(request: HttpRequest, topology: Topology) -> dict[str, Any]:
    """`{revision, design}`."""
    return {"revision": topology.revision, "design": as_document(reading.design(topology))}
