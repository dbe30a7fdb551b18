"""`manage.py capture NAME POINT... [--filter TEXT]`: frames as a pcapng file, for `wireshark -k -i -`."""

import os
import select
import sys
import time
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connections

from engine.backends.kernel import Unavailable, open_backend
from engine.backends.kernel.bpf import BadFilter
from engine.backends.kernel.capture import Capture
from engine.backends.kernel.place import Missing
from engine.errors import Transient
from engine.packets import pcapng
from engine.packets.points import NoLink, Point, named
from topology.ipam import complete
from webapp.running.command import Pageless
from webapp.running.refusals import FAILED, WRONG, refusals
from webapp.store import topologies
from webapp.store.reading import deployed_design

_PATIENCE = 0.5
"""Seconds after which it is looked whether the time has passed."""


class Command(Pageless):
    help = "Writes the frames that pass at endpoints, patches or bridges, as a pcapng file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name")
        parser.add_argument("points", nargs="+", metavar="POINT", help="such as app1.eth0, p1, lan1 or app1")
        parser.add_argument("--filter", default="", help="as tcpdump has it, such as 'arp or icmp'")
        parser.add_argument("--seconds", type=float, default=3600.0, help="at most (default: an hour)")
        parser.add_argument("--frames", type=int, default=1_000_000, help="at most (default: a million)")

    def handle(self, *args: Any, name: str, points: list[str], **options: Any) -> None:
        if sys.stdout.isatty():
            said = "what it writes is no text; write it to a file (> FILE), or add | wireshark -k -i -"
            raise CommandError(said, returncode=WRONG)
        found = _points(name, points)
        connections.close_all()
        with _words(), closing(open_backend(settings.RUN)) as backend:
            watched = [(each.place, each.link) for each in found.values()]
            with closing(backend.capture(name, watched, options["filter"])) as capture:
                self.stderr.write(f"capturing at {', '.join(found)}; Ctrl-C ends it")
                frames = _written(capture, list(found), options["seconds"], options["frames"])
                self.stderr.write(
                    f"{frames} frames; {capture.missed()} more came faster than they were taken"
                )


def _points(name: str, names: list[str]) -> Mapping[str, Point]:
    with refusals():
        _, design = deployed_design(topologies.find(name))
    if design is None:
        raise CommandError(
            f"nothing of {name} is deployed; manage.py deploy {name} does that", returncode=WRONG
        )
    try:
        return named(complete(design), names)
    except NoLink as error:
        raise CommandError(str(error), returncode=WRONG) from error


@contextmanager
def _words() -> Iterator[None]:
    try:
        yield
    except BadFilter as error:
        raise CommandError(f"filter: {error}", returncode=WRONG) from error
    except Missing as error:
        said = f"{error}; run this as the user that the engine runs as"
        raise CommandError(said, returncode=FAILED) from error
    except (Unavailable, Transient) as error:
        raise CommandError(str(error), returncode=FAILED) from error
    except OSError as error:
        raise CommandError(f"the capture does not go on: {error.strerror}", returncode=FAILED) from error


def _written(capture: Capture, names: list[str], seconds: float, most: int) -> int:
    """How many frames went to standard output until a bound, Ctrl-C, or the end of whoever reads."""
    written, until = 0, time.monotonic() + seconds
    out, left_alone = sys.stdout.buffer, select.poll()
    left_alone.register(out, 0)  # tells, without being asked for, that nobody reads any more
    try:
        out.write(pcapng.header(names))
        out.flush()
        while written < most and (left := until - time.monotonic()) > 0 and not left_alone.poll(0):
            if not capture.is_whole():
                raise Transient("what was watched has been taken away")
            for number, frame in capture.take(min(_PATIENCE, left))[: most - written]:
                out.write(pcapng.packet(number, frame))
                written += 1
            out.flush()
    except BrokenPipeError:  # else Python says at its end that it cannot flush
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        pass
    return written
