"""Design files: read leniently in form, strictly in content, and written so that people like them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.topology.builders import design, network, sandbox, wheres
from tests.topology.strategies import designs, drafts, several
from topology.formats import FORMATS, native
from topology.problems import InvalidDesign
from topology.values import Design

EXAMPLE = """
patchboard: v1
name: two-bridges
networks:
  - name: lan1
    driver: bridge
    subnets: [10.0.0.0/24]
    gateway: 10.0.0.1
    options: {stp: false, mtu: 1500}
  - name: lan2
    subnets: [10.10.10.0/24, "fd00:10::/64"]
sandboxes:
  - name: app1
  - name: router
    forwarding: true
    routes: [{to: 0.0.0.0/0, via: 10.0.0.1}]
    services: [{name: web, command: [python3, -m, http.server, "80"]}]
endpoints:
  - {sandbox: app1, network: lan1}
  - {sandbox: router, network: lan1, interface: eth0, addresses: [10.0.0.254/24]}
  - {sandbox: router, network: lan2, interface: eth1, mac: "02:00:00:00:00:01",
     up: true, rate: 100mbit, delay: 20ms, jitter: 2ms, loss: 1%}
patches:
  - {networks: [lan1, lan2], rate: 1gbit}
layout: {app1: [120, 80], lan1: [260, 80]}
"""


def head(rest: str = "") -> str:
    return f"patchboard: v1\nname: lab\n{rest}"


def refusal(text: str) -> InvalidDesign:
    with pytest.raises(InvalidDesign) as caught:
        native.load(text)
    return caught.value


def test_the_example_of_the_documentation_is_read() -> None:
    made = native.load(EXAMPLE)
    assert made.name == "two-bridges"
    assert made.networks[0].gateway == ("10.0.0.1",)
    assert made.networks[1].subnets == ("10.10.10.0/24", "fd00:10::/64")
    assert made.endpoints[0].addresses is None
    assert made.endpoints[2].loss == "1%"
    assert made.layout == {"app1": (120, 80), "lan1": (260, 80)}


def test_a_file_with_nothing_but_a_name_is_an_empty_design() -> None:
    assert native.load(head()) == design()


@pytest.mark.parametrize(
    ("written", "gateway"),
    [
        ("none", ()),
        ("[]", ()),
        ("10.0.0.1", ("10.0.0.1",)),
        ("[10.0.0.1, 'fd00::1']", ("10.0.0.1", "fd00::1")),
        ("null", None),
        ("", None),
    ],
)
def test_the_ways_to_write_a_gateway(written: str, gateway: tuple[str, ...] | None) -> None:
    made = native.load(head(f"networks: [{{name: lan1, gateway: {written}}}]"))
    assert made.networks[0].gateway == gateway


def test_json_indented_with_tabs_is_read() -> None:
    text = json.dumps({"patchboard": "v1", "name": "lab", "sandboxes": [{"name": "app1"}]}, indent="\t")
    assert native.load(text) == design(sandbox("app1"))


def test_a_yaml_file_that_begins_with_a_brace_is_read() -> None:
    assert native.load("{patchboard: v1, name: lab}") == design()


@several
@given(drafts())
def test_yaml_files_round_trip(made: Design) -> None:
    assert native.load(native.dump_yaml(made)) == made


@several
@given(drafts())
def test_json_files_round_trip(made: Design) -> None:
    assert native.load(native.dump_json(made)) == made


@several
@given(designs())
def test_documents_round_trip_through_json(made: Design) -> None:
    assert native.from_document(json.loads(json.dumps(native.as_document(made)))) == made


def test_a_written_file_holds_only_what_is_not_default() -> None:
    made = design(
        network("lan1", subnets=("10.0.0.0/24",), gateway=()), sandbox("app1"), layout={"app1": (1, 2)}
    )
    assert native.dump_yaml(made) == (
        "patchboard: v1\n"
        "name: lab\n"
        "networks:\n"
        "- name: lan1\n"
        "  subnets: [10.0.0.0/24]\n"
        "  gateway: none\n"
        "sandboxes:\n"
        "- {name: app1}\n"
        "layout:\n"
        "  app1: [1, 2]\n"
    )


def test_every_format_reads_what_it_writes() -> None:
    made = native.load(EXAMPLE)
    for format_ in FORMATS.values():
        assert format_.load and format_.dump
        assert format_.load(format_.dump(made)) == made


def test_a_file_without_header() -> None:
    assert wheres(refusal("name: lab")) == [("topology", "lab", "patchboard")]


def test_a_file_of_another_version() -> None:
    assert wheres(refusal("patchboard: v2\nname: lab")) == [("topology", "lab", "patchboard")]


@pytest.mark.parametrize("text", ["", "[]", "lab", "12", "- patchboard: v1"])
def test_a_file_that_holds_no_object(text: str) -> None:
    assert "not an object" in refusal(text).problems[0].reason


def test_a_file_that_is_too_large() -> None:
    assert "4 MiB" in refusal("#" + " " * native.MAX_BYTES).problems[0].reason


@several
@given(st.text() | st.text(alphabet="[]{}:,-&*!|>'\"# \n\tab1"))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        native.load(text)
    except InvalidDesign as refused:
        assert refused.problems


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
_field = st.sampled_from(
    [
        "name",
        "networks",
        "sandboxes",
        "endpoints",
        "patches",
        "layout",
        "subnets",
        "options",
        "routes",
        "sandbox",
    ]
)
_objects = st.lists(st.dictionaries(_field, _json, max_size=3) | _json, max_size=3)


@several
@given(st.dictionaries(_field, _objects | _json, max_size=4))
def test_any_document_is_read_or_refused(data: dict[str, object]) -> None:
    try:
        native.from_document({"patchboard": "v1", "name": "lab", **data})
    except InvalidDesign as refused:
        assert refused.problems


def test_a_part_of_a_design_needs_no_header_and_no_name() -> None:
    part = native.load_part("sandboxes: [{name: web}]")
    assert [sandbox.name for sandbox in part.sandboxes] == ["web"]


def test_a_part_that_has_its_header_keeps_it() -> None:
    with pytest.raises(InvalidDesign, match="v2 is not a known version"):
        native.load_part("patchboard: v2\nsandboxes: []")
