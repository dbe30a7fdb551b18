"""Services and names of sandboxes, from the design to what is said of them."""

from dataclasses import replace

import pytest

from engine.commands import commands
from engine.lower import lower
from engine.names import own_folder
from engine.plan import Action, Create, Delete, Update
from engine.planning import plan
from engine.resources import Etc, File, Namespace, Service, key
from engine.sentences import deviation, sentence
from tests.engine.builders import build, built, changed, one_bridge, resources
from topology.values import Design
from topology.values import Service as Drawn

WEB = Service("app1", "web", ("httpd", "-f"), (("A", "b"),), (("/etc/httpd.conf", "x"),))
RESOLVER = File("", f"{own_folder('app1')}/resolv.conf", "")
HOSTS = File("", "lan1/hosts", "127.0.0.1 localhost\n")


def served(**fields: object) -> Design:
    service = Drawn.model_validate({"name": "web", "command": ("httpd", "-f"), **fields})
    return changed(one_bridge("app1"), "sandbox", "app1", services=(service,))


def test_a_service_becomes_a_resource_of_its_own() -> None:
    design = served(environment={"B": "2", "A": "1"}, restart="always", log=5)
    (service,) = resources(design, Service)
    variables = (("A", "1"), ("B", "2"))
    assert service == Service("app1", "web", ("httpd", "-f"), variables, (), "always", 5, ("hosts",))
    assert lower(design).owners[key(service)] == ("service", "app1.web")


def test_services_come_last_and_go_first() -> None:
    state = lower(served()).state
    assert plan({}, state)[-1].key == ("service", "app1", "web")
    backend = built(served())
    rest = plan(backend.observe("lab"), lower(one_bridge("app1")).state)
    assert rest[0] == Delete(state["service", "app1", "web"])


def test_a_service_goes_with_its_sandbox() -> None:
    backend = built(served())
    backend.disturb("lab", key(Namespace("app1")), None)
    assert ("service", "app1", "web") not in backend.observe("lab")
    assert build(backend, lower(served())).is_done


SENTENCES: dict[str, tuple[Action, str]] = {
    "service web does not run": (Create(WEB), "create service web of sandbox app1"),
    "service web is not in the design": (Delete(WEB), "delete service web of sandbox app1"),
    "service web runs with another command and log": (
        Update(replace(WEB, command=("a",), log=1), WEB),
        "change service web of sandbox app1: service web runs with another command and log",
    ),
    "service web exited with status 1": (
        Update(replace(WEB, state="exited with status 1"), WEB),
        "change service web of sandbox app1: service web exited with status 1",
    ),
    "the hosts file of the sandboxes on lan1 is missing": (
        Create(HOSTS),
        "create hosts file of the sandboxes on lan1",
    ),
    "the hosts file of the sandboxes on lan1 lacks app1 at 10.0.0.2 and fd00::2, has elsewhere at 10.9.9.9": (
        Update(
            replace(HOSTS, text="# remark\n10.9.9.9\telsewhere\n10.0.0.3\tapp2\n"),
            replace(HOSTS, text="10.0.0.2\tapp1\nfd00::2\tapp1\n10.0.0.3\tapp2\n"),
        ),
        "change hosts file of the sandboxes on lan1: "
        "add app1 at 10.0.0.2 and fd00::2, remove elsewhere at 10.9.9.9",
    ),
    "the resolv.conf file of sandbox app1 lacks nameserver 10.0.0.4": (
        Update(RESOLVER, replace(RESOLVER, text="nameserver 10.0.0.4\n")),
        "change resolv.conf file of sandbox app1: add nameserver 10.0.0.4",
    ),
    "the hosts file of the sandboxes on lan1 was changed": (
        Update(replace(HOSTS, text="# remark\n" + HOSTS.text), HOSTS),
        "change hosts file of the sandboxes on lan1: write it anew",
    ),
    "its hosts file is missing": (
        Create(Etc("app1", "lan1")),
        "create link to the hosts file of sandbox app1",
    ),
}


@pytest.mark.parametrize("words", SENTENCES)
def test_deviations_and_sentences(words: str) -> None:
    action, said = SENTENCES[words]
    assert (deviation(action), sentence(action)) == (words, said)


def test_of_many_names_that_come_a_few_are_named() -> None:
    more = replace(HOSTS, text=HOSTS.text + "".join(f"10.0.0.{n}\tapp{n}\n" for n in range(2, 10)))
    assert sentence(Update(HOSTS, more)).endswith("app6 at 10.0.0.6, 3 more")


def test_names_that_come_are_added_by_the_command_that_a_person_would_type() -> None:
    more = replace(HOSTS, text=HOSTS.text + "10.0.0.2\tapp1\n")
    ((*_, added, path),) = commands("lab", (Update(HOSTS, more),))
    assert (added, path) == ("10.0.0.2\tapp1\n", "/etc/netns/.lab/lan1/hosts")


def test_the_command_that_a_person_would_type_runs_it_confined_in_its_sandbox() -> None:
    written, typed = commands("lab", (Create(WEB),))
    assert written[-2:] == ["x", "/etc/httpd.conf"]
    assert typed[:5] == ["ip", "netns", "exec", "lab.app1", "bwrap"]
    assert typed[-6:] == ["--setenv", "A", "b", "--", "httpd", "-f"]
