"""Attempts to get out of a terminal. Each succeeds (exit status 0) only where the confinement fails."""

from tests.kernel.test_confinement import HARMFUL, PROBES, SYSCALL, call

GIB = 1 << 30


def python(script: str) -> list[str]:
    return ["python3", "-c", script]


def shell(script: str) -> list[str]:
    return ["sh", "-c", script]


TTY = "import fcntl, os; tty = os.open('/dev/tty', os.O_RDWR);"

FORKS = """
import os, signal, time
children = []
try:
    while len(children) < 1000:
        child = os.fork()
        if child == 0:
            time.sleep(60)
            os._exit(0)
        children.append(child)
except OSError:
    pass
for child in children:
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
raise SystemExit(len(children) < 1000)
"""

TOUCHED = """
import mmap
room = mmap.mmap(-1, {size}, flags=mmap.{how} | mmap.MAP_ANONYMOUS)
for _ in range({size} >> 24):
    room.write(bytes(1 << 24))
"""

FILES = """
block = bytes(1 << 20)
kept = []
for number in range(1200):
    file = os.memfd_create("x")
    kept.append(file)
    os.write(file, block)
"""

HARMLESS: dict[str, list[str]] = {
    "read a disk by a device of one's own": shell(
        "mknod /tmp/probe-disk b 7 0 && test -b /tmp/probe-disk && rm /tmp/probe-disk"
    ),
    "read from a device of one's own": shell(
        "mknod /tmp/zero-probe c 1 5 && head -c1 /tmp/zero-probe; found=$?; rm -f /tmp/zero-probe;"
        " exit $found"
    ),
    "open the disks": shell("ls /dev/vda* /dev/sd* /dev/nvme* /dev/loop* | grep ."),
    "read the kernel's messages": ["dmesg"],
    "read where the kernel lies": shell("grep -q -v '^0* ' /proc/kallsyms"),
    "find a process that the filter does not bind": shell("grep -q 'Seccomp:.0' /proc/1/status"),
    "trace a process by another call": call(
        "310", "os.getpid()", "None", "0", "None", "0", "ctypes.c_long(0)"
    ),
    "compare with a process": call("312", "os.getpid()", "os.getpid()", "0", "0", "1"),
    "take a descriptor of a process": call("438", "libc.syscall(434, os.getpid(), 0)", "1", "0"),
    "add a key": call("248", "b'user'", "b'probe'", "b'x'", "1", "-1"),
    "make a mount namespace": ["unshare", "-m", "true"],
    "join a namespace by the call itself": call("308", "os.open('/proc/self/ns/net', 0)", "0x40000000"),
    "join the namespace that it is in already": call("308", "os.open('/proc/self/ns/uts', 0)", "0x04000000"),
    "change the root": python(f"{SYSCALL} sys.exit(libc.chroot(b'/tmp') < 0)"),
    "open a file by its handle": python(
        f"{SYSCALL} handle = ctypes.create_string_buffer((8).to_bytes(4, 'little') + bytes(132), 136);"
        " handle[0] = 128; mount = ctypes.c_int();"
        " sys.exit(libc.name_to_handle_at(-100, b'/etc', handle, ctypes.byref(mount), 0) < 0)"
    ),
    "watch all files": call("300", "0", "0"),
    "handle page faults": call("323", "1"),
    "count cycles of the kernel": call("298", "(ctypes.c_uint32 * 32)(1, 128)", "-1", "0", "-1", "0"),
    "change how programs are laid out": call("135", "0x0040000"),
    "have more priority": ["nice", "-n", "-5", "sh", "-c", "test $(nice) -lt 0"],
    "leave its control group": shell("ls /sys/fs/cgroup/*/cgroup.procs /sys/fs/cgroup/cgroup.procs | grep ."),
    "put a file among the devices": shell("touch /dev/probe-file && rm /dev/probe-file"),
    "have a thousand processes": python(FORKS),
    "have 3 GiB of memory": python(TOUCHED.format(size=3 * GIB, how="MAP_PRIVATE")),
}
"""These do nothing to the machine, and all succeed for root outside."""

IN_GROUPS: dict[str, list[str]] = {
    "have a GiB of memory": python(TOUCHED.format(size=GIB, how="MAP_PRIVATE")),
    "have a GiB of memory that is shared": python(TOUCHED.format(size=GIB, how="MAP_SHARED")),
    "have a GiB of memory as files": python(FILES),
}
"""The same, where there are control groups."""

DANGEROUS: dict[str, list[str]] = {
    "see the machine's root by the first process": shell(
        "ls -A /proc/1/root/root /proc/1/root/home | grep -v :| grep ."
    ),
    "ask for a key": call("249", "b'keyring'", "b'_ses'", "None", "0"),
    "have the kernel's crypto": python("import socket; socket.socket(38, socket.SOCK_SEQPACKET)"),
    "be killed last": shell("echo -500 >/proc/self/oom_score_adj"),
    "raise a limit": python(
        "import resource as r; _, most = r.getrlimit(r.RLIMIT_NPROC);"
        " r.setrlimit(r.RLIMIT_NPROC, (most + 1, most + 1))"
    ),
    "ask the kernel for anything": shell("echo h >/proc/sysrq-trigger"),
    "be what runs when a program crashes": shell("echo '|/bin/true' >/proc/sys/kernel/core_pattern"),
    "drop the machine's caches": shell("echo 1 >/proc/sys/vm/drop_caches"),
    "load a driver by the terminal": python(f"{TTY} fcntl.ioctl(tty, 0x5423, (21).to_bytes(4, 'little'))"),
    "type into its own terminal": python(f"{TTY} fcntl.ioctl(tty, 0x5412, b'x')"),
    "take the console's terminal": python(f"{TTY} fcntl.ioctl(tty, 0x541C, b'\\x0c')"),
    "write to all that the root shows again": ["mount", "-o", "remount,rw", "/usr"],
    "uncover what lies below": ["umount", "/root"],
    "restart the machine": call("169", "0xfee1dead", "672274793", "0x89ABCDEF", "0"),
    "swap": call("167", "b'/tmp/none'", "0"),
    "count what processes use": call("163", "None"),
    "make a directory the root": call("155", "b'/tmp'", "b'/tmp'"),
    "reach into the machine by 32-bit calls": call("0x40000000 + 39"),
}
"""These would harm the machine, or not every machine lets even root do them; they are not tried outside."""


def of_the_machine(
    pid: int, port: int, abstract: str, memory: int, other: str, theirs: str
) -> dict[str, list[str]]:
    """At what the test has put there: a process, what listens at a port and at a name, a segment of memory, a
    sandbox of another topology and its address. They succeed outside."""
    return {
        "see a process of the machine": shell(f"test -e /proc/{pid}"),
        "signal a process of the machine": shell(f"kill -0 {pid}"),
        "join the machine's network": ["nsenter", f"--net=/proc/{pid}/ns/net", "true"],
        "join another topology's sandbox": ["nsenter", f"--net=/run/netns/{other}", "true"],
        "see another topology's sandbox": shell(f"test -e /run/netns/{other}"),
        "reach another topology's sandbox": shell(
            f"in=$(ip netns exec {other} echo ip netns exec {other}); $in ping -c1 -W1 -n {theirs}"
        ),
        "reach what listens on the machine": python(
            f"import socket; socket.create_connection(('127.0.0.1', {port}), 2)"
        ),
        "reach what listens there under a name": python(
            f"import socket; socket.socket(socket.AF_UNIX).connect('\\0{abstract}')"
        ),
        "send to the machine's interfaces as they are": python(
            "import socket; raw = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 3);"
            " names = {name for _, name in socket.if_nameindex()} - {'lo', 'eth0'};"
            " [raw.bind((name, 0)) for name in names]; assert names"
        ),
        "use memory that others share": call("29", str(memory), "0", "0"),
        "write where the test is": shell(f"test -w /proc/{pid}/cwd/Makefile"),
    }


ALL_HARMFUL = {what: command for what, command in PROBES.items() if what in HARMFUL} | DANGEROUS
ALL_HARMLESS = {what: command for what, command in PROBES.items() if what not in HARMFUL} | HARMLESS
