"""Prompts reach who listens, and never hold up or fail who tells."""

from pathlib import Path

import pytest
from pytest_django import Settings

from webapp.prompts import Listener, News, tell

NEWS = News("1234", "lab")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.RUN = tmp_path / "a-folder-so-deep-that-a-socket-address-cannot-hold-it" / ("x" * 60) / "run"
    settings.RUN.mkdir(parents=True)
    return Path(settings.RUN)


def test_a_prompt_reaches_every_listener() -> None:
    web, engine = Listener("web"), Listener("engine")
    tell(NEWS)
    assert web.receive() == engine.receive() == NEWS
    assert web.receive() is None
    web.close()
    engine.close()


def test_a_prompt_for_one_kind_reaches_no_other() -> None:
    web, engine = Listener("web"), Listener("engine")
    tell(NEWS, ("web",))
    assert (web.receive(), engine.receive()) == (NEWS, None)
    web.close()
    engine.close()


def test_a_listener_that_does_not_listen_holds_up_nobody() -> None:
    busy = Listener("web")
    for _ in range(10_000):
        tell(NEWS)
    assert busy.receive() == NEWS
    busy.close()


def test_what_a_killed_process_left_is_cleared_away(folder: Path) -> None:
    killed = Listener("web")
    killed.socket.close()
    assert list(folder.iterdir())
    tell(NEWS)
    assert not list(folder.iterdir())


def test_what_is_no_socket_is_left_alone(folder: Path) -> None:
    (folder / "web-1.prompt").write_text("mine")
    tell(NEWS)
    assert (folder / "web-1.prompt").read_text() == "mine"


def test_a_listener_leaves_nothing_behind(folder: Path) -> None:
    Listener("web").close()
    assert not list(folder.iterdir())


def test_a_question_is_heard_as_one() -> None:
    engine = Listener("engine")
    tell(News("1234", "lab", asks=True), ("engine",))
    assert engine.receive() == News("1234", "lab", asks=True)
    engine.close()
