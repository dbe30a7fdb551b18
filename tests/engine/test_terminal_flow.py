"""How much a terminal is read, shown and typed into at a time; with a shell that says what the test says."""

import asyncio

from engine.console.machine import Machine
from engine.console.terminals.limits import Limits
from tests.engine.terminal_lines import ADA, BOB, LIMITS, Browser, Script, at, eventually, opened


async def test_a_shell_is_read_no_faster_than_its_reader_takes_it(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada):
        await eventually(lambda: ada.told)
        ada.reads.clear()
        sent = await flood(shell)
        held = session.scrollback.end
        ada.reads.set()
        await eventually(lambda: len(ada.shown) == sent)
    assert held < sent
    assert ada.told_of("restart") == []


async def test_a_browser_that_draws_slowly_is_sent_no_more_than_so_much(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    ada.draws = False
    with at(machine, session, ada):
        await eventually(lambda: ada.told)
        sent = await flood(shell)
        assert len(ada.shown) < LIMITS.owed + 2 * LIMITS.kept
        ada.draws = True
        ada.say({"type": "taken", "bytes": len(ada.shown)})
        await eventually(lambda: len(ada.shown) == sent)
    assert ada.told_of("restart") == []


async def test_what_a_shell_does_not_read_is_kept_up_to_so_much(machine: Machine) -> None:
    machine.terminals.limits = Limits(typed_ahead=1_000_000)
    session, shell = opened(machine)
    with at(machine, session, ada := Browser(ADA)):
        ada.say(*[b"x" * 100_000] * 30, {"type": "resize", "columns": 90, "rows": 24})
        await eventually(lambda: shell.sizes)  # so all that was typed has been heard
        got = quiet = 0
        while quiet < 20:
            typed = len(shell.typed())
            got += typed
            quiet = 0 if typed else quiet + 1
            await asyncio.sleep(0.001)
    assert 1_000_000 <= got < 2_000_000


async def test_a_slow_reader_neither_stops_the_others_nor_costs_memory(machine: Machine) -> None:
    session, shell = opened(machine)
    session.share(True)
    ada, bob = Browser(ADA), Browser(BOB)
    with at(machine, session, ada), at(machine, session, bob):
        await eventually(lambda: ada.told and bob.told)
        bob.reads.clear()
        sent = 0
        for number in range(2000):
            line = b"line %d\r\n" % number
            sent += len(line)
            while True:
                try:
                    shell.theirs.send(line)
                    break
                except BlockingIOError:
                    await asyncio.sleep(0)
        await eventually(lambda: len(ada.shown) == sent)
        assert session.scrollback.end - session.scrollback.start <= LIMITS.kept
        bob.reads.set()
        await bob.sees(b"line 1999\r\n")
    assert bob.told_of("restart")
    assert len(bob.shown) < sent


async def flood(shell: Script) -> int:
    """Say as much as the terminal takes; how much that was."""
    sent = quiet = 0
    while quiet < 20:
        try:
            sent += shell.theirs.send(b"x" * 500 + b"\n")
            quiet = 0
        except BlockingIOError:
            quiet += 1
            await asyncio.sleep(0.005)
    return sent
