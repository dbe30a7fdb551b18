"""Between the table and a spreadsheet."""

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.table import Table

pytestmark = pytest.mark.browser


@pytest.fixture
def started(designer: Designer) -> Table:
    """A bridge lan1 with app1 and app2."""
    designer.start("One bridge with two sandboxes")
    return Table(designer)


def test_chosen_rows_are_copied_for_a_spreadsheet(started: Table) -> None:
    started.kind("Networks")
    started.cell("network:lan1", "name").click()
    started.page.keyboard.press("Control+c")
    header, row = started.copied().split("\n")
    assert header.split("\t") == [
        "Name", "State", "Driver", "Subnets", "Gateway", "STP", "MTU", "Endpoints"
    ]  # fmt: skip
    assert row.split("\t") == [
        "lan1", "designed", "bridge", "10.0.0.0/24", "10.0.0.1", "no", "1500", "2"
    ]  # fmt: skip


def test_a_paste_fills_right_and_down_and_one_value_fills_all_chosen_rows(started: Table) -> None:
    started.kind("Endpoints")
    started.cell("endpoint:app1.eth0", "rate").click()
    started.paste("1mbit\t10ms\n2mbit\t20ms")
    expect(started.cell("endpoint:app1.eth0", "delay")).to_have_text("10ms")
    expect(started.cell("endpoint:app2.eth0", "rate")).to_have_text("2mbit")
    started.page.keyboard.press("Control+z")
    expect(started.cell("endpoint:app1.eth0", "delay")).to_have_text("")
    expect(started.cell("endpoint:app2.eth0", "rate")).to_have_text("")
    started.cell("endpoint:app1.eth0", "delay").click()
    started.page.keyboard.press("Control+a")
    started.paste("3ms")
    delays = started.cells("delay")
    expect(delays).to_have_text(["3ms", "3ms"])


def test_a_large_paste_is_shown_first_done_as_one_edit_and_undone_as_one(started: Table) -> None:
    started.page.emulate_media(reduced_motion="reduce")
    rows = "\n".join(f"db{number}\tyes" for number in range(1, 13))
    started.cell("new", "name").click()
    started.paste(f"Name\tRouter\napp1\tyes\nNo Name\tno\n{rows}")
    dialog = started.page.get_by_role("dialog", name="Adds 12 sandboxes, changes 1, leaves out 1 row")
    expect(dialog).to_contain_text("only a–z, 0–9 and -, not at either end")
    assert not faults(started.page)
    dialog.get_by_role("button", name="Cancel").click()
    expect(started.names).to_have_count(2)
    started.paste(f"Name\tRouter\napp1\tyes\n{rows}")
    started.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
    expect(started.grid).to_have_attribute("aria-rowcount", "16")
    expect(started.row("sandbox:db1")).to_have_attribute("aria-selected", "true")
    started.page.keyboard.press("Control+z")
    expect(started.names).to_have_text(["app1", "app2"])
    expect(started.cell("sandbox:app1", "forwarding").get_by_role("checkbox")).not_to_be_checked()
