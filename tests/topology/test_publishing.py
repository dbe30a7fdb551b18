"""What an uplink publishes: written, checked, and followed through edits."""

from typing import Any

import pytest

from tests.topology.builders import design, endpoint, network, only_problem, sandbox
from topology.edits import apply
from topology.ipam import complete
from topology.ports import canonical, facing, parse_ports
from topology.validation import validate
from topology.values import Design, Publish


def uplinked(*publish: dict[str, Any], **fields: Any) -> Design:
    """web on the uplink out, which publishes; app on the bridge lan1."""
    return complete(
        design(
            network(
                "out",
                **{
                    "driver": "uplink",
                    "subnets": ("10.0.0.0/24",),
                    "publish": tuple(Publish(**each) for each in publish),
                    **fields,
                },
            ),
            network("lan1", subnets=("10.0.1.0/24",)),
            sandbox("web"),
            sandbox("app"),
            endpoint("web", "out"),
            endpoint("app", "lan1"),
        )
    )


WEB = {"port": "8080", "sandbox": "web", "to": "80"}


def test_an_uplink_that_publishes_has_no_problem() -> None:
    assert validate(uplinked(WEB, {"port": "8080", "sandbox": "web", "protocol": "udp"})) == ()


@pytest.mark.parametrize(
    ("publish", "field", "reason"),
    [
        ({"port": "http", "sandbox": "web"}, "publish[0].port", "http is no port"),
        ({"port": "0", "sandbox": "web"}, "publish[0].port", "0 is no port"),
        ({"port": "65536", "sandbox": "web"}, "publish[0].port", "65536 is no port"),
        ({"port": "90-80", "sandbox": "web"}, "publish[0].port", "90-80 is no port"),
        ({"port": "80-", "sandbox": "web"}, "publish[0].port", "80- is no port"),
        ({"port": "8080", "sandbox": "web", "to": "-1"}, "publish[0].to", "-1 is no port"),
        ({"port": "80", "sandbox": "nobody"}, "publish[0].sandbox", "there is no sandbox nobody"),
        (
            {"port": "80", "sandbox": "app"},
            "publish[0].sandbox",
            "sandbox app has no address on this network",
        ),
        (
            {"port": "80-82", "sandbox": "web", "to": "90-91"},
            "publish[0].to",
            "90-91 are not as many ports as 80-82",
        ),
        (
            {"port": "60000-60010", "sandbox": "web", "to": "65530"},
            "publish[0].to",
            "65530 are not as many ports as 60000-60010",
        ),
        (
            {"port": "1000-3000", "sandbox": "web", "to": "4000"},
            "publish[0].to",
            "1000-3000 are more than 1024 ports that lead to others",
        ),
    ],
)
def test_what_cannot_be_published_is_said(publish: dict[str, Any], field: str, reason: str) -> None:
    problem = only_problem(uplinked(publish))
    assert (problem.kind, problem.name, problem.field, problem.reason) == ("network", "out", field, reason)


@pytest.mark.parametrize("other", ["8080", "8000-8100"])
def test_a_port_is_published_once(other: str) -> None:
    problem = only_problem(uplinked(WEB, {"port": other, "sandbox": "web"}))
    assert (problem.field, problem.reason) == (
        "publish[1].port",
        "tcp port 8080 is published by network out already",
    )


def test_only_an_uplink_publishes() -> None:
    problem = only_problem(uplinked(WEB, driver="bridge"))
    assert (problem.field, problem.remedy) == ("publish", "write driver: uplink, or publish nothing")


def test_an_internal_network_is_no_uplink() -> None:
    assert only_problem(uplinked(options={"internal": True})).field == "options.internal"


def test_an_uplink_has_a_gateway_for_each_subnet() -> None:
    problem = only_problem(uplinked(subnets=("10.0.0.0/24", "fd00::/64"), gateway=("10.0.0.1",)))
    assert problem.reason == "fd00::/64 has no gateway, through which its sandboxes would get out"


def test_an_uplink_has_a_subnet() -> None:
    made = complete(design(network("out", driver="uplink", subnets=())))
    assert only_problem(made).reason == "an uplink needs a subnet"


def test_no_network_beside_an_uplink_takes_the_addresses_of_its_links() -> None:
    made = complete(
        design(
            network("out", driver="uplink", subnets=("10.0.0.0/24",)),
            network("lan1", subnets=("169.254.7.0/24",)),
        )
    )
    problem = only_problem(made)
    assert (problem.name, problem.field) == ("lan1", "subnets[0]")


def test_what_is_published_follows_a_sandbox_that_is_renamed() -> None:
    edited = apply(uplinked(WEB), [{"op": "rename", "kind": "sandbox", "name": "web", "to": "shop"}])
    assert [each.sandbox for each in edited.networks[1].publish] == ["shop"]


def test_a_sandbox_that_is_removed_is_published_no_more() -> None:
    edited = apply(uplinked(WEB), [{"op": "remove", "kind": "sandbox", "name": "web"}])
    assert [each.publish for each in edited.networks] == [(), ()]


@pytest.mark.parametrize(
    ("written", "spelled"), [("080", "80"), (" 80", "80"), ("80-80", "80"), ("80-81", "80-81"), ("x", "x")]
)
def test_ports_have_one_spelling(written: str, spelled: str) -> None:
    assert canonical(written) == spelled


def test_the_same_port_inside_is_left_out() -> None:
    (publish,) = next(net for net in uplinked({**WEB, "to": "8080"}).networks if net.name == "out").publish
    assert publish.to is None


@pytest.mark.parametrize("text", ["", "-", "1-2-3", "1:2", "٣", "1e3", "0-5", "65535-65536"])
def test_what_is_no_port_is_none(text: str) -> None:
    assert parse_ports(text) is None


@pytest.mark.parametrize(
    ("ports", "to", "inside"),
    [("80", None, "80"), ("80-82", "90", "90-92"), ("80-82", "90-92", "90-92"), ("80", "90-91", None)],
)
def test_as_many_ports_face_each_other(ports: str, to: str | None, inside: str | None) -> None:
    assert facing(ports, to) == inside
