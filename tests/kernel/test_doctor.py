"""The doctor says what is there by trying it."""

import shutil
import subprocess

import pytest

from engine.backends.kernel import probe
from engine.doctor import FEATURES, TOOLS, examine


def test_every_feature_that_the_doctor_knows_is_probed() -> None:
    assert set(probe.features()) == set(FEATURES)


def test_what_the_engine_builds_with_is_found_here() -> None:
    found = probe.features()
    assert all(found[name] for name in ("netns", "userns", "bridge", "stp", "veth", "ipv6"))


BY_HAND = {
    "macvlan": "ip link add v0 type veth peer name v1 && ip link add link v0 try type macvlan",
    "vxlan": "ip link add try type vxlan id 1 dstport 4789",
    "vlan": "ip link add v0 type veth peer name v1 && ip link add link v0 try type vlan id 7",
    "vlan_filtering": "ip -d link add br type bridge vlan_filtering 1 && ip -d link show br"
    " | grep -q 'vlan_filtering 1'",
    "ipvlan": "ip link add v0 type veth peer name v1 && ip link add link v0 try type ipvlan",
    "tbf": "tc qdisc add dev lo root tbf rate 1mbit burst 10k latency 10ms",
    "netem": "tc qdisc add dev lo root netem delay 1ms",
}


@pytest.mark.parametrize("feature", BY_HAND)
def test_a_feature_is_found_where_it_can_be_had_by_hand(feature: str) -> None:
    command = ["unshare", "-Urn", "sh", "-c", BY_HAND[feature]]
    made = subprocess.run(command, capture_output=True, check=False).returncode == 0
    assert probe.features()[feature] == made


def test_what_is_missing_has_a_remedy() -> None:
    assert all(finding.remedy for finding in examine(uplinks=False) if not finding.present)


def test_tools_are_found_where_the_shell_finds_them() -> None:
    found = {
        finding.what: finding.present
        for finding in examine(uplinks=False)
        if finding.needed_for == TOOLS["ping"][0]
    }
    assert found == {"ping": shutil.which("ping") is not None}
