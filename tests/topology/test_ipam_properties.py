"""What must hold of every design that is completed."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tests.topology.strategies import designs, drafts
from topology.addressing import number, parse_interface, parse_subnet
from topology.graph import segments
from topology.ipam import complete, report
from topology.values import Design, Endpoint, Network, Sandbox


@given(drafts())
def test_completing_again_changes_nothing(design: Design) -> None:
    assert complete(complete(design)) == complete(design)


@given(drafts())
def test_nothing_that_was_written_is_changed(design: Design) -> None:
    after = {net.name: net for net in complete(design).networks}
    for network in design.networks:
        assert network.subnets is None or after[network.name].subnets == network.subnets
        assert network.gateway is None or after[network.name].gateway == network.gateway


@given(drafts())
def test_no_subnet_is_handed_out_that_overlaps_another(design: Design) -> None:
    handed = {network.name for network in design.networks if network.subnets is None}
    parsed = [
        (network.name, subnet)
        for network in complete(design).networks
        for text in network.subnets or ()
        if (subnet := parse_subnet(text))
    ]
    for name, subnet in parsed:
        if name in handed:
            others = [other for owner, other in parsed if owner != name and other.version == subnet.version]
            assert not any(subnet.overlaps(other) for other in others)


@given(drafts())
def test_an_address_is_handed_out_to_one_endpoint_and_to_no_gateway(design: Design) -> None:
    domain = segments(design)
    done = complete(design)
    used = [
        (domain[end.network], text.partition("/")[0])
        for end in done.endpoints
        for text in end.addresses or ()
    ]
    used += [(domain[network.name], text) for network in done.networks for text in network.gateway or ()]
    written = {text.partition("/")[0] for end in design.endpoints for text in end.addresses or ()}
    written |= {text for network in design.networks for text in network.gateway or ()}
    assert [text for (_, text), times in Counter(used).items() if times > 1 and text not in written] == []


@given(drafts())
def test_an_address_that_is_handed_out_lies_in_a_subnet_of_its_network(design: Design) -> None:
    done = complete(design)
    subnets = {network.name: set(network.subnets or ()) for network in done.networks}
    written = {text for end in design.endpoints for text in end.addresses or ()}
    for end in done.endpoints:
        for text in set(end.addresses or ()) - written:
            address = parse_interface(text)
            assert address and str(address.network) in subnets[end.network]


def untouched(before: Design, after: Design) -> bool:
    """Whether every object of one design is in the other as it was."""
    lists = ("networks", "sandboxes", "endpoints", "patches")
    return all(
        {thing.name: thing for thing in getattr(after, name)}.items()
        >= {thing.name: thing for thing in getattr(before, name)}.items()
        for name in lists
    )


def appended(design: Design, to: str | None) -> Design:
    """The design with one more network, and one more sandbox on the network given and on the new one."""
    ends = [Endpoint(sandbox="zz-new", network=name) for name in ("aa-new", to) if name]
    return design.model_copy(
        update={
            "networks": (*design.networks, Network(name="aa-new")),
            "sandboxes": (*design.sandboxes, Sandbox(name="zz-new")),
            "endpoints": (*design.endpoints, *ends),
        }
    )


@given(drafts(), st.data())
def test_appending_to_a_file_renumbers_nothing(design: Design, data: st.DataObject) -> None:
    to = data.draw(st.sampled_from([None, *(network.name for network in design.networks)]))
    assert untouched(complete(design), complete(appended(design, to)))


@given(designs(), st.data())
def test_adding_to_a_stored_design_renumbers_nothing(before: Design, data: st.DataObject) -> None:
    to = data.draw(st.sampled_from([None, *(network.name for network in before.networks)]))
    grown = appended(before, to)
    order = data.draw(st.permutations(grown.endpoints))
    assert untouched(before, complete(grown.model_copy(update={"endpoints": tuple(order)}), before))


@given(drafts(), st.data())
def test_a_file_that_is_read_again_in_another_order_renumbers_nothing(
    design: Design, data: st.DataObject
) -> None:
    before = complete(design)
    networks = tuple(data.draw(st.permutations(design.networks)))
    again = complete(design.model_copy(update={"networks": networks}), before)
    assert again == before


@given(designs())
def test_the_report_says_what_comes_next(design: Design) -> None:
    domain = segments(design)
    for usage in report(design):
        assert usage.used >= 0 and usage.free >= 0
        assert (usage.next_free is None) == (usage.free == 0)
        used = {
            number(address)
            for end in design.endpoints
            if domain[end.network] == domain[usage.network]
            for text in end.addresses or ()
            if (address := parse_interface(text))
        }
        upcoming = parse_interface(usage.next_free or "")
        assert upcoming is None or number(upcoming) not in used
