"""What changes in an ordinary user's namespaces is heard and put back."""

import sys

import pytest

from engine import marks
from engine.names import namespace_name
from engine.resources import FABRIC
from tests.kernel import labs
from tests.kernel.ordinary_user import Ordinary
from tests.kernel.test_shaping import impaired
from tests.kernel.waiting import until

HANDS = {
    "an address of a sandbox": (
        "right",
        "ip address delete 10.1.0.2/24 dev eth0",
        "ip -o -4 address show dev eth0",
    ),
    "forwarding in the fabric": (
        FABRIC,
        "echo 1 >/proc/sys/net/ipv4/ip_forward",
        "cat /proc/sys/net/ipv4/ip_forward",
    ),
    "the rules of a sandbox": ("right", "nft delete table netdev {table}", "nft list ruleset"),
}


@pytest.mark.usefixtures("without_netem")
@pytest.mark.parametrize("hand", HANDS)
def test_an_ordinary_users_engine_hears_and_puts_back(user: Ordinary, hand: str) -> None:
    place, change, shown = HANDS[hand]
    user.draw(impaired(labs.cable(), loss="1%"))
    command = (sys.executable, "-m", "tests.kernel.keeper", str(user.folder / "run"), str(user.file))
    with user.start(*command) as keeper:
        try:
            assert keeper.stdout and keeper.stdout.readline() == "in sync\n"
            before = do(user, place, shown)
            do(user, place, change.format(table=marks.table(user.name)))
            until(lambda: do(user, place, shown) == before, 10)
        finally:
            keeper.kill()


def do(user: Ordinary, place: str, commands: str) -> str:
    done = user.enter("ip", "netns", "exec", namespace_name(user.name, place), "sh", "-ec", commands)
    assert done.returncode == 0, done.stderr
    return done.stdout
