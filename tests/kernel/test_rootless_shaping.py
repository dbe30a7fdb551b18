"""What an ordinary user's links do to frames."""

from tests.kernel import labs
from tests.kernel.ordinary_user import Ordinary
from tests.kernel.test_shaping import impaired


def test_an_ordinary_user_can_limit_the_rate_and_lose_frames(user: Ordinary) -> None:
    user.draw(impaired(labs.one_bridge(), rate="10mbit", loss="100%", direction="out"))
    applied = user.engine("apply")
    assert (applied.returncode, applied.stderr) == (0, "")
    assert not user.pings("app1", "10.0.0.3")
    assert user.engine("plan").stdout == "nothing to do\n"
    user.draw(impaired(labs.one_bridge(), rate="10mbit"))
    assert user.engine("apply").returncode == 0
    assert user.pings("app1", "10.0.0.3")


def test_an_ordinary_user_can_lose_frames_on_a_cable(user: Ordinary) -> None:
    user.draw(impaired(labs.cable(), loss="100%"))
    assert user.engine("apply").returncode == 0
    assert not user.pings("left", "10.1.0.2")
    assert user.engine("plan").stdout == "nothing to do\n"
