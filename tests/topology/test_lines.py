"""Where in a design's text its problems stand."""

from topology.formats.lines import lines
from topology.formats.native import load
from topology.problems import InvalidDesign, Problem
from topology.validation import validate

FLAWED = """\
patchboard: v1
name: lab
networks:
  - name: lan1
    subnets: [10.0.0.0/24]
    optons: {stp: true}
sandboxes:
  - name: app1
  - name: app2
    routes:
      - {to: 0.0.0.0/0, via: 10.9.9.9}
endpoints:
  - {sandbox: app1, network: lan1, addresses: [10.0.0.5/24]}
  - sandbox: app2
    network: lan1
    rate: 10blit
    addresses: [10.0.0.5/24]
  - {sandbox: app9, network: lan1}
"""


def problems(text: str) -> tuple[Problem, ...]:
    try:
        return validate(load(text))
    except InvalidDesign as error:
        return error.problems


def told(text: str) -> dict[str, int]:
    """The line of each problem, by what it is about."""
    found = problems(text)
    about = (f"{problem.kind} {problem.name} {problem.field}" for problem in found)
    return dict(zip(about, lines(text, found), strict=True))


def test_each_problem_stands_at_the_line_of_its_field() -> None:
    assert told(FLAWED) == {
        "network lan1 optons": 6,
        "sandbox app2 routes[0].via": 11,
        "endpoint app2.eth0 rate": 16,
        "endpoint app2.eth0 addresses[0]": 17,
        "endpoint app9.eth0 sandbox": 18,
    }


def test_what_a_text_does_not_say_stands_at_its_object() -> None:
    text = FLAWED.replace("    optons: {stp: true}\n", "    gateway: 10.7.0.1\n")
    missing = Problem("network", "lan1", "options.mtu", "is odd", "change it")
    assert lines(text, [missing]) == [4]


def test_a_text_that_is_no_yaml_is_told_at_its_line() -> None:
    assert list(told("patchboard: v1\nname: lab\nnetworks: [\n").values()) == [4]


def test_what_is_about_the_whole_stands_at_the_first_line() -> None:
    assert list(told("name: lab\n").values()) == [1]
