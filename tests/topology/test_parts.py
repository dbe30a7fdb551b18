"""Parts are cut out of a design, and fitted into another."""

from hypothesis import given

from engine.check import check
from tests.topology.builders import cable, design, endpoint, network, patch, sandbox, two_apps
from tests.topology.strategies import designs, several
from topology.figures import Area, Note
from topology.ipam import complete
from topology.parts import cut, fitted
from topology.problems import errors
from topology.validation import structure
from topology.values import Design, FdbEntry, Publish, objects


def joined(one: Design, other: Design) -> Design:
    fields = ("networks", "sandboxes", "endpoints", "patches")
    return one.model_copy(update={field: (*getattr(one, field), *getattr(other, field)) for field in fields})


def names(made: Design) -> list[str]:
    return [each.name for kind in ("network", "sandbox", "endpoint", "patch") for each in objects(made, kind)]


def test_what_is_cut_out_takes_along_what_joins_it() -> None:
    whole = complete(
        design(
            network("lan1"), network("lan2"), network("lan3"), sandbox("app1"), sandbox("app2"),
            endpoint("app1", "lan1"), endpoint("app2", "lan3"), patch("lan1", "lan2"), patch("lan2", "lan3"),
            layout={"app1": (1, 2), "app2": (3, 4)},
        )
    )  # fmt: skip
    part = cut(whole, {"app1", "lan1", "lan2"})
    assert names(part) == ["lan1", "lan2", "app1", "app1.eth0", "p1"]
    assert part.layout == {"app1": (1, 2)}


def test_a_cable_between_two_sandboxes_comes_along() -> None:
    whole = complete(
        design(cable(), sandbox("a"), sandbox("b"), endpoint("a", "wire"), endpoint("b", "wire"))
    )
    assert names(cut(whole, {"a", "b"})) == ["wire", "a", "b", "a.eth0", "b.eth0"]
    assert names(cut(whole, {"a"})) == ["a"]


def test_what_points_at_others_is_left_out() -> None:
    above = network("top", driver="macvlan", options={"parent": "lan1"}, subnets=("10.3.0.0/24",))
    told = (FdbEntry(mac="02:00:00:00:00:09", to="app1.eth0"),)
    published = (Publish(port="80", sandbox="app1"),)
    out = network("out", driver="uplink", subnets=("10.4.0.0/24",), publish=published, fdb=told)
    whole = complete(design(network("lan1"), above, out, sandbox("app1"), endpoint("app1", "out")))
    part = cut(whole, {"top", "out"})
    assert structure(part) == ()
    assert part.networks[0].publish == ()
    assert part.networks[1].options.parent is None


def test_figures_come_along_if_they_are_asked_for_and_take_names_of_their_own() -> None:
    note, other = Note(name="note1", text="a", at=(0, 0)), Note(name="note2", text="b", at=(0, 0))
    area = Area(name="area1", at=(0, 0), size=(50, 50))
    whole = design(sandbox()).model_copy(update={"notes": (note, other), "areas": (area,)})
    assert cut(whole, {"app1"}).notes == ()
    part = fitted(cut(whole, {"app1"}, {("note", "note1"), ("area", "area1")}), whole)
    assert [(each.name, each.text) for each in part.notes] == [("note3", "a")]
    assert [each.name for each in part.areas] == ["area2"]


def test_a_part_put_beside_itself_has_other_names_subnets_and_addresses() -> None:
    whole = complete(two_apps(mac="02:00:00:00:00:09"))
    part = fitted(whole, whole)
    assert names(part) == ["lan2", "app3", "app4", "app3.eth0", "app4.eth0"]
    assert part.networks[0].subnets == ("10.0.1.0/24",)
    assert [each.addresses for each in part.endpoints] == [("10.0.1.2/24",), ("10.0.1.3/24",)]
    assert part.endpoints[1].mac is None
    assert check(joined(whole, part)) == ()


def test_routes_and_resolvers_follow_their_subnet() -> None:
    app = sandbox(
        "app1", ("10.0.0.0/24", "10.0.0.9"), ("0.0.0.0/0", "10.0.0.9"),
        resolver={"servers": ["10.0.0.53", "9.9.9.9"]},
    )  # fmt: skip
    whole = complete(design(network(subnets=("10.0.0.0/24",)), app, endpoint()))
    [moved] = fitted(whole, whole).sandboxes
    assert [(each.to, each.via) for each in moved.routes] == [
        ("10.0.1.0/24", "10.0.1.9"),
        ("0.0.0.0/0", "10.0.1.9"),
    ]
    assert moved.resolver and moved.resolver.servers == ("10.0.1.53", "9.9.9.9")


def test_what_is_free_stays_as_it_is() -> None:
    other = complete(design(network("net9", subnets=("172.16.0.0/24",)), sandbox("x")))
    assert fitted(two_apps(), other) == two_apps()


def test_a_subnet_goes_nowhere_where_somebody_has_an_address() -> None:
    """Even if that is in a subnet of no network."""
    switch, lan = network("lan1", subnets=()), network("lan2", subnets=("10.0.0.0/24",))
    whole = complete(design(switch, lan, sandbox(), endpoint("app1", "lan1", "10.0.1.2/24")))
    assert fitted(whole, whole).networks[1].subnets == ("10.0.2.0/24",)


@given(designs())
@several
def test_any_design_can_be_put_beside_itself(made: Design) -> None:
    part = fitted(made, made)
    both = joined(made, part)
    assert structure(both) == ()
    assert {each.kind for each in errors(check(both))} <= {each.kind for each in errors(check(made))}
