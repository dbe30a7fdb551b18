"""The commands that make settings and take them back. A setting that the design makes is written down as
another name of the link that it goes with, or of `lo`: so it is known later what there is to take back."""

from collections.abc import Iterator

from engine.marks import setting_name
from engine.names import namespace_name
from engine.resources import FORWARDING, Sysctl

Command = list[str]

_SEPARATORS = str.maketrans("/.", "./")


def write(topology: str, place: str, key: str, value: str) -> Command:
    return [*_enter(topology, place), "sysctl", "-qw", f"net.{key.translate(_SEPARATORS)}={value}"]


def create(topology: str, setting: Sysctl) -> Iterator[Command]:
    if setting.key not in FORWARDING:
        yield _property(topology, setting, "add")
    yield write(topology, setting.place, setting.key, setting.value)


def delete(topology: str, setting: Sysctl) -> Iterator[Command]:
    """Back to what a new namespace has, or of an interface to what the place gives to new ones."""
    at = f"/proc/sys/net/{setting.key}"
    if setting.interface is None:
        fresh = f"unshare --net cat {at}"
    else:
        fresh = f"cat {at.replace(f'/{setting.interface}/', '/default/', 1)}"
    yield [*_enter(topology, setting.place), "sh", "-c", f"{fresh} >{at}"]
    yield _property(topology, setting, "del")


def _property(topology: str, setting: Sysctl, verb: str) -> Command:
    link = ["dev", setting.interface or "lo", "altname", setting_name(setting.key)]
    return ["ip", "-n", namespace_name(topology, setting.place), "link", "property", verb, *link]


def _enter(topology: str, place: str) -> Command:
    return ["ip", "netns", "exec", namespace_name(topology, place)]
