"""`traffic`: the rates of all endpoints and patches of a topology, each second.

← {"type": "history", "at": 1.7e9, "seconds": 600, "objects": [["endpoint", "app1.eth0"], …]}, then bytes: for
   each of these objects 32-bit floats, bits a second in and out of each second, the oldest first
← {"type": "rates", "at": 1.7e9, "objects": [["endpoint", "app1.eth0", bits in, bits out, packets in,
   packets out, drops in, drops out], …]}: those that are not as they were

Rates are as an endpoint sees them; those of a patch go in at the network that comes first by name. All who
look at a topology are told by one sampler, which waits a while for the last one who left.
"""

from engine.console.instrument import Instrument, Request
from engine.console.line import SEEING, Line
from engine.console.machine import Machine
from engine.console.sampling import Looker, Sampler


class TrafficRequest(Request):
    """Nothing more to say."""


class Traffic:
    """One sampler a topology, for as long as somebody looks, or has just left."""

    def __init__(self) -> None:
        self._samplers: dict[str, Sampler] = {}

    async def run(self, line: Line, request: TrafficRequest, machine: Machine) -> None:
        with self._sampler(line.topology, machine).looker() as looker:
            await tell_history(line, looker)
            while True:
                at, rates = await looker.news()
                objects = [[kind, name, *each] for (kind, name), each in rates.items()]
                await line.tell({"type": "rates", "at": at, "objects": objects})

    def _sampler(self, topology: str, machine: Machine) -> Sampler:
        if topology not in self._samplers:
            self._samplers[topology] = Sampler(topology, machine.places)
            machine.keep(self._keep(topology))
        return self._samplers[topology]

    async def _keep(self, topology: str) -> None:
        try:
            await self._samplers[topology].run()
        finally:
            del self._samplers[topology]


async def tell_history(line: Line, looker: Looker) -> None:
    at, seconds, series = looker.history
    await line.tell({"type": "history", "at": at, "seconds": seconds, "objects": [*map(list, series)]})
    await line.send(b"".join(series.values()))


INSTRUMENT = Instrument(TrafficRequest, Traffic().run, SEEING)
