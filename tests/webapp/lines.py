"""Lines to the console of a running Patchboard, as its administrator's browser has them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from tests.webapp.running import Patchboard

SOON = 20.0


class RealLine:
    """One that is open. `reason` is why it was closed, once it is."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.reason: str | None = None

    def hear(self) -> Any:
        """The next message, or bytes; None once it is closed."""
        try:
            said = self.connection.recv(SOON)
        except ConnectionClosed:
            self.reason = self.reason or ""
            return None
        if isinstance(said, bytes):
            return said
        message = json.loads(said)
        if message.get("type") == "closed":
            self.reason = message["reason"]
        return message

    def until(self, kind: str) -> dict[str, Any]:
        """The next message of that type; what comes before it is passed over."""
        while (message := self.hear()) is not None:
            if isinstance(message, dict) and message.get("type") == kind:
                return message
        raise AssertionError(f"no {kind} came; closed: {self.reason}")

    def until_it_shows(self, text: bytes) -> None:
        """A terminal; what else is told is passed over."""
        shown = b""
        while text not in shown:
            said = self.hear()
            assert said is not None, f"{text!r} was not shown; closed: {self.reason}"
            shown += said if isinstance(said, bytes) else b""

    def rest(self) -> list[Any]:
        """All that comes until it is closed."""
        return list(iter(self.hear, None))

    def say(self, **message: Any) -> None:
        self.connection.send(json.dumps(message))


@contextmanager
def line(patchboard: Patchboard, topology: str, **request: Any) -> Iterator[RealLine]:
    """Open as long as the block lasts, whoever closes it."""
    address = f"{patchboard.address}/console/{topology}/".replace("http", "ws", 1)
    cookie = {"Cookie": patchboard.cookie}
    with connect(
        address, additional_headers=cookie, origin=Origin(patchboard.address), compression=None, proxy=None
    ) as connection:
        opened = RealLine(connection)
        opened.say(**request)
        yield opened
