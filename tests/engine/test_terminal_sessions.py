"""Who may open, use and watch terminals, and when they end; with a shell that says what the test says."""

import asyncio

import pytest
from pydantic import ValidationError

from engine.backends.kernel.places import Places
from engine.console.line import Refusal
from engine.console.machine import Machine
from engine.console.terminals import attaching, listing
from engine.console.terminals.limits import Limits
from tests.engine.terminal_lines import ADA, BOB, LIMITS, Browser, as_role, at, eventually, opened


@pytest.mark.parametrize("sandbox", ["", ".", "../etc", "a/b", "a.b", "-a"])
def test_a_terminal_is_asked_for_by_the_name_of_a_sandbox(sandbox: str) -> None:
    with pytest.raises(ValidationError):
        attaching.TerminalRequest(sandbox=sandbox)


async def test_what_the_shell_says_is_shown_and_what_is_typed_is_its_own(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada):
        shell.theirs.send(b"\x1b]52;c;eA==\x07root@pc1:~# ")
        await ada.sees(b"root@pc1:~# ")
        ada.say(b"ls\r")
        await eventually(lambda: shell.typed() == b"ls\r")
        assert b"52" not in ada.shown
    assert ada.told[0] == {
        **{"type": "terminal", "id": session.number, "sandbox": "pc1", "owner": "ada", "mine": True},
        **{"shared": False, "columns": 80, "rows": 24, "watching": []},
    }


async def test_somebody_who_comes_back_sees_what_was_shown(machine: Machine) -> None:
    session, shell = opened(machine)
    first, second = Browser(ADA), Browser(ADA)
    with at(machine, session, first):
        shell.theirs.send(b"one\n")
        await first.sees(b"one")
    shell.theirs.send(b"two\n")
    with at(machine, session, second):
        await second.sees(b"one\ntwo\n")


async def test_it_ends_when_its_owner_does_not_come_back(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada):
        await eventually(lambda: ada.told)
        await asyncio.sleep(LIMITS.linger * 1.5)
        assert not session.has_ended
    await eventually(lambda: session.has_ended)
    assert shell.deeds == ["hang up", "close"]
    assert machine.terminals.seen_by("lab", ADA) == []


async def test_somebody_who_watches_does_not_keep_it(machine: Machine) -> None:
    session, _ = opened(machine)
    session.share(True)
    bob = Browser(BOB)
    with at(machine, session, bob) as watching:
        await asyncio.wait_for(watching, 5)
    assert bob.told[-1] == {"type": "ended", "status": 3, "reason": "nobody came back to it"}


async def test_one_that_nobody_opened_a_line_to_ends_as_well(machine: Machine) -> None:
    session, _ = opened(machine)
    await eventually(lambda: session.has_ended)


async def test_it_ends_when_nobody_types_for_long(machine: Machine) -> None:
    machine.terminals.limits = Limits(idle=0.2)
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada) as line:
        shell.theirs.send(b"still here\n")
        await asyncio.wait_for(line, 5)
    assert ada.told[-1]["reason"] == "nobody has typed anything for long"


async def test_a_shell_that_does_not_end_when_hung_up_is_killed(machine: Machine) -> None:
    session, shell = opened(machine)
    shell.is_stubborn = True
    ada = Browser(ADA)
    with at(machine, session, ada) as line:
        ada.say({"type": "end"})
        await asyncio.wait_for(line, 5)
    assert shell.deeds == ["hang up", "kill", "close"]
    assert ada.told[-1]["type"] == "ended"


async def test_what_it_said_last_is_shown_before_it_is_said_that_it_ended(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada) as line:
        shell.theirs.send(b"logout\n")
        shell.exit()
        await asyncio.wait_for(line, 5)
    assert ada.shown == b"logout\n"
    assert ada.told[-1] == {"type": "ended", "status": 3, "reason": ""}


async def test_a_console_that_ends_leaves_no_shell(machine: Machine) -> None:
    _, shell = opened(machine)
    await asyncio.sleep(0)
    await machine.aclose()
    assert shell.deeds == ["kill", "close"]


async def test_somebody_else_may_watch_only_what_is_shared_and_only_while_it_is(machine: Machine) -> None:
    session, shell = opened(machine)
    ada, bob = Browser(ADA), Browser(BOB)
    with at(machine, session, ada):
        with at(machine, session, bob) as line, pytest.raises(Refusal, match="ada's and is not shared"):
            await line
        ada.say({"type": "share", "on": True})
        await eventually(lambda: session.shared)
        with at(machine, session, bob) as line:
            shell.theirs.send(b"look\n")
            await bob.sees(b"look\n")
            await eventually(lambda: ada.told[-1]["watching"] == ["bob"])
            bob.say(b"rm -rf /\r", {"type": "resize", "columns": 10, "rows": 10}, {"type": "end"})
            ada.say({"type": "share", "on": False})
            with pytest.raises(Refusal, match="does not share"):
                await asyncio.wait_for(line, 5)
        assert shell.typed() == b"" and shell.sizes == [] and shell.deeds == []


async def test_the_owner_of_the_topology_sees_every_terminal_in_it(machine: Machine) -> None:
    session, shell = opened(machine)
    teacher = Browser(as_role(BOB, "owner"))
    with at(machine, session, teacher):
        shell.theirs.send(b"homework\n")
        await teacher.sees(b"homework\n")
        teacher.say(b"cheat\r")
    assert shell.typed() == b""


async def test_nobody_reaches_a_terminal_through_another_topology(machine: Machine) -> None:
    session, _ = opened(machine, topology="theirs")
    mallory = Browser(as_role(BOB, "owner"), topology="lab")
    with at(machine, session, mallory) as line, pytest.raises(Refusal, match="has ended"):
        await line
    assert machine.terminals.seen_by("lab", mallory.person) == []


async def test_one_who_may_only_look_by_now_types_nothing_more(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada):
        ada.person = as_role(ADA, "viewer")
        ada.say(b"x", {"type": "share", "on": True})
        shell.theirs.send(b"seen\n")
        await ada.sees(b"seen\n")
    assert shell.typed() == b"" and not session.shared


async def test_a_viewer_opens_none() -> None:
    machine = Machine("root", Places(1))
    line = Browser(as_role(ADA, "viewer"))
    with pytest.raises(Refusal, match="ask its owner"):
        await attaching.attach(line, attaching.TerminalRequest(sandbox="pc1"), machine)


async def test_nobody_has_more_than_so_many_nor_the_machine(machine: Machine) -> None:
    sessions = machine.terminals
    opened(machine)
    with sessions.room(ADA), pytest.raises(Refusal, match="you have 2 terminals"), sessions.room(ADA):
        pass
    opened(machine)
    opened(machine, BOB)
    with pytest.raises(Refusal, match="on this machine"), sessions.room(BOB):
        pass


async def test_the_list_is_told_whenever_it_changes(machine: Machine) -> None:
    bob = Browser(BOB)
    line = asyncio.create_task(listing.tell(bob, listing.TerminalsRequest(), machine))
    await eventually(lambda: bob.told)
    session, shell = opened(machine)
    with at(machine, session, ada := Browser(ADA)):
        ada.say({"type": "share", "on": True})
        await eventually(lambda: len(bob.told) == 2)
        shell.exit()
        await eventually(lambda: len(bob.told) == 3)
    line.cancel()
    seen = {"id": session.number, "sandbox": "pc1", "owner": "ada", "mine": False, "shared": True}
    assert [each["terminals"] for each in bob.told] == [[], [seen], []]


async def test_the_size_is_the_shells_and_everybody_is_told(machine: Machine) -> None:
    session, shell = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada):
        ada.say({"type": "resize", "columns": 120, "rows": 40})
        await eventually(lambda: ada.told and ada.told[-1]["columns"] == 120)
    assert shell.sizes == [(120, 40)]


@pytest.mark.parametrize(
    "said",
    [
        {"type": "resize", "columns": 100_000, "rows": 24},
        {"type": "resize", "columns": 80},
        {"type": "format"},
    ],
)
async def test_what_makes_no_sense_closes_the_line(machine: Machine, said: dict[str, object]) -> None:
    session, _ = opened(machine)
    ada = Browser(ADA)
    with at(machine, session, ada) as line:
        ada.say(said)
        with pytest.raises(Refusal, match=r"docs/console\.md"):
            await asyncio.wait_for(line, 5)
