"""Two designers at once: no edit is lost, and both end on the same revision."""

import threading
from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connections

from tests.webapp.builders import add_sandbox, member, topology
from webapp.store import changes, rows, topologies
from webapp.store.errors import StaleRevision
from webapp.store.models import Change
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)

EDITS = 15


def insist(name: str, author: User, revision: int, sandbox: str) -> int:
    """Send an edit as a browser does: again, on the newer revision, as long as it is a conflict."""
    while True:
        try:
            return changes.change(name, revision, [add_sandbox(sandbox)], author).revision
        except StaleRevision as conflict:
            revision = conflict.revision


def at_once(*jobs: Callable[[], None]) -> None:
    """Each in a thread with a database connection of its own; what any of them raises is raised here."""
    start = threading.Barrier(len(jobs))
    failures: list[BaseException] = []

    def work(job: Callable[[], None]) -> None:
        start.wait()
        try:
            job()
        except BaseException as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]


def test_two_designers_at_once_lose_no_edit() -> None:
    lab = topology()
    people = {"a": lab.owner, "b": member(lab, "b", "editor"), "c": member(lab, "c", "editor")}

    def designer(initial: str) -> Callable[[], None]:
        def draw() -> None:
            revision = 1
            for number in range(EDITS):
                revision = insist("lab", people[initial], revision, f"{initial}{number}")

        return draw

    at_once(*map(designer, people))
    now = topologies.find("lab")
    names = {sandbox.name for sandbox in rows.read(now).sandboxes}
    assert names == {f"{initial}{number}" for initial in people for number in range(EDITS)}
    assert now.revision == 1 + len(names)
    numbers = Change.objects.filter(topology=lab).order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, now.number + 1))
    assert design(lab) == rows.read(now)


def test_of_two_edits_of_the_same_revision_one_is_a_conflict() -> None:
    lab = topology()
    outcomes: list[str] = []

    def designer(sandbox: str) -> Callable[[], None]:
        def draw() -> None:
            try:
                changes.change("lab", 1, [add_sandbox(sandbox)], lab.owner)
                outcomes.append("done")
            except StaleRevision:
                outcomes.append("conflict")

        return draw

    at_once(designer("a"), designer("b"))
    assert sorted(outcomes) == ["conflict", "done"]
    assert topologies.find("lab").revision == 2


def test_of_two_topologies_of_one_name_one_is_refused() -> None:
    lab = topology("other")
    outcomes: list[str] = []

    def create() -> None:
        try:
            topologies.create("lab", lab.owner)
            outcomes.append("done")
        except Exception as error:
            outcomes.append(type(error).__name__)

    at_once(create, create)
    assert sorted(outcomes) == ["InvalidDesign", "done"]
