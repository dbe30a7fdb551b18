"""What a browser asks for, and of whom."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, Page, Response

WITHIN = ("data", "blob")
"""Addresses of what the page itself holds."""


@dataclass
class Traffic:
    """Of all pages, frames, workers and websockets of a profile, from now on."""

    profile: BrowserContext
    asked: list[str] = field(default_factory=list)
    documents: list[Response] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.profile.on("request", lambda request: self.asked.append(request.url))
        self.profile.on("response", self._answered)
        self.profile.on("page", self._opened)

    def _opened(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.asked.append(socket.url))
        page.on("worker", lambda worker: self.asked.append(worker.url))

    def _answered(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.documents.append(response)

    def beyond(self, address: str) -> list[str]:
        """Whatever was asked of somebody else than the server there."""
        host = urlsplit(address).netloc
        parts = [(url, urlsplit(url)) for url in self.asked]
        return [url for url, part in parts if part.scheme not in WITHIN and part.netloc != host]

    def has(self, ending: str) -> bool:
        return any(urlsplit(url).path.endswith(ending) for url in self.asked)

    def without_policy(self) -> list[str]:
        """Pages that do not say that everything comes from their own server."""
        policies = [(each.url, each.headers.get("content-security-policy", "")) for each in self.documents]
        return [url for url, policy in policies if "default-src 'self';" not in policy]
