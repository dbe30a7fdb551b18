"""Names of sandboxes on shared networks resolve, and a resolver's settings hold, inside sandboxes only."""

from pathlib import Path

import pytest

from engine.backends.kernel import files, open_backend
from engine.lower import lower
from engine.planning import plan
from tests.kernel import labs
from tests.kernel.serving import parent, processes, said, served, shell
from tests.kernel.waiting import until
from tests.kernel.world import World, run
from topology.ipam import complete
from topology.values import Design, Endpoint, Network, Resolver, Sandbox


def resolve(world: World, place: str, name: str) -> set[str]:
    """The addresses that a program in the sandbox finds, by IPv4 or IPv6."""
    found = world.do(place, f"getent ahosts {name} || true")
    return {line.split()[0] for line in found.splitlines()}


def own_files(world: World) -> set[str]:
    return {entry.name for entry in files.FOLDER.iterdir() if world.name in entry.name}


def test_a_neighbour_is_found_by_its_name(world: World) -> None:
    world.build(labs.one_bridge())
    assert resolve(world, "app1", "app2") == {"10.0.0.3", "fd00:10::3"}
    assert world.pings("app1", "app2")


def test_a_sandbox_knows_itself_and_localhost(world: World) -> None:
    world.build(labs.one_bridge())
    assert resolve(world, "app1", "app1") == {"10.0.0.2", "fd00:10::2"}
    assert "127.0.0.1" in world.do("app1", "getent ahostsv4 localhost")


def test_who_is_on_no_shared_network_is_not_known(world: World) -> None:
    world.build(labs.router_between_two())
    assert resolve(world, "a", "b") == set()
    assert resolve(world, "a", "router") == {"10.0.1.254"}
    assert resolve(world, "router", "b") == {"10.0.2.1"}


def test_patched_networks_are_one(world: World) -> None:
    world.build(labs.ring())
    assert resolve(world, "app1", "app2") == {"10.2.0.2"}


def test_services_find_neighbours_too_and_those_who_come_later(world: World) -> None:
    look = shell("until grep app3 /etc/hosts; do sleep 0.05; done; getent hosts app3; sleep 1000")
    design = served(look)
    world.build(design)
    more = labs.one_bridge(3)
    world.build(more.model_copy(update={"sandboxes": (*design.sandboxes, *more.sandboxes[2:])}))
    until(lambda: "fd00:10::4      app3" in said(world))


def test_one_more_sandbox_changes_one_file(world: World) -> None:
    world.build(labs.one_bridge(5))
    one_more = complete(labs.one_bridge(6).model_copy(update={"name": world.name}))
    rest = plan(world.observe(), lower(one_more).state)
    changed = [action.key for action in rest if action.key[0] in ("file", "etc")]
    assert changed == [("file", "", "lan1/hosts"), ("etc", "app6")]


def test_what_runs_goes_on_and_knows_those_of_a_network_that_its_sandbox_joins(world: World) -> None:
    look = shell("until grep b1 /etc/hosts; do sleep 0.05; done; sleep 1000")
    second = Network(name="lan2", subnets=("10.2.0.0/24",))
    before = served(look)
    before = before.model_copy(
        update={
            "networks": (*before.networks, second),
            "sandboxes": (*before.sandboxes, Sandbox(name="b1")),
            "endpoints": (*before.endpoints, Endpoint(sandbox="b1", network="lan2")),
        }
    )
    world.build(before)
    running = shells(world)
    joined = Endpoint(sandbox="app1", network="lan2")
    assert world.build(before.model_copy(update={"endpoints": (*before.endpoints, joined)})) == ()
    until(lambda: "b1" in said(world))
    assert shells(world) == running


def test_what_runs_is_started_anew_when_its_hosts_file_was_replaced(world: World) -> None:
    """It has the one that was there mounted, and would see no change of another one ever."""
    design = served(shell("grep -c elsewhere /etc/hosts; until grep app3 /etc/hosts; do sleep 0.05; done"))
    world.build(design)
    replace_by_hand(files.FOLDER / world.netns("app1") / "hosts", "10.9.9.9 elsewhere\n")
    assert world.reconcile().is_done
    more = labs.one_bridge(3)
    world.build(more.model_copy(update={"sandboxes": (*design.sandboxes, *more.sandboxes[2:])}))
    until(lambda: "fd00:10::4\tapp3" in said(world))


def test_what_runs_goes_on_when_its_hosts_file_was_changed_in_place(world: World) -> None:
    world.build(served(shell("sleep 1000")))
    running = shells(world)
    hosts = files.FOLDER / world.netns("app1") / "hosts"
    hosts.write_text(hosts.read_text() + "10.9.9.9 elsewhere\n")
    assert world.reconcile().is_done
    assert shells(world) == running


def replace_by_hand(path: Path, more: str) -> None:
    """As editors do: another file takes the name."""
    path = path.resolve()
    fresh = path.with_name("fresh")
    fresh.write_text(path.read_text() + more)
    fresh.rename(path)


def shells(world: World) -> set[int]:
    """Who runs a script in app1. What a shell is about to run is called as the shell is, for a moment."""
    found = {pid for pid, words in processes(world, "app1").items() if words.startswith("sh -c")}
    return {pid for pid in found if parent(pid) not in found}


def test_what_runs_is_started_anew_when_its_sandbox_gets_a_resolver(world: World) -> None:
    plain = served(shell("cat /etc/resolv.conf; sleep 1000"))
    world.build(plain)
    (first, *others) = plain.sandboxes
    resolving = first.model_copy(update={"resolver": Resolver(servers=("10.0.0.3",))})
    assert world.build(plain.model_copy(update={"sandboxes": (resolving, *others)})) == ()
    until(lambda: "nameserver 10.0.0.3" in said(world))


def with_resolver(**fields: tuple[str, ...]) -> Design:
    design = labs.one_bridge()
    first = Sandbox(name="app1", resolver=Resolver(**fields))
    return design.model_copy(update={"sandboxes": (first, *design.sandboxes[1:])})


def test_a_resolver_is_that_of_its_sandbox_alone(world: World) -> None:
    before = Path("/etc/resolv.conf").read_text()
    world.build(with_resolver(servers=("10.0.0.3",), search=("lab", "local"), options=("ndots:2",)))
    lines = world.do("app1", "cat /etc/resolv.conf").splitlines()
    assert lines[1:] == ["nameserver 10.0.0.3", "search lab local", "options ndots:2"]
    assert world.do("app2", "cat /etc/resolv.conf") == Path("/etc/resolv.conf").read_text() == before
    assert resolve(world, "app1", "app2")


def test_another_resolver_takes_the_place_of_the_first(world: World) -> None:
    world.build(with_resolver(servers=("10.0.0.3",)))
    assert world.build(with_resolver(servers=("10.0.0.4",))) == ()
    assert "nameserver 10.0.0.4" in world.do("app1", "cat /etc/resolv.conf")
    assert world.plan() == ()


def test_without_its_resolver_a_sandbox_sees_the_machines_again(world: World) -> None:
    world.build(with_resolver(servers=("10.0.0.3",)))
    assert world.build(labs.one_bridge()) == ()
    assert world.do("app1", "cat /etc/resolv.conf") == Path("/etc/resolv.conf").read_text()


def test_a_file_that_was_changed_by_hand_is_put_back(world: World) -> None:
    world.build(labs.one_bridge())
    hosts = files.FOLDER / world.netns("app1") / "hosts"
    was = hosts.read_text()
    hosts.write_text(was + "10.9.9.9 elsewhere\n")
    assert world.reconcile().is_done
    assert hosts.read_text() == was


def test_a_file_that_was_taken_away_comes_back(world: World) -> None:
    world.build(labs.one_bridge())
    (files.FOLDER / world.netns("app1")).unlink()
    (files.FOLDER / f".{world.name}" / "lan1" / "hosts").unlink()
    assert world.reconcile().is_done
    assert resolve(world, "app1", "app2")


@pytest.mark.parametrize("kind", ["folder", "link"])
def test_somebody_elses_files_for_a_sandbox_are_left_alone_and_named(world: World, kind: str) -> None:
    theirs = files.FOLDER / world.netns("app1")
    files.FOLDER.mkdir(exist_ok=True)
    if kind == "folder":
        theirs.mkdir()
        (theirs / "hosts").write_text("192.0.2.1 theirs\n")
    else:
        theirs.symlink_to("/nowhere")
    try:
        (failure,) = world.build(labs.one_bridge())
        assert str(theirs) in failure.reason and not failure.transient
        world.destroy()
        assert own_files(world) == {theirs.name}
    finally:
        (theirs / "hosts").unlink(missing_ok=True)
        theirs.rmdir() if kind == "folder" else theirs.unlink()


def test_a_file_without_our_mark_is_left_alone(world: World) -> None:
    folder = files.FOLDER / f".{world.name}" / "lan1"
    folder.mkdir(parents=True)
    (folder / "hosts").write_text("192.0.2.1 theirs\n")
    try:
        failures = world.build(labs.one_bridge())
        assert str(folder / "hosts") in failures[0].reason
        world.destroy()
        assert (folder / "hosts").read_text() == "192.0.2.1 theirs\n"
    finally:
        (folder / "hosts").unlink()
        folder.rmdir()
        folder.parent.rmdir()


def test_nothing_is_left_of_names_when_a_topology_goes(world: World) -> None:
    world.build(with_resolver(servers=("10.0.0.3",)))
    world.destroy()
    assert own_files(world) == set()


def test_what_a_killed_engine_began_is_taken_away_too(world: World) -> None:
    world.build(labs.one_bridge())
    own = files.FOLDER / f".{world.name}"
    (own / "lan9").mkdir()
    (own / "~app1").symlink_to(f".{world.name}/lan9")
    (own / "lan1" / "hosts").unlink()
    world.destroy()
    assert own_files(world) == set()


def test_links_that_lead_nowhere_since_the_machine_stopped_are_taken_away(
    world: World, tmp_path: Path
) -> None:
    files.FOLDER.mkdir(exist_ok=True)
    (files.FOLDER / world.netns("app1")).symlink_to(f".{world.name}/lan1")
    open_backend(tmp_path).close()
    assert own_files(world) == set()


def test_a_sandbox_that_somebody_deleted_leaves_no_names_when_it_is_not_wanted_any_more(world: World) -> None:
    """`ip netns delete` knows nothing of them."""
    world.build(labs.one_bridge(3))
    run("ip", "netns", "delete", world.netns("app3"))
    assert world.netns("app3") in own_files(world)
    world.build(labs.one_bridge(2))
    assert world.netns("app3") not in own_files(world)


def test_a_sandbox_that_goes_takes_its_names_along(world: World) -> None:
    world.build(
        labs.lab(
            [Network(name="lan1", subnets=("10.0.0.0/24",)), Network(name="lan2", subnets=("10.0.1.0/24",))],
            [Sandbox(name="app1"), Sandbox(name="app2")],
            [Endpoint(sandbox="app1", network="lan1"), Endpoint(sandbox="app2", network="lan2")],
        )
    )
    world.build(labs.one_bridge(1))
    assert own_files(world) == {f".{world.name}", world.netns("app1")}
    assert [entry.name for entry in (files.FOLDER / f".{world.name}").iterdir()] == ["lan1"]
