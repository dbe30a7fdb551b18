"""What a network's forwarding entries lead to: it may be renamed, leave the network, or go. With what goes,
the steps of scenarios go too."""

from collections.abc import Iterable

from topology.edits.deeds import stop
from topology.values import Design, Network


def led(networks: Iterable[Network], names: dict[str, str]) -> tuple[Network, ...]:
    """The networks, whose entries lead to what is called otherwise now; `names` are old and new ones."""
    return tuple(_led(network, names) for network in networks)


def let_go(before: Design, after: Design) -> Design:
    """The design after something was done, without the entries that lead to what was on their network
    before and is not any more, nor the steps about what is gone. What led nowhere stays, for `validation` to
    name."""
    networks = tuple(
        _let_go(network, before, after) if network.fdb else network for network in after.networks
    )
    after = after if networks == after.networks else after.model_copy(update={"networks": networks})
    return stop(before, after)


def _led(network: Network, names: dict[str, str]) -> Network:
    if not any(entry.to in names for entry in network.fdb):
        return network
    entries = (entry.model_copy(update={"to": names.get(entry.to, entry.to)}) for entry in network.fdb)
    return network.model_copy(update={"fdb": tuple(entries)})


def _let_go(network: Network, before: Design, after: Design) -> Network:
    gone = _at(before, network.name) - _at(after, network.name)
    kept = tuple(entry for entry in network.fdb if entry.to not in gone)
    return network if kept == network.fdb else network.model_copy(update={"fdb": kept})


def _at(design: Design, network: str) -> set[str]:
    """The endpoints and patches at a network, by name."""
    endpoints = {end.name for end in design.endpoints if end.network == network}
    return endpoints | {patch.name for patch in design.patches if network in patch.networks}
