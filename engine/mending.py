"""What mends for certain what a walk has found: to repair, or an edit of the design.

It is only offered if a walk over what the design would then be arrives.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from engine import resources
from engine.check import check
from engine.lower import Desired, lower
from engine.plan import Action, Plan, Update
from engine.reach.causes import Cause, Why
from engine.reach.lowered import RULED, picture
from engine.reach.packet import PING, Flow
from engine.reach.picture import Address, At, Picture
from engine.reach.ruled import AS_DESIGNED
from engine.reach.shown import keys
from engine.reach.walk import walk
from engine.resources import Bridge, Fdb, Namespace, Route, Rule, Service, Shaping, Sysctl, Upper, Veth
from topology.edits import apply
from topology.ipam import complete
from topology.problems import InvalidDesign, errors
from topology.values import Design

Operation = dict[str, Any]

_LINK = (Veth, Bridge, Upper)
_PUT_BACK: Mapping[Why, tuple[type, ...]] = {
    "link down": _LINK,
    "cable pulled": _LINK,
    "link missing": (*_LINK, Namespace),
    "unplugged": _LINK,
    "bridge down": _LINK,
    "isolated": _LINK,
    "vlan": _LINK,
    "too large": _LINK,
    "small mtu": _LINK,
    "loses all": (Shaping, Rule),
    "wrong port": (Fdb,),
    "route missing": (Route,),
    "address missing": (resources.Address,),
    "prefix": (resources.Address,),
    "conflict": (resources.Address,),
    "impostor": (resources.Address,),
    "not forwarding": (Sysctl,),
    "no echo": (Sysctl,),
    "wrong way in": (Sysctl,),
    "arp ignored": (Sysctl,),
    "ipv6 off": (Sysctl,),
    "place missing": (Namespace,),
    "service": (Service,),
}
"""What may have to be put back, by what stops a packet. Of other causes Patchboard made nothing."""


@dataclass(frozen=True, slots=True)
class Mending:
    """`operations` are those of the live protocol; none: what is to be done is to repair."""

    how: Literal["repair", "edit"]
    title: str
    operations: tuple[Operation, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What, from which sandbox to which address, by which design; `rest` is the plan that would put back what
    is not as deployed."""

    design: Design
    desired: Desired
    rest: Plan
    place: str
    address: Address
    flow: Flow = PING


def mending(seen: Picture, asked: Asked, cause: Cause) -> Mending | None:
    """None if it is not certain what to do."""
    drawn = walk(picture(asked.desired.state), asked.place, asked.address, flow=asked.flow)
    if drawn.cause:
        return _edited(asked, drawn.cause)
    if any(_is_about(action, cause, seen) for action in asked.rest):
        return Mending("repair", "Repair")
    return None


def paused_at(design: Design, picture: Picture, cause: Cause) -> At | None:
    """The end of a paused sandbox, if that is why nothing arrives that is sent there or sent to it."""
    if cause.why != "loses all" or cause.detail not in (AS_DESIGNED, RULED):
        return None
    link = picture.links.get(cause.at)
    paused = {each.name for each in design.sandboxes if each.paused}
    return next((at for at in (cause.at, link.peer if link else None) if at and at[0] in paused), None)


def _is_about(action: Action, cause: Cause, seen: Picture) -> bool:
    """Whether it puts back what the cause is about."""
    resource = action.before if isinstance(action, Update) else action.resource
    if not isinstance(resource, _PUT_BACK.get(cause.why, ())):
        return False
    match resource:
        case Veth() | Bridge() | Upper():
            link = seen.links.get(cause.at) or (seen.meant.links.get(cause.at) if seen.meant else None)
            return link is not None and link.label == resource.label
        case resources.Address():
            return resource.address.split("/")[0] == str(cause.hop)
        case Namespace() | Route() | Sysctl() | Service():
            return resource.place == cause.place
        case Shaping() | Rule() | Fdb():
            return resource.place == cause.place
    return False


def _edited(asked: Asked, cause: Cause) -> Mending | None:
    """What the design itself says is in the way."""
    drawn = picture(asked.desired.state)
    standing = paused_at(asked.design, drawn, cause)
    going_on = [(f"Have {standing[0]} go on", _set("sandbox", standing[0], paused=False))] if standing else []
    for title, operation in (*going_on, *_edits(asked.design, cause, keys(drawn, cause.at))):
        if _would_reach(asked, operation):
            return Mending("edit", title, (operation,))
    return None


def _edits(design: Design, cause: Cause, about: list[str]) -> Iterator[tuple[str, Operation]]:
    for key in about:
        kind, _, name = key.partition(":")
        match kind, cause.why:
            case "endpoint" | "patch", "cable pulled" | "link down":
                yield f"Plug in {name}", _set(kind, name, up=True)
            case "endpoint", "isolated":
                yield f"Let {name} reach other isolated ones", _set(kind, name, isolated=False)
            case "endpoint" | "patch", "loses all":
                yield f"Take the loss off {name}", _set(kind, name, loss=None, corrupt=None)
            case "sandbox", "not forwarding":
                yield f"Have {name} route", _set(kind, name, forwarding=True)
            case "sandbox", "no echo":
                own = next(each for each in design.sandboxes if each.name == name)
                gone = dict.fromkeys(each for each in own.sysctls if "echo_ignore_all" in each)
                yield f"Have {name} answer pings", _set(kind, name, sysctls=gone)


def _set(kind: str, name: str, **fields: Any) -> Operation:
    return {"op": "set", "kind": kind, "name": name, "fields": fields}


def _would_reach(asked: Asked, operation: Operation) -> bool:
    try:
        design = complete(apply(asked.design, [operation]))
    except InvalidDesign:
        return False
    if errors(check(design)):
        return False
    return walk(picture(lower(design).state), asked.place, asked.address, flow=asked.flow).reaches
