"""Which tests may run beside which, when `-n` has several processes run them."""

from xdist.scheduler.loadscope import LoadScopeScheduling

ALONE = {"tests/kernel": "machine", "tests/browser": "machine", "tests/webapp": "servers"}
"""Folders that one process has whole, by what it has them for: what builds on the kernel or drives a browser
is never beside its like, since links that come and go make Chromium give up what it loads."""


class Folders(LoadScopeScheduling):  # type: ignore[misc]  # which comes without types
    """Hands out those folders whole, and the rest by files."""

    def _split_scope(self, nodeid: str) -> str:
        folder = "/".join(nodeid.split("/")[:2])
        return ALONE.get(folder, nodeid.split("::")[0])
