"""Each topology once, with one worker at a time, not before its time."""

from concurrent.futures import ThreadPoolExecutor

from engine.work_queue import Queue


class Clock:
    """Stands still until it is set."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def drained(queue: Queue) -> list[str]:
    """What can be taken now, in order."""
    taken = []
    while (key := queue.take_now()) is not None:
        taken.append(key)
    return taken


def test_what_is_added_is_taken() -> None:
    queue = Queue(Clock())
    queue.add("a")
    assert drained(queue) == ["a"]


def test_what_is_added_twice_is_taken_once() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.add("a")
    assert drained(queue) == ["a"]


def test_what_is_being_worked_on_is_not_given_to_another() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.take_now()
    queue.add("a")
    assert drained(queue) == []


def test_what_was_added_meanwhile_is_taken_again_afterwards() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.take_now()
    queue.add("a")
    queue.done("a")
    assert drained(queue) == ["a"]


def test_what_is_held_is_not_taken_before_its_time() -> None:
    queue = Queue(Clock())
    queue.hold("a", 5)
    assert drained(queue) == []


def test_what_is_held_is_taken_when_its_time_has_come() -> None:
    clock = Clock()
    queue = Queue(clock)
    queue.hold("a", 5)
    clock.now += 5
    assert drained(queue) == ["a"]


def test_adding_does_not_shorten_a_hold() -> None:
    queue = Queue(Clock())
    queue.hold("a", 5)
    queue.add("a")
    assert drained(queue) == []


def test_a_hold_puts_off_what_was_added_while_it_was_tried() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.take_now()
    queue.add("a")
    queue.hold("a", 5)
    queue.done("a")
    assert drained(queue) == []


def test_hurrying_ends_a_hold() -> None:
    queue = Queue(Clock())
    queue.hold("a", 5)
    queue.hurry("a")
    assert drained(queue) == ["a"]


def test_hurrying_while_it_is_tried_wins_over_the_hold_that_follows() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.take_now()
    queue.hurry("a")
    queue.hold("a", 5)
    queue.done("a")
    assert drained(queue) == ["a"]


def test_one_that_is_held_delays_no_other() -> None:
    queue = Queue(Clock())
    queue.hold("a", 5)
    queue.add("b")
    assert drained(queue) == ["b"]


def test_a_closed_queue_gives_nothing() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.close()
    assert queue.take() is None


def test_closing_wakes_who_waits() -> None:
    queue = Queue()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(queue.take)
        queue.close()
        assert waiting.result(timeout=5) is None


def test_adding_wakes_who_waits() -> None:
    queue = Queue()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(queue.take)
        queue.add("a")
        assert waiting.result(timeout=5) == "a"


def test_what_is_to_be_done_later_is_taken_then() -> None:
    queue = Queue(clock := Clock())
    queue.remind("a", 5)
    assert drained(queue) == []
    clock.now += 5
    assert drained(queue) == ["a"]


def test_what_is_to_be_done_later_is_done_before_if_there_is_reason() -> None:
    queue = Queue(Clock())
    queue.remind("a", 5)
    queue.add("a")
    assert drained(queue) == ["a"]


def test_what_was_to_be_done_now_is_not_put_off() -> None:
    queue = Queue(Clock())
    queue.add("a")
    queue.remind("a", 5)
    assert drained(queue) == ["a"]


def test_what_is_held_back_is_not_done_before_by_being_reminded() -> None:
    queue = Queue(clock := Clock())
    queue.hold("a", 30)
    queue.remind("a", 5)
    clock.now += 29
    assert drained(queue) == []
    clock.now += 1
    assert drained(queue) == ["a"]
