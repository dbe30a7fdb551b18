"""Lets only our own pages open a websocket: a browser sends cookies along with those of any page."""

from typing import Any

from channels.security.websocket import WebsocketDenier
from django.conf import settings
from django.http.request import split_domain_port, validate_host

SCHEMES = {"ws": "http", "wss": "https"}


class ExactOrigin:
    """The page must come from the scheme, host and port that the socket is opened to, and the host must
    be one of ours, or a name that somebody points here would do."""

    def __init__(self, application: Any) -> None:
        self._application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> Any:
        application: Any = self._application if is_ours(scope) else WebsocketDenier()
        return await application(scope, receive, send)


def is_ours(scope: dict[str, Any]) -> bool:
    origins, hosts = _header(scope, b"origin"), _header(scope, b"host")
    if len(origins) != 1 or len(hosts) != 1:
        return False
    domain, _ = split_domain_port(hosts[0])
    scheme = SCHEMES.get(scope.get("scheme", ""), "")
    return validate_host(domain, settings.ALLOWED_HOSTS) and origins[0] == f"{scheme}://{hosts[0]}".lower()


def _header(scope: dict[str, Any], name: bytes) -> list[str]:
    return [value.decode("latin1").lower() for key, value in scope["headers"] if key == name]
