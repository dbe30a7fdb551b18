"""Frames as JSON, for a browser."""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from engine.packets.frame import Frame
from engine.packets.layers import dissect
from engine.packets.telling import Line, line
from engine.packets.values import Layer

Document = dict[str, Any]


def of_frame(number: int, point: int, frame: Frame, epoch: int) -> Document:
    """`point` is the number of where it was taken, `time` is in nanoseconds after `epoch`."""
    layers = dissect(frame.data)
    return {
        "number": number,
        "point": point,
        "time": frame.time - epoch,
        "outgoing": frame.outgoing,
        "length": frame.length,
        **of_line(line(layers)),
        "data": b64encode(frame.data).decode(),
        "layers": of_layers(layers),
    }


def of_line(said: Line) -> Document:
    return {
        "source": said.source,
        "destination": said.destination,
        "protocol": said.protocol,
        "summary": said.summary,
    }


def of_layers(layers: Sequence[Layer]) -> list[Any]:
    """Each `[name, start, end, fields]`, each field `[name, value, start, end]`: short, as there are many."""
    return [
        [
            layer.name,
            layer.start,
            layer.end,
            [[field.name, field.value, field.start, field.end] for field in layer.fields],
        ]
        for layer in layers
    ]
