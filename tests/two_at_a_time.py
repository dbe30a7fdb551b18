"""Which tests may run beside which, when `-n` has several processes run them."""

from xdist.scheduler.loadscope import LoadScopeScheduling

ALONE = ("tests/kernel", "tests/browser", "tests/webapp")
"""Folders of which one process has all: what builds on the kernel, drives a browser or starts servers is
never beside its like."""


class Folders(LoadScopeScheduling):  # type: ignore[misc]  # which comes without types
    """Hands out those folders whole, and the rest by files."""

    def _split_scope(self, nodeid: str) -> str:
        return next((folder for folder in ALONE if nodeid.startswith(f"{folder}/")), nodeid.split("::")[0])
