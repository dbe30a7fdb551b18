"""The system calls that nobody in a sandbox may make, as a classic BPF program for `bwrap --seccomp`.

What is not listed is allowed. Most of the list would be refused for want of a capability as well; that it
cannot even be tried keeps the kernel's older corners out of reach. Numbers: asm/unistd.h.
"""

from collections.abc import Iterable, Mapping
from struct import Struct

_INSTRUCTION = Struct("=HBBI")
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_EPERM, _ENOSYS, _EAFNOSUPPORT = 1, 38, 97
_NUMBER, _ARCHITECTURE = 0, 4
_ARGUMENTS = (16, 24)
"""Offsets in `struct seccomp_data`; of arguments, the lower half (both architectures are little-endian)."""

_NAMESPACES = 0x7E020080
"""Every CLONE_NEW… flag."""

_X86_64, _AARCH64 = 0xC000003E, 0xC00000B7
_X32 = 0x40000000

REFUSED: Mapping[str, tuple[int, int]] = {
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "unshare": (272, 97),
    "setns": (308, 268),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "acct": (163, 89),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "fanotify_init": (300, 262),
    "lookup_dcookie": (212, 18),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    "nfsservctl": (180, 42),
    "personality": (135, 92),
    "mbind": (237, 235),
    "set_mempolicy": (238, 237),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
}
"""By name, its number on x86_64 and on aarch64."""

_SETGROUPS = (116, 159)
"""Said to have worked, though nothing is done: nobody here is in any other group, nor may be. Programs that
give up rights at their start, such as tcpdump, would not run otherwise."""

_OLD_X86 = {"iopl": 172, "ioperm": 173, "modify_ldt": 154, "uselib": 134, "_sysctl": 156, "sysfs": 139}

_CLONE, _CLONE3, _SOCKET, _IOCTL = (56, 220), (435, 435), (41, 198), (16, 29)
_OF_TERMINALS = (0x5412, 0x541C, 0x5423)
"""TIOCSTI and TIOCLINUX type in somebody else's name, TIOCSETD loads the drivers of old modems."""
_FAMILIES = (38, 40)  # AF_ALG, and AF_VSOCK, which knows no network namespaces

Instruction = tuple[int, int, int, int]
"""Code, how many to skip if true, if false, and the operand."""


def program() -> bytes:
    """The filter: `struct sock_filter` after `struct sock_filter`."""
    x86, arm = _for(0), _for(1)
    whole = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        *_only_if(_X86_64, x86),
        *_only_if(_AARCH64, arm),
        (_RETURN, 0, 0, _KILL),
    ]
    return b"".join(_INSTRUCTION.pack(*instruction) for instruction in whole)


def _only_if(architecture: int, then: list[Instruction]) -> Iterable[Instruction]:
    """`then` ends with a return, so that what follows is for the others; a jump by one is enough to reach
    the long one over it."""
    yield _EQUAL, 1, 0, architecture
    yield 0x05, 0, 0, len(then)
    yield from then


def _for(column: int) -> list[Instruction]:
    numbers = [each[column] for each in REFUSED.values()]
    if column == 0:
        numbers += _OLD_X86.values()
    found: list[Instruction] = [(_LOAD, 0, 0, _NUMBER)]
    if column == 0:
        found += [(_AT_LEAST, 0, 1, _X32), _refusal(_EPERM)]
    for number in numbers:
        found += [(_EQUAL, 0, 1, number), _refusal(_EPERM)]
    found += [(_EQUAL, 0, 1, _SETGROUPS[column]), _refusal(0)]
    found += [
        (_EQUAL, 0, 1, _CLONE3[column]),
        _refusal(_ENOSYS),
    ]  # flags out of sight; libraries use clone then
    found += _if_argument(_CLONE[column], 0, [(_ANY_BIT, 0, 1, _NAMESPACES), _refusal(_EPERM)])
    found += _if_argument(_SOCKET[column], 0, _any_of(_FAMILIES, _EAFNOSUPPORT))
    found += _if_argument(_IOCTL[column], 1, _any_of(_OF_TERMINALS, _EPERM))
    return [*found, (_RETURN, 0, 0, _ALLOW)]


def _if_argument(number: int, argument: int, tests: list[Instruction]) -> list[Instruction]:
    """Of that call only, look at one argument; the number is there again afterwards."""
    return [
        (_EQUAL, 0, len(tests) + 2, number),
        (_LOAD, 0, 0, _ARGUMENTS[argument]),
        *tests,
        (_LOAD, 0, 0, _NUMBER),
    ]


def _any_of(values: Iterable[int], refusal: int) -> list[Instruction]:
    return [each for value in values for each in ((_EQUAL, 0, 1, value), _refusal(refusal))]


def _refusal(code: int) -> Instruction:
    return _RETURN, 0, 0, _ERRNO | code
