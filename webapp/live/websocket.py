"""What a browser's sockets have in common."""

from typing import Any

from channels.consumer import get_handler_name
from channels.generic.websocket import AsyncWebsocketConsumer


class Websocket(AsyncWebsocketConsumer):
    """What is said is handled at once.

    Channels has the old connections to the database closed before each message, in one thread for all
    sockets: a letter would wait there for all that others say. Here whatever asks the database does so by
    `webapp.live.asking`, which closes them itself.
    """

    async def dispatch(self, message: dict[str, Any]) -> None:
        await getattr(self, get_handler_name(message))(message)
