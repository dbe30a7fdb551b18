"""`manage.py status NAME [--json]`."""

import json
from argparse import ArgumentParser
from typing import Any

from webapp.running.command import Pageless
from webapp.running.refusals import refusals
from webapp.store import deployed, topologies
from webapp.store.models.topology import State
from webapp.store.reading import Message, Picture, picture


class Command(Pageless):
    help = "Says how a topology is, as the engine saw it last."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, name: str, **options: Any) -> None:
        with refusals():
            seen = picture(topologies.find(name))
        now = seen.topology
        answer = {
            "name": now.name,
            "revision": now.revision,
            "observed_revision": now.observed_revision,
            "state": now.state,
            "deployed_revision": now.deployed_revision,
            "waiting": seen.waiting,
            "objects": [{**each, "facts": _facts(seen, each)} for each in seen.objects],
        }
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2))
            return
        self.stdout.write(f"{now.name} is {_said(now.state, now.reason)}")
        self.stdout.write(f"revision {now.revision}, observed revision {now.observed_revision}")
        if waits := deployed.in_words(seen.waiting["count"]):
            self.stdout.write(waits)
        self.stdout.writelines(_line(each, _facts(seen, each)) for each in seen.objects)


def _facts(seen: Picture, each: Message) -> list[list[str]]:
    return seen.facts.get((each["kind"], each["name"]), [])


def _line(each: Message, facts: list[list[str]]) -> str:
    said = "".join(f"; {name}: {value}" for name, value in facts)
    return f"  {each['kind']} {each['name']}: {_said(each['state'], each['reason'])}{said}\n"


def _said(state: str, reason: str) -> str:
    return State(state).label + (f" ({reason})" if reason else "")
