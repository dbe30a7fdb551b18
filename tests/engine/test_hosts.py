"""Which names a sandbox knows."""

from engine.features import EVERY
from engine.hosts import folder_of
from engine.lower import lower
from engine.resources import Etc, File
from engine.resources import Service as Running
from tests.engine.builders import bridge, changed, lab, one_bridge, patched, resources
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, Resolver, Sandbox, Service

SLEEPER = Service(name="web", command=("sleep", "1000"))


def lines(design: Design, sandbox: str) -> list[str]:
    """The lines of the hosts file that the sandbox sees, from the first name of its networks on."""
    (folder,) = (each.folder for each in resources(design, Etc) if each == Etc(sandbox, each.folder))
    (text,) = (
        each.text for each in resources(design, File) if each == File("", f"{folder}/hosts", each.text)
    )
    return text.splitlines()[3:]


def test_all_on_a_network_know_each_other_and_share_a_file() -> None:
    design = one_bridge("app1", "app2")
    assert lines(design, "app1") == lines(design, "app2") == ["10.0.0.2\tapp1", "10.0.0.3\tapp2"]
    assert len(resources(design, File)) == 1


def test_a_sandbox_on_two_networks_knows_both() -> None:
    design = complete(
        lab(
            networks=[bridge("lan1"), bridge("lan2", "10.0.1.0/24")],
            sandboxes=[Sandbox(name="a"), Sandbox(name="b"), Sandbox(name="r")],
            endpoints=[
                Endpoint(sandbox="a", network="lan1"),
                Endpoint(sandbox="b", network="lan2"),
                Endpoint(sandbox="r", network="lan1"),
                Endpoint(sandbox="r", network="lan2"),
            ],
        )
    )
    assert [line.split()[1] for line in lines(design, "r")] == ["a", "r", "b", "r"]
    assert [line.split()[1] for line in lines(design, "a")] == ["a", "r"]


def test_patched_networks_are_one() -> None:
    design = patched()
    joined = {
        "sandboxes": (Sandbox(name="a"), Sandbox(name="b")),
        "endpoints": tuple(
            Endpoint(sandbox=name, network=network.name, interface="eth0", addresses=())
            for name, network in zip("ab", design.networks, strict=False)
        ),
    }
    folders = {each.folder for each in resources(design.model_copy(update=joined), Etc)}
    assert len(folders) == 1


def test_nobody_is_known_by_a_network_of_the_driver_null() -> None:
    design = lab(
        networks=[Network(name="none", driver="null")],
        sandboxes=[Sandbox(name="a")],
        endpoints=[Endpoint(sandbox="a", network="none")],
    )
    assert resources(design, Etc) == []


def test_a_resolver_of_its_own_makes_a_folder_of_its_own() -> None:
    design = changed(one_bridge("app1", "app2"), "sandbox", "app1", resolver=Resolver(servers=("10.0.0.9",)))
    assert len({each.folder for each in resources(design, Etc)}) == 2
    assert lines(design, "app1") == lines(design, "app2")


def test_a_sandbox_with_services_has_a_folder_that_stays_its_own_on_whatever_networks() -> None:
    alone = changed(one_bridge("app1", "app2"), "sandbox", "app1", services=(SLEEPER,))
    unplugged = alone.model_copy(update={"endpoints": alone.endpoints[1:]})
    (before,), (after,) = (
        [each for each in resources(design, Etc) if each.place == "app1"] for design in (alone, unplugged)
    )
    assert before == after
    assert lines(alone, "app1") == lines(alone, "app2")
    assert lines(unplugged, "app1") == []
    assert before.folder not in {each.folder for each in resources(alone, Etc) if each != before}


def test_a_service_is_told_apart_by_whether_its_sandbox_has_a_resolver() -> None:
    plain = changed(one_bridge("app1"), "sandbox", "app1", services=(SLEEPER,))
    resolving = changed(plain, "sandbox", "app1", resolver=Resolver(servers=("10.0.0.9",)))
    another = changed(plain, "sandbox", "app1", resolver=Resolver(servers=("10.0.0.8",)))
    assert resources(plain, Running) != resources(resolving, Running) == resources(another, Running)


def test_a_folder_for_very_many_networks_has_a_name_that_fits() -> None:
    many = frozenset(f"network-number-{number}" for number in range(200))
    assert len(folder_of(many, None)) <= 100
    assert folder_of(many, None) != folder_of(many - {"network-number-7"}, None)


def test_a_machine_that_cannot_have_them_builds_all_else() -> None:
    design = one_bridge("app1")
    whole, without = lower(design).state, lower(design, EVERY - {"etc"}).state
    assert {name[0] for name in whole.keys() - without.keys()} == {"file", "etc"}
