"""`manage.py plan NAME [--commands] [--json]`."""

import json
import time
from argparse import ArgumentParser
from contextlib import closing
from typing import Any

from django.conf import settings
from django.db import connections

from engine.backends.kernel import Unavailable, open_backend
from engine.check import check
from engine.cli.answers import complain
from engine.commands import script
from engine.documents import of_plan
from engine.features import EVERY, Features
from engine.flapping import at
from engine.lower import lower
from engine.obstacles import obstacles
from engine.planning import foreseen
from engine.resources import State
from engine.sentences import sentence
from topology.problems import InvalidDesign, errors
from topology.values import Design
from webapp.running.command import Pageless
from webapp.running.refusals import refusals
from webapp.store import topologies
from webapp.store.reading import design


class Command(Pageless):
    help = "Says what deploying a topology would do, and changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("--commands", action="store_true", help="as a shell script of ip commands")
        parser.add_argument("--json", action="store_true", help="answer in JSON")

    def handle(self, *args: Any, name: str, commands: bool, **options: Any) -> None:
        as_json: bool = options["json"]
        with refusals(as_json):
            wanted = _checked(design(topologies.find(name)), as_json)
            observed, features = self._found(name)
            if problems := obstacles(wanted, features):
                raise InvalidDesign(problems)
        todo = foreseen(observed, lower(at(wanted, time.time()), features).state)
        if commands:
            self.stdout.write(script(name, todo), ending="")
        elif as_json:
            self.stdout.write(json.dumps({"name": name, "actions": of_plan(name, todo)}, indent=2))
        else:
            self.stdout.write("\n".join(map(sentence, todo)) or "nothing to do")

    def _found(self, name: str) -> tuple[State, Features]:
        """What exists and what can be made, or nothing and everything where that cannot be seen."""
        connections.close_all()
        try:
            with closing(open_backend(settings.RUN, settings.UPLINKS)) as backend:
                return backend.observe(name), backend.features
        except Unavailable as error:
            self.stderr.write(f"planned as if nothing existed, since nothing can be seen here: {error}")
            return {}, EVERY


def _checked(wanted: Design, as_json: bool) -> Design:
    problems = check(wanted)
    if errors(problems):
        raise InvalidDesign(problems)
    complain(problems, as_json)
    return wanted
