"""What a simulation never shows: objects in every state, problems, refusals, a lost connection."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

REASONS = {
    "failed": "bridge lan0: Operation not permitted; run the engine as root, or in its own user namespace",
    "drifted": "link eth0 is down and was left up",
    "degraded": "1 of 2 gateways does not answer",
    "lost": "the namespace is not there any more",
    "applying": "",
    "designed": "",
}
FIX = {"title": "Use 10.0.0.22/24", "operations": []}
PROBLEMS = [
    ("addresses", "10.0.0.2 is the address of endpoint app1.eth0 too", "choose another one", "error", FIX),
    ("interface", "the name is longer than the 15 characters of Linux", "shorten it", "error", None),
    ("mtu", "9000 is more than the 1500 of lan0", "frames that are larger get lost", "warning", None),
]
Message = dict[str, Any]


def told(page: Page, change: Callable[[Message], None]) -> None:
    """From the next page on, what the server says of a drawing is changed so on its way."""

    def between(socket: WebSocketRoute) -> None:
        server = socket.connect_to_server()
        server.on_message(lambda text: socket.send(_changed(text, change)))

    page.route_web_socket("**/live/**", between)


def _changed(text: str | bytes, change: Callable[[Message], None]) -> str:
    message: Message = json.loads(text)
    change(message)
    return json.dumps(message)


def troubled(message: Message) -> None:
    """Every state there is, on the first of all objects, and a problem of each kind."""
    if message["type"] != "snapshot":
        return
    status = message["status"]
    for each, (state, reason) in zip(status["objects"], REASONS.items(), strict=False):
        each.update(state=state, reason=reason)
    status.update(state="failed", reason=REASONS["failed"])
    message["problems"] = [_problem(*each) for each in PROBLEMS]


def _problem(field: str, reason: str, remedy: str, severity: str, fix: object) -> Message:
    about = {"kind": "endpoint", "name": "app0.eth0", "field": field}
    return {**about, "reason": reason, "remedy": remedy, "severity": severity, "fix": fix, "also": []}


def drifted(message: Message) -> None:
    if message["type"] == "snapshot":
        first = message["status"]["objects"][0]
        first.update(state="drifted", reason=REASONS["drifted"])
        message["status"].update(state="drifted", reason="1 object is not as it was left")
        message["topology"]["adoptable"] = True


def refused(message: Message) -> None:
    """No edit is taken: somebody else was quicker, as it were."""
    if message["type"] == "done":
        problem = _problem("addresses", *PROBLEMS[0][1:])
        message.update(type="refused", problems=[problem])


def silent(message: Message) -> None:
    """The engine does not answer."""
    if message["type"] == "engine":
        message["alive"] = False


def cut_off(page: Page) -> None:
    """From the next page on: once the drawing is there, the connection is lost and does not come back."""
    drawn: list[str | bytes] = []

    def between(socket: WebSocketRoute) -> None:
        if drawn:
            socket.close()
            return
        socket.connect_to_server().on_message(lambda text: _last(socket, text, drawn))

    page.route_web_socket("**/live/**", between)


def _last(socket: WebSocketRoute, text: str | bytes, drawn: list[str | bytes]) -> None:
    if drawn:
        return
    socket.send(text)
    if json.loads(text)["type"] == "snapshot":
        drawn.append(text)
        socket.close()
