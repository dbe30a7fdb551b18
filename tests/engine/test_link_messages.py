"""Messages about links are taken apart by their shape, and never otherwise than one by one."""

import pytest

from engine.backends.kernel import netlink
from engine.backends.kernel.netlink import attribute
from engine.backends.kernel.shapes import Shapes

NAME, MTU, ALIAS, COUNTED, NEST, INSIDE, TIMER = 3, 4, 20, 23, 18, 5, 22
WANTED = frozenset({NAME, MTU, ALIAS})
OFFSET = 16


def message(*attributes: tuple[int, bytes], header: bytes = bytes(OFFSET)) -> memoryview:
    return memoryview(header + b"".join(attribute(*each) for each in attributes))


def told(name: bytes = b"eth0\0", counted: bytes = bytes(8), **others: bytes) -> memoryview:
    """A link, with an attribute that nobody wants, and one that changes all the time."""
    mtu = others.get("mtu", b"\x05\xdc\0\0")
    return message(
        (NAME, name), (1000, b"x"), (MTU, mtu), (COUNTED, counted), (ALIAS, others.get("alias", b"a"))
    )


@pytest.fixture
def shapes() -> Shapes:
    return Shapes(OFFSET, WANTED, fleeting={COUNTED: {}, NEST: {INSIDE: {TIMER: {}}}})


def found(shapes: Shapes, body: memoryview) -> dict[int, bytes]:
    return {kind: bytes(value) for kind, value in shapes.of(body).attributes(body).items()}


def one_by_one(body: memoryview) -> dict[int, bytes]:
    return {kind: bytes(value) for kind, value in netlink.attributes(body, OFFSET, WANTED).items()}


def test_a_second_message_of_the_same_shape_says_what_it_says_itself(shapes: Shapes) -> None:
    first, second = told(), told(name=b"eth1\0", alias=b"b")
    assert shapes.of(first) is shapes.of(second)
    assert found(shapes, second) == one_by_one(second) == {NAME: b"eth1\0", MTU: b"\x05\xdc\0\0", ALIAS: b"b"}


def test_messages_of_the_same_length_but_another_shape_are_told_apart(shapes: Shapes) -> None:
    turned = message((NAME, b"eth0\0"), (MTU, bytes(4)), (1000, b"x"), (ALIAS, b"a"), (COUNTED, bytes(8)))
    assert len(turned) == len(told())
    for body in (told(), turned, told(), turned):
        assert found(shapes, body) == one_by_one(body)


def test_more_shapes_than_are_remembered_are_taken_apart_all_the_same(shapes: Shapes) -> None:
    for length in (*range(300), *range(300)):
        body = told(alias=bytes(length))
        assert found(shapes, body)[ALIAS] == bytes(length)


def test_an_attribute_that_is_shorter_than_its_head_ends_the_message(shapes: Shapes) -> None:
    body = memoryview(bytes(told()) + b"\x02\x00\x14\x00")
    assert found(shapes, body) == one_by_one(body)


def test_what_changes_all_the_time_is_left_out_of_what_lasts(shapes: Shapes) -> None:
    before, after = told(), told(counted=b"\1" * 8)
    assert shapes.of(before).lasting(before) == shapes.of(after).lasting(after)


def port(timer: bytes, state: bytes) -> memoryview:
    """A link that tells inside another attribute of a timer, and of something else."""
    inside = attribute(1, state) + attribute(TIMER, timer) + attribute(33, b"x")
    return message(
        (NAME, b"eth0\0"), (NEST, attribute(2, b"bridge") + attribute(INSIDE, inside)), (ALIAS, b"a")
    )


def test_what_runs_inside_another_attribute_is_left_out_as_well(shapes: Shapes) -> None:
    before, after, other = port(bytes(8), b"a"), port(b"\1" * 8, b"a"), port(bytes(8), b"b")
    assert shapes.of(before).lasting(before) == shapes.of(after).lasting(after)
    assert shapes.of(before).lasting(before) != shapes.of(other).lasting(other)


@pytest.mark.parametrize("change", ["name", "mtu", "alias"])
def test_anything_else_that_changes_makes_it_another(shapes: Shapes, change: str) -> None:
    before = told()
    after = told(**{change: {"name": b"eth9\0", "mtu": bytes(4), "alias": b"z"}[change]})
    assert shapes.of(before).lasting(before) != shapes.of(after).lasting(after)


def test_another_header_makes_it_another(shapes: Shapes) -> None:
    before, after = message((NAME, b"eth0\0")), message((NAME, b"eth0\0"), header=b"\1" * OFFSET)
    assert shapes.of(before).lasting(before) != shapes.of(after).lasting(after)
