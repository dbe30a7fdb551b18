"""Kernel settings of sandboxes and endpoints."""

import re
from collections.abc import Iterator, Mapping

from topology import sysctls
from topology.problems import Problem
from topology.sysctls import IFNAME, OF_ENDPOINT, OF_SANDBOX, Form
from topology.validation.view import View

_OF_ONE_LINK = re.compile(r"(net\.ipv[46]\.(?:conf|neigh)\.)(?!all\.|default\.)[^.]+(\.\w+)")


def allowed(view: View) -> Iterator[Problem]:
    """They are among those that a design may make, and have values that the kernel takes."""
    for sandbox in view.design.sandboxes:
        for setting, value in sandbox.sysctls.items():
            yield from _problems("sandbox", sandbox.name, setting, value, OF_SANDBOX)
    for endpoint in view.design.endpoints:
        for setting, value in endpoint.sysctls.items():
            yield from _problems("endpoint", endpoint.name, setting, value, OF_ENDPOINT)


def _problems(
    kind: str, name: str, setting: str, value: str, allowed: Mapping[str, Form]
) -> Iterator[Problem]:
    field, form = f"sysctls.{setting}", allowed.get(setting)
    if form is None:
        yield Problem(kind, name, field, *_not_allowed(kind, setting, allowed))
    elif not form.takes(value):
        yield Problem(kind, name, field, f"{value!r} is not {form}", f"write {form}")


def _not_allowed(kind: str, setting: str, allowed: Mapping[str, Form]) -> tuple[str, str]:
    """Reason and remedy."""
    instead = sysctls.instead(setting)
    if instead:
        return "the design has a field for it", instead
    of_link = _OF_ONE_LINK.sub(rf"\1{IFNAME}\2", setting)
    if of_link in OF_ENDPOINT:
        where = "of the endpoint " if kind == "sandbox" else ""
        return "belongs to one interface", f"write {of_link} {where}with the letters {IFNAME} as they are"
    if setting in OF_SANDBOX:
        return "belongs to the whole sandbox", "set it of the sandbox"
    near = sysctls.nearest(setting, allowed)
    return "is not a setting that a design may make", f"write {near}" if near else "leave it out"
