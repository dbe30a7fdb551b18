"""The instrument `trail` beside what it traces: whom an address belongs to, and what is said of a failure."""

import pytest

from engine.backends.kernel.places import Places
from engine.backends.kernel.tracing import Traced
from engine.console.machine import Machine
from engine.console.packets import trail as instrument
from engine.errors import Transient
from tests.engine.builders import lab
from tests.kernel.told import Told
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, Sandbox


def design() -> Design:
    drawn = lab(
        networks=[Network(name="lan", subnets=("10.0.0.0/24", "fd00::/64"))],
        sandboxes=[Sandbox(name="a"), Sandbox(name="b")],
        endpoints=[
            Endpoint(sandbox="a", network="lan", addresses=("10.0.0.1/24", "fd00::1/64")),
            Endpoint(sandbox="b", network="lan", addresses=("10.0.0.2/24", "fd00::2/64")),
        ],
    )
    return complete(drawn)


@pytest.mark.parametrize("written", ["fd00::2", "FD00::0002", "10.0.0.2"])
def test_an_address_is_known_however_it_is_written(written: str) -> None:
    assert instrument.holder(design(), written) == "b"


async def test_a_failure_is_told_even_if_the_kernel_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    def look(places: Places, design: Design) -> None:
        raise Transient("the network changes faster than it can be read")

    monkeypatch.setattr(instrument, "trace", lambda *_: Traced((), "no answer", 0))
    monkeypatch.setattr(instrument, "look", look)
    told = Told(design())
    request = instrument.TrailRequest.model_validate({"from": "a", "to": "b"})
    await instrument.run(told, request, Machine("root", Places(1)))
    (found,) = told.of("trail")
    assert (found["failure"], found["steps"]) == ("no answer", [])
    assert found["hint"].startswith("the network cannot be read now")
