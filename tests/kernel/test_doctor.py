"""The doctor says what is there by trying it."""

import shutil
import subprocess
from argparse import Namespace
from pathlib import Path

import pytest

from engine.backends.kernel import probe
from engine.cli.doctor import doctor
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


IN_TERMINALS = {
    **dict.fromkeys(("ip", "ss"), "iproute2"),
    **{"ping": "iputils-ping", "arping": "iputils-arping", "dig": "bind9-dnsutils", "nft": "nftables"},
    **{each: each for each in ("traceroute", "tcpdump", "curl", "iperf3")},
}
"""What somebody in a terminal may expect, by Debian's packages."""


def test_all_that_terminals_are_for_is_asked_for_with_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("engine.doctor._SEARCH", str(tmp_path))
    doctor(Namespace(json=False), uplinks=False)
    said = capsys.readouterr().out.splitlines()
    missing = {line.split()[0]: line.rpartition("; ")[2] for line in said if line.split()[1] == "no"}
    asked = {command: missing.get(command) for command in IN_TERMINALS}
    assert asked == {
        command: f"as root: apt-get install {package}" for command, package in IN_TERMINALS.items()
    }


def test_tools_are_found_where_the_shell_finds_them() -> None:
    found = {
        finding.what: finding.present
        for finding in examine(uplinks=False)
        if finding.needed_for == TOOLS["ping"][0]
    }
    assert found == {"ping": shutil.which("ping") is not None}
