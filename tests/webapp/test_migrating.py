"""What becomes of a database that an earlier version made."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

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
