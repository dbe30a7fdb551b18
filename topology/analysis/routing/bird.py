"""What BIRD 2 is told by its configuration file: that part of its language which OSPF in a class needs.

Whatever else is said, such as filters, tables, other protocols or files to be included, makes it unreadable:
it is better not to know than to be wrong. See https://bird.network.cz/?get_doc&f=bird.html.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from topology.addressing import Address, Subnet, parse_address, parse_subnet
from topology.analysis.routing.bird_options import areas, is_on, number, patterns
from topology.analysis.routing.speaking import Interface, Ospf, Speaker, Static
from topology.analysis.routing.statements import Statement, Unreadable, statements

_VERSIONS = {"ipv4": 4, "ipv6": 6}
_TAKEN = frozenset(
    {"v2", "v3", "from", "all", "none", "area", "interface", "table", "disabled", "metric", "cost"}
)
"""Of the words that mean something to BIRD those that somebody might take for a name."""


def read(text: str) -> Speaker:
    """Raises `Unreadable`."""
    said = [each for each in statements(text) if not _is_about_logs(each)]
    routers = [_router(each) for each in said if each.block is None]
    protocols = [_protocol(each) for each in said if each.block is not None]
    names = Counter(name for each in protocols for name in each.words[1:])
    if len(routers) > 1 or max(names.values(), default=0) > 1:
        raise Unreadable("twice the same")
    return _speaker(protocols, next(iter(routers), None))


def _speaker(protocols: Iterable[Statement], router: Address | None) -> Speaker:
    """Those that are disabled are read as well, since BIRD refuses the whole for an error in one of them."""
    told: dict[str, list[tuple[Sequence[Statement], bool]]] = defaultdict(list)
    for each in protocols:
        told[each.words[0]].append((tuple(_about_it(each)), not _is_disabled(each)))
    if [runs for block, runs in told["device"] if _scans(block)] != [True]:
        raise Unreadable("without its protocol device it knows no interfaces")
    for block, _ in told["direct"]:
        _direct(block)
    spoken = [(tuple(_areas(block)), runs) for block, runs in told["ospf"]]
    statics = [(tuple(_statics(block)), runs) for block, runs in told["static"]]
    kernels = [(*_kernel(block), runs) for block, runs in told["kernel"]]
    instances = [Ospf(interfaces) for interfaces, runs in spoken if runs]
    if len(instances) > 1 or len({version for version, *_ in kernels}) < len(kernels):
        raise Unreadable("two for the same")
    return Speaker(
        ospf=next(iter(instances), None),
        statics=tuple(route for routes, runs in statics if runs for route in routes),
        installs=frozenset(version for version, exports, runs in kernels if exports and runs),
        router=router,
    )


def _is_about_logs(statement: Statement) -> bool:
    """To write them to a file may fail."""
    match statement.words:
        case ["log", "stderr" | "syslog", "all"] | ["debug", "protocols", "all" | "off"]:
            return statement.block is None
    return False


def _router(statement: Statement) -> Address:
    match statement.words:
        case ["router", "id", text] if (found := parse_address(text)) and found.version == 4 and int(found):
            return found
    raise Unreadable(statement.words)


def _protocol(statement: Statement) -> Statement:
    """Without the word for it: its kind and, if it is given one, its name."""
    match statement.words:
        case ["protocol", "ospf", "v2", *name] | ["protocol", "ospf", *name]:
            kind = "ospf"
        case ["protocol", "device" | "direct" | "kernel" | "static" as kind, *name]:
            pass
        case _:
            raise Unreadable(statement.words)
    if len(name) > 1 or not all(map(_is_name, name)):
        raise Unreadable(statement.words)
    return Statement((kind, *name), statement.block)


def _is_name(word: str) -> bool:
    return word.isascii() and word.isidentifier() and word not in _TAKEN | _VERSIONS.keys()


def _is_disabled(protocol: Statement) -> bool:
    said = [each.words[1:] for each in protocol.block or () if each.words[:1] == ("disabled",)]
    return is_on(said[-1]) if said else False


def _about_it(protocol: Statement) -> Iterator[Statement]:
    """What it is told, without what every protocol may be."""
    for each in protocol.block or ():
        match each.words:
            case ["disabled", *_] | ["debug", "all" | "off"] if each.block is None:
                continue
            case ["description", text] if text.startswith('"') and each.block is None:
                continue
        yield each


def _scans(block: Iterable[Statement]) -> bool:
    """Nothing is said but how often."""
    for each in block:
        match each.words:
            case ["scan", "time", seconds] if each.block is None:
                number(seconds, 1, 3600)
            case _:
                raise Unreadable(each.words)
    return True


def _direct(block: Iterable[Statement]) -> None:
    """The interfaces' own networks; the kernel knows them better."""
    for each in block:
        match each.words:
            case ["interface", *said] if each.block is None:
                patterns(said)
            case ["ipv4" | "ipv6"] if not each.block:
                pass
            case _:
                raise Unreadable(each.words)


def _kernel(block: Sequence[Statement]) -> tuple[int, bool]:
    """The version of IP, and whether the kernel is given its routes."""
    channels = [each for each in block if each.words[:1] in (("ipv4",), ("ipv6",))]
    _scans(each for each in block if each not in channels and each != Statement(("persist",)))
    if len(channels) != 1:
        raise Unreadable("one channel each")
    return _VERSIONS[channels[0].words[0]], _passed(channels[0])["export"] == "all"


def _passed(channel: Statement) -> Mapping[str, str]:
    """What passes it, `all` or `none`, each way; what is not said is as BIRD has it."""
    passed = {"import": "all", "export": "none"}
    for each in channel.block or ():
        match each.words:
            case ["import" | "export" as way, "all" | "none" as which] if each.block is None:
                passed[way] = which
            case _:
                raise Unreadable(each.words)
    return passed


def _takes_all_and_gives_none(channel: Statement) -> None:
    """To give others what it has from elsewhere would make it theirs."""
    if _passed(channel) != {"import": "all", "export": "none"}:
        raise Unreadable(channel.words)


def _statics(block: Iterable[Statement]) -> Iterator[Static]:
    versions = []
    for each in block:
        match each.words:
            case ["ipv4" | "ipv6" as name]:
                _takes_all_and_gives_none(each)
                versions.append(_VERSIONS[name])
            case ["route", to, "via", via] if each.block is None and versions:
                yield _static(versions[0], parse_subnet(to), parse_address(via))
            case _:
                raise Unreadable(each.words)
    if len(versions) != 1:
        raise Unreadable("one channel each")


def _static(version: int, to: Subnet | None, via: Address | None) -> Static:
    if to is None or via is None or {to.version, via.version} != {version}:
        raise Unreadable("no route")
    return Static(to, via)


def _areas(block: Iterable[Statement]) -> Iterator[Interface]:
    """The interfaces of all of them."""
    channels = [each for each in block if each.words == ("ipv4",)]
    for each in channels:
        _takes_all_and_gives_none(each)
    return areas([each for each in block if each not in channels])
