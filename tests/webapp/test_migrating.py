"""What becomes of a database that an earlier version made."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps
from django.utils import timezone

from tests.webapp.builders import person
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def before_auto_deploy() -> Iterator[type[Topology]]:
    """The topologies of a database from before edits waited for a deploy."""
    executor = MigrationExecutor(connection)
    executor.migrate([("store", "0007_own_templates")])
    yield executor.loader.project_state([("store", "0007_own_templates")]).apps.get_model("store", "Topology")
    call_command("migrate", verbosity=0)


def test_topologies_that_are_there_already_go_on_deploying_each_edit(
    before_auto_deploy: type[Topology],
) -> None:
    owner = person("lina").pk
    before_auto_deploy.objects.create(name="drawn", owner_id=owner, revision=3)
    before_auto_deploy.objects.create(name="built", owner_id=owner, revision=5, deployed=True, built=True)
    call_command("migrate", verbosity=0)
    found = Topology.objects.values_list("name", "auto_deploy", "deployed_revision")
    assert set(found) == {("drawn", True, None), ("built", True, 5)}


@pytest.fixture
def before_figures() -> Iterator[StateApps]:
    """The tables of a database from before anything but positions was only drawn."""
    executor = MigrationExecutor(connection)
    executor.migrate([("store", "0009_deployed_revision")])
    yield executor.loader.project_state([("store", "0009_deployed_revision")]).apps
    call_command("migrate", verbosity=0)


def test_moves_at_the_end_of_a_log_count_for_nothing(before_figures: StateApps) -> None:
    topology = before_figures.get_model("store", "Topology").objects.create(
        name="lab", owner_id=person("lina").pk, revision=4, deployed=True, built=True, deployed_revision=4
    )
    kinds = {1: ["sandbox"], 2: ["sandbox", "layout"], 3: ["layout"], 4: ["layout", "layout"]}
    for number, changed in kinds.items():
        delta = [{"kind": kind, "name": "app1", "before": None, "after": None} for kind in changed]
        before_figures.get_model("store", "Change").objects.create(
            topology=topology,
            number=number,
            revision=number,
            kind="edit",
            payload={"delta": delta},
            at=timezone.now(),
        )
    call_command("migrate", verbosity=0)
    found = Topology.objects.get()
    assert (found.effective_revision, found.waits) == (2, False)
