"""Namespaces that are open are let go of when their names go, and no name is asked about for nothing."""

from pathlib import Path
from typing import cast

import pytest

from engine.backends.kernel import home
from engine.backends.kernel.place import Place
from engine.backends.kernel.places import Places


class Opened:
    """Stands in for an open namespace."""

    def __init__(self, inode: int) -> None:
        self.inode = inode
        self.is_closed = False

    def close(self) -> None:
        self.is_closed = True


class Names:
    """Stand in for the folder of namespaces: inodes by name, a stamp that moves on when it is told to, and
    how often somebody has asked what a name means."""

    def __init__(self) -> None:
        self.inodes: dict[str, int] = {}
        self.moment = 1
        self.asked = 0

    def inode(self, of: Path) -> int | None:
        self.asked += 1
        return self.inodes.get(of.name)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Names:
    made = Names()
    monkeypatch.setattr(home, "inode", made.inode)
    monkeypatch.setattr(home, "stamp", lambda: made.moment)
    return made


@pytest.fixture
def places(names: Names) -> Places:
    """Swept, with two sandboxes open."""
    opened = Places(8)
    for number, place in enumerate(("app1", "app2")):
        names.inodes[f"lab.{place}"] = number
        opened.keep("lab", place, cast(Place, Opened(number)))
    opened.sweep()
    opened.sweep()
    return opened


def kept(places: Places, place: str) -> Opened:
    with places.visit("lab", place) as visited:
        return cast(Opened, visited)


def test_while_no_name_comes_or_goes_none_is_asked_about(names: Names, places: Places) -> None:
    asked = names.asked
    places.sweep()
    assert names.asked == asked


def test_one_whose_name_has_gone_is_let_go_of_and_no_other(names: Names, places: Places) -> None:
    app1, app2 = kept(places, "app1"), kept(places, "app2")
    del names.inodes["lab.app1"]
    names.moment += 1
    places.sweep()
    assert (app1.is_closed, app2.is_closed) == (True, False)


def test_one_whose_name_means_another_by_now_is_let_go_of(names: Names, places: Places) -> None:
    app1 = kept(places, "app1")
    names.inodes["lab.app1"] = 7
    names.moment += 1
    places.sweep()
    assert app1.is_closed


def test_a_name_that_goes_in_the_moment_of_the_last_look_is_seen_at_the_next(
    names: Names, places: Places
) -> None:
    app1 = kept(places, "app1")
    names.moment += 1
    places.sweep()
    del names.inodes["lab.app1"]
    places.sweep()
    assert app1.is_closed
