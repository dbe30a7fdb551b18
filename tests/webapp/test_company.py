"""Who else is at a topology, and what they point at."""

from uuid import uuid4

import pytest
from channels.layers import InMemoryChannelLayer
from django.contrib.auth.models import User

from tests.webapp.browser import Browser, Message, browser, database
from tests.webapp.builders import member, two_apps
from webapp.live.company import GONE, Company, Presence
from webapp.live.relay import Relay
from webapp.live.seats import Seat
from webapp.store import topologies
from webapp.store.models import Topology

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def lab() -> Topology:
    return two_apps()


@pytest.fixture
def ann(lab: Topology) -> User:
    return member(lab, "ann", "viewer")


async def company(browser: Browser) -> list[Message | None]:
    return list((await browser.hear("company"))["people"].values())


async def test_what_one_points_at_the_other_is_told(relay: Relay, lab: Topology, ann: User) -> None:
    async with browser(relay, lab.owner) as one, browser(relay, ann) as two:
        await one.hear("engine")
        await two.hear("engine")
        await two.say(type="presence", cursor=[3, 4.5], chosen=["sandbox:app1"])
        assert await company(one) == [{"name": "ann", "cursor": [3, 4.5], "chosen": ["sandbox:app1"]}]
        assert await two.hears_nothing()


async def test_who_comes_later_is_told_of_those_who_are_there(relay: Relay, lab: Topology, ann: User) -> None:
    async with browser(relay, ann) as one:
        await one.hear("engine")
        await one.say(type="presence", cursor=[1, 1])
        await one.say(type="edit", id="e", revision=0, operations=[])  # answered in turn
        await one.hear("refused")
        async with browser(relay, lab.owner) as two:
            assert await company(two) == [{"name": "ann", "cursor": [1, 1]}]


async def test_who_leaves_is_gone(relay: Relay, lab: Topology, ann: User) -> None:
    async with browser(relay, lab.owner) as one:
        async with browser(relay, ann) as two:
            await two.hear("engine")
            await two.say(type="presence")
            assert await company(one) == [{"name": "ann"}]
        assert await company(one) == [None]


async def test_who_is_shut_out_is_gone_for_the_others(relay: Relay, lab: Topology, ann: User) -> None:
    async with browser(relay, lab.owner) as one, browser(relay, ann) as two:
        await two.hear("engine")
        await two.say(type="presence")
        assert await company(one) == [{"name": "ann"}]
        await database(topologies.share, "lab", ann, None, lab.owner)
        assert await company(one) == [None]


async def test_the_newest_word_of_each_is_enough(relay: Relay, lab: Topology, ann: User) -> None:
    async with browser(relay, lab.owner) as one, browser(relay, ann) as two:
        await two.hear("engine")
        for step in range(200):
            await two.say(type="presence", cursor=[step, 0])
        heard = 0
        while (await company(one))[-1] != {"name": "ann", "cursor": [199, 0]}:
            heard += 1
        assert heard < 100


async def test_other_topologies_are_told_nothing(relay: Relay, lab: Topology) -> None:
    other = await database(two_apps, "other")
    async with browser(relay, lab.owner) as one, browser(relay, other.owner, "other") as two:
        await one.hear("engine")
        await two.hear("engine")
        await one.say(type="presence")
        assert await two.hears_nothing()


async def test_nonsense_is_refused(relay: Relay, lab: Topology) -> None:
    async with browser(relay, lab.owner) as one:
        await one.hear("engine")
        await one.say(type="presence", cursor=["<script>", 0])
        assert (await one.hear("refused"))["problems"][0]["field"].startswith("presence.cursor")


class Sitting:
    """A socket that remembers whom it met."""

    def __init__(self, seat: Seat, who: str) -> None:
        self.seat, self.who = seat, who
        self.met: dict[str, Presence | None] = {}

    def meet(self, who: str, presence: Presence | None) -> None:
        self.met[who] = presence


async def test_people_at_another_web_process_are_told_and_forgotten_when_it_dies() -> None:
    layer, seat, hours = InMemoryChannelLayer(), Seat("", uuid4()), [0.0]
    here, there = Company(layer, lambda: hours[0]), Company(layer)
    one, two = Sitting(seat, "one"), Sitting(seat, "two")
    here.join(one)
    there.join(two)
    channel = await layer.new_channel()
    await layer.group_add("company", channel)
    there.say(two, {"name": "ann"})
    await there.tell()
    here.hear((await layer.receive(channel))["people"])
    assert one.met == {"two": {"name": "ann"}}
    late = Sitting(seat, "late")
    here.join(late)
    assert late.met == {"two": {"name": "ann"}}
    hours[0] = GONE + 1
    await here.tell()
    assert one.met == {"two": None}
