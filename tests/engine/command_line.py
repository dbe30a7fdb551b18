"""`python -m engine` on a simulation."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from engine.__main__ import main

DESIGN = """
patchboard: v1
name: lab
networks: [{name: lan1, subnets: [10.0.0.0/24]}]
sandboxes: [{name: app1}]
endpoints: [{sandbox: app1, network: lan1}]
"""


@dataclass
class CommandLine:
    """Runs the verbs in a folder of its own."""

    folder: Path
    capture: pytest.CaptureFixture[str]
    out: str = ""
    err: str = ""

    def __call__(self, verb: str, *options: str, text: str = DESIGN) -> int:
        file = self.folder / "design.yaml"
        file.write_text(text)
        self.capture.readouterr()
        status = main([verb, str(file), "--simulate", *options])
        self.out, self.err = self.capture.readouterr()
        return status

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    @property
    def document(self) -> Any:
        return json.loads(self.out)
