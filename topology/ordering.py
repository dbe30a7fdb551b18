"""Where objects stand: on the canvas, and in the one order that makes equal designs equal values."""

from topology.beside import BESIDE
from topology.names import natural
from topology.values import FIELDS, Design, objects


def placed(design: Design, before: Design | None) -> Design:
    """The design with the positions that its objects had before, where it gives them none."""
    if before is None or before.layout.keys() <= design.layout.keys():
        return design
    there = {network.name for network in design.networks} | {box.name for box in design.sandboxes}
    kept = {name: at for name, at in before.layout.items() if name in there}
    return design.model_copy(update={"layout": kept | design.layout})


def ordered(design: Design) -> Design:
    """All by name, endpoints by sandbox and interface, app2 before app10."""
    changed: dict[str, object] = {
        "networks": tuple(sorted(design.networks, key=lambda network: natural(network.name))),
        "sandboxes": tuple(sorted(design.sandboxes, key=lambda sandbox: natural(sandbox.name))),
        "endpoints": tuple(
            sorted(design.endpoints, key=lambda end: (natural(end.sandbox), natural(end.interface or "")))
        ),
        "patches": tuple(sorted(design.patches, key=lambda patch: natural(patch.name))),
        "layout": {name: design.layout[name] for name in sorted(design.layout, key=natural)},
        **{
            FIELDS[kind]: tuple(sorted(objects(design, kind), key=lambda figure: natural(figure.name)))
            for kind in BESIDE
        },
    }
    return design.model_copy(update=changed)
