"""Somebody who edits at random, to have a history."""

import random
from typing import Any

from tests.webapp.builders import (
    Operation,
    add_app,
    add_network,
    add_patch,
    add_sandbox,
    edit,
    place,
    remove,
    rename,
    set_field,
    topology,
)
from topology.formats.native import as_document
from topology.problems import InvalidDesign
from topology.values import Design
from webapp.store import topologies, undoing
from webapp.store.errors import Refused
from webapp.store.reading import design
from webapp.store.restoring import restore


class Editor:
    """Somebody who changes one topology at random, and remembers every revision of it."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.lab = topology()
        self.seen: dict[int, Design] = {1: design(self.lab)}

    def go_on(self, edits: int) -> None:
        for _ in range(edits):
            self.random.choice(
                (self.edit,) * 8 + (self.undo, self.redo, self.rename, self.replace, self.restore)
            )()
            self.lab = topologies.find(self.lab.name)
            self.seen.setdefault(self.lab.revision, design(self.lab))

    def edit(self) -> None:
        now = design(self.lab)
        try:
            edit(self.lab, self.lab.owner, self.operation(now))
        except InvalidDesign:
            return  # such as a name in use; nothing has changed then

    def operation(self, now: Design) -> Operation:
        choices: list[Operation] = [add_sandbox(self.name()), add_network(self.name())]
        if now.sandboxes and now.networks:
            box, lan = self.random.choice(now.sandboxes).name, self.random.choice(now.networks).name
            there = {box: (self.random.randrange(999), self.random.random() * 999)}
            choices += [
                add_app(box, lan)[1],
                add_patch(lan, self.random.choice(now.networks).name),
                set_field("sandbox", box, forwarding=self.random.random() < 0.5),
                rename("sandbox", box, self.name()),
                rename("network", lan, self.name()),
                remove(*self.random.choice((("sandbox", box), ("network", lan)))),
                place(**there),
            ]
        return self.random.choice(choices)

    def name(self) -> str:
        return f"{self.random.choice('abcdefgh')}{self.random.randrange(30)}"

    def undo(self) -> None:
        self.attempt(lambda: undoing.undo(self.lab.name, self.lab.owner))

    def redo(self) -> None:
        self.attempt(lambda: undoing.redo(self.lab.name, self.lab.owner))

    def attempt(self, work: Any) -> None:
        try:
            work()
        except Refused:
            return  # nothing to take back; nothing has changed then

    def rename(self) -> None:
        name = f"lab-{self.lab.revision}"
        topologies.rename(self.lab.name, name, self.lab.owner)
        self.lab = topologies.find(name)

    def replace(self) -> None:
        other = self.random.choice(list(self.seen.values()))
        edit(self.lab, self.lab.owner, {"op": "replace", "design": as_document(other)})

    def restore(self) -> None:
        restore(self.lab.name, self.random.choice(list(self.seen)), self.lab.owner)
