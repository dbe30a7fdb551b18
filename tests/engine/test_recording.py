"""What the engine does is written down as the commands that do it."""

from threading import Event

from engine.backends import Failure
from engine.backends.memory import MemoryBackend
from engine.commands import commands
from engine.lower import lower, nothing
from engine.plan import Plan
from engine.planning import plan
from engine.recording import Done, Recording
from tests.engine.builders import one_bridge

DESIRED = lower(one_bridge())
BUILD: Plan = plan({}, DESIRED.state)
TAKE_AWAY: Plan = plan(DESIRED.state, nothing("lab").state)


class Written:
    """What was written down, once it was."""

    def __init__(self) -> None:
        self.done: list[Done] = []
        self._written = Event()

    def write(self, done: Done) -> None:
        self.done.append(done)
        self._written.set()

    def first(self) -> Done:
        assert self._written.wait(5)
        return self.done[0]


def test_a_plan_that_was_carried_out_is_written_down() -> None:
    written = Written()
    recording = Recording(MemoryBackend(), written.write)
    recording.apply("lab", BUILD)
    recorded = [line["command"] for line in written.first().lines()]
    assert recorded == commands("lab", BUILD)
    recording.close()


def test_what_a_backend_says_comes_through() -> None:
    recording = Recording(MemoryBackend(), lambda done: None)
    recording.apply("lab", BUILD)
    assert recording.observe("lab") == DESIRED.state
    assert list(recording.topologies()) == ["lab"]
    recording.close()


def test_what_is_still_to_be_written_is_written_before_it_closes() -> None:
    written = Written()
    recording = Recording(MemoryBackend(), written.write)
    recording.apply("lab", BUILD)
    recording.apply("lab", TAKE_AWAY)
    recording.close()
    assert [done.plan for done in written.done] == [BUILD, TAKE_AWAY]


def test_a_command_that_failed_says_why() -> None:
    failures = (Failure(BUILD[0], "there is no room", transient=True),)
    first, *rest = Done("lab", BUILD, failures, 0.0).lines()
    assert first["failed"] == "there is no room"
    assert rest[-1]["failed"] == ""


def test_nothing_is_left_after_a_plan_that_takes_the_fabric_away() -> None:
    assert Done("lab", TAKE_AWAY, (), 0.0).is_end
    assert not Done("lab", BUILD, (), 0.0).is_end
    failures = (Failure(TAKE_AWAY[-1], "it is busy", transient=True),)
    assert not Done("lab", TAKE_AWAY, failures, 0.0).is_end


def test_a_plan_that_cannot_be_written_down_silences_nobody_after_it() -> None:
    written: list[Plan] = []

    def write(done: Done) -> None:
        written.append(done.plan)
        if done.plan == BUILD:
            raise KeyError("a resource without words")

    recording = Recording(MemoryBackend(), write)
    recording.apply("lab", BUILD)
    recording.apply("lab", TAKE_AWAY)
    recording.close()
    assert written == [BUILD, TAKE_AWAY]
