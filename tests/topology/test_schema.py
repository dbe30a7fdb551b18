"""The published schema is the one of the code, and an independent reader of it agrees with ours."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from jsonschema import Draft202012Validator

from tests.topology.strategies import drafts, several
from tests.topology.test_native import EXAMPLE
from topology.formats import native
from topology.schema import PUBLISHED, json_schema
from topology.values import Design

VALIDATOR = Draft202012Validator(json_schema())


def test_the_published_schema_is_current() -> None:
    assert json.loads(PUBLISHED.read_text()) == json_schema(), "write it: python -m topology.schema"


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize(
    "text",
    [
        EXAMPLE,
        "{patchboard: v1, name: lab}",
        "{patchboard: v1, name: lab, networks: [{name: lan1, gateway: none, subnets: 10.0.0.0/24}]}",
    ],
)
def test_good_files_agree_with_the_schema(text: str) -> None:
    VALIDATOR.validate(yaml.safe_load(text))


@several
@given(drafts())
def test_what_is_written_agrees_with_the_schema(made: Design) -> None:
    VALIDATOR.validate(json.loads(native.dump_json(made)))
    VALIDATOR.validate(native.as_document(made))


@pytest.mark.parametrize(
    "wrong",
    [
        {"patchboard": "v2"},
        {"name": "Two Bridges"},
        {"colour": "red"},
        {"networks": [{"name": "lan1", "subnet": []}]},
        {"networks": [{"driver": "bridge"}]},
        {"networks": {"lan1": {}}},
        {"networks": [{"name": "lan1", "options": {"mtu": "large"}}]},
        {"endpoints": [{"sandbox": "app1", "network": "lan1", "interface": "0eth"}]},
        {"endpoints": [{"sandbox": "app1"}]},
        {"patches": [{"networks": ["lan1"]}]},
        {"layout": {"app1": [1, 2, 3]}},
    ],
)
def test_bad_files_do_not(wrong: dict[str, Any]) -> None:
    assert not VALIDATOR.is_valid({"patchboard": "v1", "name": "lab", **wrong})
