"""Resources as JSON documents."""

import json

from hypothesis import given, settings

from engine.documents import of_resource, to_resource
from engine.lower import lower
from engine.resources import Namespace
from tests.engine.designs import designs
from topology.values import Design


def test_a_document_says_what_the_resource_is() -> None:
    assert of_resource(Namespace("app1")) == {"resource": "namespace", "place": "app1", "up": True}


@settings(max_examples=25)
@given(designs())
def test_every_resource_comes_back_from_json(design: Design) -> None:
    resources = list(lower(design).state.values())
    read = json.loads(json.dumps([of_resource(resource) for resource in resources]))
    assert [to_resource(document) for document in read] == resources
