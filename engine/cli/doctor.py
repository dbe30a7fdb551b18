"""`doctor`: what this machine has of what the engine needs."""

from argparse import Namespace as Arguments
from dataclasses import asdict

from engine.cli.answers import answer, say
from engine.doctor import examine


def doctor(arguments: Arguments, uplinks: bool) -> int:
    """Status 0 whatever is found: what is missing is needed by some designs only.

    `uplinks`: whether the administrator switched them on.
    """
    findings = examine(uplinks)
    if arguments.json:
        answer({"findings": [asdict(finding) for finding in findings]})
        return 0
    width = max(len(finding.what) for finding in findings)
    say(
        f"{finding.what:{width}}  {'yes' if finding.present else 'no ':3}  {finding.needed_for}"
        + ("" if finding.present else f"; {finding.remedy}")
        for finding in findings
    )
    return 0
