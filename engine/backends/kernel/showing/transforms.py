"""An event of XFRM, which IPsec is part of, in one line as `ip xfrm monitor` says it."""

from collections.abc import Callable, Mapping
from functools import partial

from engine.backends.kernel import netlink, xfrm
from engine.backends.kernel.showing import words

_PROTOCOLS = {43: "route2", 50: "esp", 51: "ah", 60: "hao", 108: "comp"}
_MODES = {0: "transport", 1: "tunnel", 2: "ro", 3: "in_trigger", 4: "beet"}

Names = Mapping[int, str]


def line(kind: int, body: memoryview, names: Names) -> str:
    """ "" for what is no event."""
    say = _SAYING.get(kind)
    return say(body, names) if say else ""


def _state(body: memoryview, names: Names) -> str:
    _, identity, source, _, request, family, mode, _, _ = xfrm.STATE.unpack_from(body)
    to, spi, protocol = xfrm.IDENTITY.unpack(identity)
    ends = f"src {xfrm.address(family, source)} dst {xfrm.address(family, to)}"
    number = f"proto {words.of(_PROTOCOLS, protocol)} spi 0x{spi.hex()} reqid {request}"
    return f"{ends} {number} mode {words.of(_MODES, mode)}"


def _policy(body: memoryview, names: Names) -> str:
    found = xfrm.policy(body)
    does = " action block" if found.action == "block" else ""
    return f"{_selector(found.selector, names)} dir {found.direction}{does} priority {found.priority}"


def _selector(found: xfrm.Selector, names: Names) -> str:
    port, mask, to_port, to_mask = found.ports
    return " ".join(
        filter(
            None,
            [
                f"src {found.source} dst {found.destination}",
                f"proto {found.protocol}" if found.protocol else "",
                f"sport {port}" if mask else "",
                f"dport {to_port}" if to_mask else "",
                f"dev {names.get(found.link, f'if{found.link}')}" if found.link else "",
            ],
        )
    )


def _gone(attribute: int, header: int, body: memoryview, names: Names) -> str:
    found = netlink.attributes(body, header, (attribute,)).get(attribute)
    say = _state if attribute == xfrm.ATTRIBUTE_STATE else _policy
    return f"Deleted {say(found, names)}" if found is not None else ""


def _acquire(body: memoryview, names: Names) -> str:
    _, _, protocol = xfrm.IDENTITY.unpack_from(body)
    wanted = _selector(xfrm.selector(body[40:]), names)
    return f"acquire proto {words.of(_PROTOCOLS, protocol)} {wanted}"


def _prefixed(word: str, say: Callable[[memoryview, Names], str], body: memoryview, names: Names) -> str:
    return f"{word} {say(body, names)}"


def _flushed(body: memoryview, names: Names) -> str:
    protocol = body[0]
    return "Flushed state" + (f" proto {words.of(_PROTOCOLS, protocol)}" if protocol not in (0, 255) else "")


_SAYING: Mapping[int, Callable[[memoryview, Names], str]] = {
    xfrm.NEW_STATE: _state,
    xfrm.UPDATED_STATE: partial(_prefixed, "Updated", _state),
    xfrm.EXPIRED_STATE: partial(_prefixed, "Expired", _state),
    xfrm.DELETED_STATE: partial(_gone, xfrm.ATTRIBUTE_STATE, xfrm.STATE_HEADER),
    xfrm.FLUSHED_STATES: _flushed,
    xfrm.NEW_POLICY: _policy,
    xfrm.UPDATED_POLICY: partial(_prefixed, "Updated", _policy),
    xfrm.EXPIRED_POLICY: partial(_prefixed, "Expired", _policy),
    xfrm.DELETED_POLICY: partial(_gone, xfrm.ATTRIBUTE_POLICY, xfrm.POLICY_HEADER),
    xfrm.FLUSHED_POLICIES: lambda body, names: "Flushed policy",
    xfrm.ACQUIRE: _acquire,
}
