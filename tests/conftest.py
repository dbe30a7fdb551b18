"""What every test runs under."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests import by_chance
from tests.kernels import keep_those_of_this_kernel
from tests.own_place import BESIDE_OTHERS
from tests.packages import GOOD, Installing, look_again, make_up

settings.register_profile("local", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
settings.register_profile(by_chance.PROFILE, deadline=None, derandomize=False)
settings.load_profile("ci" if os.environ.get("CI") == "true" else "local")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> object:
    from tests.side_by_side import Files  # not every run has the plugin

    return Files(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    keep_those_of_this_kernel(config, items)
    if BESIDE_OTHERS:
        from tests.side_by_side import in_order

        items[:] = in_order(items)


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
