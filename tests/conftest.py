"""What every test runs under."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.packages import GOOD, Installing, look_again, make_up

HERE = Path(__file__).parent
ONE_AT_A_TIME = ("kernel", "browser", "webapp")

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


@pytest.hookimpl(tryfirst=True)  # before the plugin reads the groups
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What builds on the kernel is never beside its like, nor what drives a browser."""
    if config.pluginmanager.hasplugin("xdist"):
        for item in items:
            part = item.path.relative_to(HERE).parts[0]
            if part in ONE_AT_A_TIME:
                item.add_marker(pytest.mark.xdist_group(part))


@pytest.fixture
def installing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installing]:
    """Makes packages up that are found from then on, until the test ends."""
    monkeypatch.syspath_prepend(str(tmp_path))

    def make(name: str, code: str = GOOD, **groups: str) -> None:
        make_up(tmp_path, name, code, **groups)
        look_again()

    yield make
    monkeypatch.undo()
    look_again()
