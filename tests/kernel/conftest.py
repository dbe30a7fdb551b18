"""Worlds on this machine's kernel, that leave nothing behind."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from engine.backends.kernel import KernelBackend, open_backend, permissions, probe
from engine.backends.kernel.places import Places
from tests.kernel.hearing import Told
from tests.kernel.ordinary import UID
from tests.kernel.ordinary_user import Ordinary
from tests.kernel.world import World
from tests.require import require


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("kernel")


@pytest.fixture(scope="session", autouse=True)
def witnesses() -> None:
    """What these tests check with from outside."""
    require("ip")
    require("ping")


@pytest.fixture(scope="session", autouse=True)
def asked_once() -> Iterator[None]:
    """Of all engines here the first one asks the kernel what it can do: that takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(probe, "features", cache(probe.features))
        yield


@pytest.fixture(scope="session")
def backend(tmp_path_factory: pytest.TempPathFactory) -> Iterator[KernelBackend]:
    """The kernel as root; what an ordinary user can do is tested by processes of that user's own."""
    if not permissions.is_root():
        pytest.skip("needs root; test_rootless.py tests what an ordinary user can do")
    opened = open_backend(tmp_path_factory.mktemp("run"))
    yield opened
    opened.close()


@pytest.fixture
def without_netem(backend: KernelBackend) -> None:
    """Losses are rules here."""
    if "netem" in backend.features:
        pytest.skip("this kernel has netem, which test_netem.py tests")


@pytest.fixture
def world(backend: KernelBackend) -> Iterator[World]:
    """A topology of this test's own, destroyed afterwards."""
    made = World(backend)
    yield made
    made.destroy()


@pytest.fixture
def watching(world: World) -> Iterator[KernelBackend]:
    """An engine that has built nothing itself."""
    made = KernelBackend("root", Places(100), lambda: None)
    yield made
    made.close()


@pytest.fixture
def told(watching: KernelBackend) -> Told:
    """Told by an engine that watches."""
    hearing = Told()
    watching.watch(hearing)
    return hearing


@pytest.fixture
def folder() -> Iterator[Path]:
    """An ordinary user's own."""
    made = Path(tempfile.mkdtemp(prefix="patchboard-ordinary-"))
    if os.geteuid() == 0:
        os.chown(made, UID, UID)
    yield made
    shutil.rmtree(made)


@pytest.fixture
def user(folder: Path) -> Iterator[Ordinary]:
    made = Ordinary(folder)
    yield made
    made.leave()
