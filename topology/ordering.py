"""One order for a design's objects, so that equal designs are equal values and files."""

from topology.names import natural
from topology.values import Design


def ordered(design: Design) -> Design:
    """Networks, sandboxes and patches by name, endpoints by sandbox and interface, app2 before app10."""
    changed: dict[str, object] = {
        "networks": tuple(sorted(design.networks, key=lambda network: natural(network.name))),
        "sandboxes": tuple(sorted(design.sandboxes, key=lambda sandbox: natural(sandbox.name))),
        "endpoints": tuple(
            sorted(design.endpoints, key=lambda end: (natural(end.sandbox), natural(end.interface or "")))
        ),
        "patches": tuple(sorted(design.patches, key=lambda patch: natural(patch.name))),
        "layout": {name: design.layout[name] for name in sorted(design.layout, key=natural)},
    }
    return design.model_copy(update=changed)
