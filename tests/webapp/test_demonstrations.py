"""The demonstrations, as a new installation has them."""

from ipaddress import ip_address

import pytest

from engine.check import check
from engine.reach import Reach
from tests.webapp.builders import administrator
from topology.formats import native
from webapp.store import demonstrations
from webapp.store.demonstrations import EXPECTED, FOLDER, description, load
from webapp.store.models import Topology
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


def test_there_are_six_each_with_a_file() -> None:
    assert {file.stem for file in FOLDER.glob("*.yaml")} == set(EXPECTED)
    assert len(EXPECTED) == 6


@pytest.mark.parametrize("name", EXPECTED)
def test_a_demonstration_is_described_placed_and_without_problems(name: str) -> None:
    text = (FOLDER / f"{name}.yaml").read_text()
    drawn = native.load(text)
    assert drawn.name == name
    assert len(description(text)) > 40
    assert not check(drawn)
    names = {sandbox.name for sandbox in drawn.sandboxes} | {network.name for network in drawn.networks}
    assert set(drawn.layout) == names


@pytest.mark.parametrize("name", EXPECTED)
def test_what_is_expected_speaks_of_what_is_drawn(name: str) -> None:
    drawn = native.load((FOLDER / f"{name}.yaml").read_text())
    addresses = {text.partition("/")[0] for end in drawn.endpoints for text in end.addresses or ()}
    addresses |= {text for network in drawn.networks for text in network.gateway or ()}
    for source, target, _ in EXPECTED[name]:
        assert source in {sandbox.name for sandbox in drawn.sandboxes}
        assert target in addresses


@pytest.mark.parametrize("name", EXPECTED)
def test_it_is_predicted_what_answers(name: str) -> None:
    reach = Reach(native.load((FOLDER / f"{name}.yaml").read_text()))
    for source, to, answers in EXPECTED[name]:
        assert reach.to(source, ip_address(to)).predicted is answers


@pytest.mark.parametrize("name", EXPECTED)
def test_of_no_two_sandboxes_it_is_left_open(name: str) -> None:
    walks = Reach(native.load((FOLDER / f"{name}.yaml").read_text())).all()
    assert None not in [way.predicted for each in walks.values() for way in each.values()]


def test_loading_stores_them_as_they_are_drawn() -> None:
    load(administrator())
    for topology in Topology.objects.all():
        drawn = native.load((FOLDER / f"{topology.name}.yaml").read_text())
        assert design(topology) == drawn
        assert topology.description


def test_loading_again_changes_nothing() -> None:
    admin = administrator()
    load(admin)
    demonstrations.load(admin)
    assert set(Topology.objects.values_list("number", flat=True)) == {1}
