"""What would mend what stops a packet: a repair, an edit, or nothing for certain."""

from collections.abc import Mapping
from typing import Any

import pytest

from engine.explaining import explained
from engine.lower import lower
from engine.mending import Mending
from engine.reach import picture
from engine.resources import FABRIC
from tests.engine.walked import DESIGN, B, looked, with_link, with_rules


def test_what_the_design_has_otherwise_is_repaired() -> None:
    found = explained(looked(with_link((FABRIC, "b-eth0"), up=False)), "a", B)
    assert found.mending == Mending("repair", "Repair")


def test_what_patchboard_did_not_make_has_no_certain_remedy() -> None:
    found = explained(looked(with_rules("b", "input", policy="drop")), "a", B)
    assert found.mending is None


@pytest.mark.parametrize(
    ("kind", "name", "fields", "title", "mended"),
    [
        ("endpoints", "r1.eth0", {"up": False}, "Plug in r1.eth0", {"up": True}),
        ("patches", "p1", {"up": False}, "Plug in p1", {"up": True}),
        ("sandboxes", "r2", {"forwarding": False}, "Have r2 route", {"forwarding": True}),
        (
            "endpoints",
            "b.eth0",
            {"loss": "100%"},
            "Take the loss off b.eth0",
            {"loss": None, "corrupt": None},
        ),
        (
            "sandboxes",
            "b",
            {"sysctls": {"net.ipv4.icmp_echo_ignore_all": "1"}},
            "Have b answer pings",
            {"sysctls": {"net.ipv4.icmp_echo_ignore_all": None}},
        ),
    ],
)
def test_what_the_design_itself_says_is_mended_by_an_edit(
    kind: str, name: str, fields: Mapping[str, Any], title: str, mended: Mapping[str, Any]
) -> None:
    changed = tuple(
        each.model_copy(update=fields) if each.name == name else each for each in getattr(DESIGN, kind)
    )
    design = DESIGN.model_copy(update={kind: changed})
    found = explained(looked(picture(lower(design).state), design), "a", B)
    assert found.mending
    assert (found.mending.how, found.mending.title) == ("edit", title)
    assert found.mending.operations[0]["fields"] == mended


def test_what_would_not_help_alone_is_not_offered() -> None:
    pulled = tuple(each.model_copy(update={"up": False}) for each in DESIGN.endpoints)
    design = DESIGN.model_copy(update={"endpoints": pulled})
    assert explained(looked(picture(lower(design).state), design), "a", B).mending is None
