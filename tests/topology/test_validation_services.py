"""Services, their files and environments, and resolvers that mean something."""

from typing import Any

import pytest

from topology.validation import structure
from topology.values import Design, Sandbox, Service


def problems(**fields: Any) -> list[tuple[str, str]]:
    """Field and reason of each problem of a sandbox with one service with these fields."""
    service = Service.model_validate({"name": "web", "command": ("true",), **fields})
    return found(Sandbox(name="a", services=(service,)))


def found(sandbox: Sandbox) -> list[tuple[str, str]]:
    return [(each.field, each.reason) for each in structure(Design(name="lab", sandboxes=(sandbox,)))]


def at(*paths: str) -> list[dict[str, str]]:
    return [{"path": path, "text": ""} for path in paths]


def test_a_service_as_one_writes_it_has_no_problem() -> None:
    assert problems(environment={"A_1": "b=c\n"}, files=at("/etc/a.conf", "/etc/b/c"), log=10_240) == []


def test_a_command_with_a_nul_cannot_be_run() -> None:
    reason = "holds a NUL, which no program can be handed"
    assert problems(command=("echo", "a\0b")) == [("services[0].command[1]", reason)]


@pytest.mark.parametrize("name", ["", "1A", "A B", "A=B", "Ä"])
def test_a_variable_has_a_name(name: str) -> None:
    assert problems(environment={name: ""}) == [
        ("services[0].environment", f"{name!r} is not a variable's name")
    ]


@pytest.mark.parametrize("log", [-1, 0, 10_241])
def test_a_log_has_a_sensible_bound(log: int) -> None:
    assert problems(log=log) == [("services[0].log", f"{log} KiB is no sensible bound")]


UNUSABLE = {
    "etc/a": "is not absolute",
    "": "is not absolute",
    "/": "is not a plain path",
    "/etc/": "is not a plain path",
    "/etc/../root/x": "is not a plain path",
    "/etc/./x": "is not a plain path",
    "/etc//x": "is not a plain path",
    "/proc/sys/x": "lies where the kernel's own files are",
    "/dev": "lies where the kernel's own files are",
}


@pytest.mark.parametrize("path", UNUSABLE)
def test_a_files_path_is_absolute_and_plain(path: str) -> None:
    assert problems(files=at(path)) == [("services[0].files[0].path", f"{path!r} {UNUSABLE[path]}")]


def test_a_path_is_used_once() -> None:
    assert problems(files=at("/a", "/a")) == [("services[0].files[0].path", "/a is there more than once")]


def test_a_file_is_no_folder() -> None:
    assert problems(files=at("/a", "/a/b")) == [("services[0].files", "/a is a file and a folder")]


def test_a_resolver_asks_at_addresses_for_names_with_options() -> None:
    resolver = {
        "servers": ["10.0.0.1", "fd00::1", "dns"],
        "search": ["lab.example.", "a b"],
        "options": ["ndots:2", "rotate", "timeout: 3\nnameserver 1.1.1.1"],
    }
    sandbox = Sandbox.model_validate({"name": "a", "resolver": resolver})
    assert [field for field, _ in found(sandbox)] == [
        "resolver.servers[2]",
        "resolver.search[1]",
        "resolver.options[2]",
    ]
