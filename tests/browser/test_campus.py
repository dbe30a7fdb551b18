"""A campus of twelve objects, drawn by mouse: how many actions that takes is in docs/drawing.md."""

from playwright.sync_api import Page, expect

from tests.browser.designer import Designer, Point

ACTIONS = 23
"""What docs/drawing.md says; MiniEdit takes 66, GNS3 83."""

SANDBOXES: dict[str, list[Point]] = {
    "lan1": [(220, 140), (220, 240), (220, 340)],
    "lan2": [(560, 140), (710, 140), (860, 140)],
    "lan3": [(220, 480), (220, 580)],
}
NETWORKS: dict[str, Point] = {"lan1": (450, 300), "lan2": (720, 300), "lan3": (450, 560)}
ROUTER = (720, 440)


class Hand:
    """Draws by mouse, and counts."""

    def __init__(self, designer: Designer) -> None:
        self.designer = designer
        self.actions = 0

    def drop(self, tool: str, at: Point) -> None:
        self.actions += 1
        self.designer.drop(tool, *at)

    def connect(self, name: str, to: str) -> None:
        self.actions += 1
        self.designer.connect(name, to)

    def choose_around(self, names: list[str]) -> None:
        """By a box around them, drawn from its upper left corner."""
        self.actions += 1
        across, down = zip(*map(self.designer.middle, names), strict=True)
        self.designer.drag((min(across) - 75, min(down) - 45), (max(across) + 75, max(down) + 45))

    def deploy(self) -> None:
        """Two clicks: one shows the plan, the other has it carried out."""
        self.actions += 2
        self.designer.deploy()


def test_a_campus_drawn_by_mouse_takes_fewer_actions_than_elsewhere(page: Page, topology: str) -> None:
    designer = Designer(page, topology)
    hand = Hand(designer)
    for at in NETWORKS.values():
        hand.drop("Network", at)
    hand.drop("Router", ROUTER)
    for places in SANDBOXES.values():
        for place in places:
            hand.drop("Sandbox", place)
    for network in NETWORKS:
        hand.connect("router router1", f"network {network}")
    names = [f"sandbox app{number}" for number in range(1, 9)]
    for network, places in SANDBOXES.items():
        there, names = names[: len(places)], names[len(places) :]
        hand.choose_around(there)
        hand.connect(there[0], f"network {network}")
    expect(designer.page.locator(".world .object.endpoint")).to_have_count(11)
    expect(designer.page.locator(".world .object.box")).to_have_count(12)
    hand.deploy()
    expect(designer.state).to_have_text("in sync")
    assert hand.actions == ACTIONS
