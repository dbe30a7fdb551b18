"""The table of all objects beside the canvas, by mouse, keyboard and clipboard."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.accessibility import faults
from tests.browser.designer import Designer
from tests.browser.table import Table


@pytest.fixture
def started(designer: Designer) -> Table:
    """A bridge lan1 with app1 and app2."""
    designer.start("One bridge with two sandboxes")
    return Table(designer)


@pytest.fixture
def filled(designer: Designer) -> Callable[[str, str], Table]:
    """A table with these rows pasted under this kind."""

    def fill(kind: str, text: str) -> Table:
        table = Table(designer)
        table.kind(kind)
        table.cell("new", "name").click()
        table.paste(text)
        table.page.get_by_role("dialog").get_by_role("button", name="Apply").click()
        return table

    return fill


def test_a_key_opens_the_table_with_every_kind_and_how_many_there_are(started: Table) -> None:
    kinds = started.page.get_by_role("group", name="Kind of objects").get_by_role("button")
    expect(kinds).to_have_text(["Sandboxes2", "Networks1", "Endpoints2", "Patches0"])
    expect(started.names).to_have_text(["app1", "app2"])
    expect(started.cell("sandbox:app1", "interfaces")).to_have_text("eth0 10.0.0.2/24")
    expect(started.cell("sandbox:app1", "name")).to_be_focused()
    started.kind("Networks")
    expect(started.cell("network:lan1", "subnets")).to_have_text("10.0.0.0/24")
    expect(started.cell("network:lan1", "endpoints")).to_have_text("2")


def test_rows_are_sorted_as_people_count_and_found_by_any_cell(
    filled: Callable[[str, str], Table],
) -> None:
    table = filled("Sandboxes", "app10\napp2\napp1\nrouter\t\tyes")
    expect(table.names).to_have_text(["app1", "app2", "app10", "router"])
    expect(table.header("Name")).to_have_attribute("aria-sort", "ascending")
    table.header("Name").get_by_role("button").click()
    expect(table.header("Name")).to_have_attribute("aria-sort", "descending")
    expect(table.names).to_have_text(["router", "app10", "app2", "app1"])
    table.cell("sandbox:app1", "name").click()
    table.page.keyboard.press("/")
    table.page.keyboard.type("app designed")
    expect(table.names).to_have_text(["app10", "app2", "app1"])
    table.page.keyboard.press("Escape")
    expect(table.names).to_have_count(4)


def test_a_cell_is_edited_where_it_stands(started: Table) -> None:
    started.kind("Networks")
    started.cell("network:lan1", "subnets").dblclick()
    started.editor.fill("10.7.0.0/24, fd07::/64")
    started.page.keyboard.press("Tab")
    expect(started.cell("network:lan1", "gateway")).to_be_focused()
    expect(started.cell("network:lan1", "gateway")).to_have_text("10.7.0.1, fd07::1")
    started.type("network:lan1", "options.mtu", "1400")
    expect(started.cell("network:lan1", "options.mtu")).to_have_text("1400")
    expect(started.designer.object("network lan1")).to_contain_text("10.7.0.0/24")
    expect(started.designer.inspector.get_by_role("textbox", name="MTU (bytes)")).to_have_value("1400")


def test_enter_goes_down_and_escape_keeps_what_was_there(started: Table) -> None:
    started.kind("Endpoints")
    started.type("endpoint:app1.eth0", "rate", "10mbit")
    expect(started.cell("endpoint:app2.eth0", "rate")).to_be_focused()
    started.page.keyboard.press("F2")
    started.editor.fill("20mbit")
    started.page.keyboard.press("Escape")
    expect(started.cell("endpoint:app2.eth0", "rate")).to_be_focused()
    expect(started.cell("endpoint:app2.eth0", "rate")).to_have_text("")
    expect(started.cell("endpoint:app1.eth0", "rate")).to_have_text("10mbit")
    started.page.keyboard.press("ArrowUp")
    started.page.keyboard.press("Delete")
    expect(started.cell("endpoint:app1.eth0", "rate")).to_have_text("")


def test_checkboxes_and_choices_are_edited_as_what_they_are(started: Table) -> None:
    started.cell("sandbox:app1", "forwarding").get_by_role("checkbox").click()
    expect(started.designer.object("router app1")).to_be_visible()
    expect(started.cell("sandbox:app1", "forwarding").get_by_role("checkbox")).to_be_checked()
    started.page.keyboard.press("Enter")
    expect(started.designer.object("sandbox app1")).to_be_visible()
    started.kind("Networks")
    started.cell("network:lan1", "driver").dblclick()
    started.editor.select_option("null")
    expect(started.designer.object("network lan1")).to_contain_text("null")
    expect(started.cell("network:lan1", "options.stp").get_by_role("checkbox")).to_have_count(0)


def test_a_refused_value_stays_with_its_reason_until_it_is_taken_back(started: Table) -> None:
    started.type("sandbox:app1", "name", "My Host")
    expect(started.editor).to_have_attribute("aria-invalid", "true")
    expect(started.editor).to_have_accessible_description(re.compile("only a–z"))
    started.editor.fill("web")
    started.page.keyboard.press("Enter")
    expect(started.designer.object("sandbox web")).to_be_visible()
    expect(started.names).to_have_text(["app2", "web"])
    started.kind("Endpoints")
    started.type("endpoint:app2.eth0", "delay", "soon")
    cell = started.cell("endpoint:app2.eth0", "delay")
    expect(cell).to_have_attribute("aria-invalid", "true")
    expect(cell).to_contain_text("soon")
    started.page.keyboard.press("ArrowUp")
    expect(cell.locator(".cell-reason")).to_be_visible()
    expect(cell.locator(".cell-reason")).to_contain_text("ms")
    started.page.keyboard.press("Escape")
    expect(cell).to_have_attribute("aria-invalid", "false")
    expect(cell).to_have_text("")


def test_what_is_chosen_here_is_chosen_on_the_canvas_and_the_other_way(started: Table) -> None:
    started.cell("sandbox:app2", "name").click()
    expect(started.designer.object("sandbox app2")).to_have_attribute("aria-pressed", "true")
    started.page.keyboard.press("Shift+ArrowUp")
    expect(started.designer.object("sandbox app1")).to_have_attribute("aria-pressed", "true")
    started.page.keyboard.press("Space")
    expect(started.designer.object("sandbox app1")).to_have_attribute("aria-pressed", "false")
    started.designer.choose("network lan1")
    expect(started.page.get_by_role("grid", name="Networks")).to_be_visible()
    expect(started.row("network:lan1")).to_have_attribute("aria-selected", "true")


def test_what_is_chosen_on_the_canvas_is_chosen_and_in_sight_here(
    filled: Callable[[str, str], Table],
) -> None:
    table = filled("Sandboxes", "\n".join(f"host{number}" for number in range(1, 41)))
    expect(table.names.first).to_have_text("host1")
    table.page.keyboard.press("Escape")
    table.page.get_by_role("button", name="Fit everything").click()
    table.designer.object("sandbox host39").focus()
    table.page.keyboard.press("Enter")
    row = table.row("sandbox:host39")
    expect(row).to_have_attribute("aria-selected", "true")
    expect(row).to_be_in_viewport()


def test_a_field_of_all_chosen_rows_is_one_edit_and_one_undo(started: Table) -> None:
    started.kind("Endpoints")
    started.cell("endpoint:app1.eth0", "sandbox").click()
    started.page.keyboard.press("Control+a")
    expect(started.bulk).to_contain_text("2 endpoints chosen")
    started.bulk.get_by_role("combobox", name="Field").select_option("Loss")
    started.bulk.get_by_role("textbox", name="Value").fill("2%")
    started.bulk.get_by_role("button", name="Apply").click()
    losses = started.cells("loss")
    expect(losses).to_have_text(["2%", "2%"])
    started.page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(losses).to_have_text(["", ""])


def test_a_cell_sets_all_chosen_rows_with_ctrl_enter_or_says_in_each_why_not(started: Table) -> None:
    started.kind("Endpoints")
    started.cell("endpoint:app1.eth0", "rate").click()
    started.page.keyboard.press("Control+a")
    started.page.keyboard.type("5mbit")
    expect(started.bulk.get_by_role("combobox", name="Field")).to_have_value("rate")
    started.page.keyboard.press("Control+Enter")
    rates = started.cells("rate")
    expect(rates).to_have_text(["5mbit", "5mbit"])
    expect(started.cell("endpoint:app1.eth0", "rate")).to_be_focused()
    started.cell("endpoint:app1.eth0", "rate").click()
    started.page.keyboard.type("fast")
    started.page.keyboard.press("Control+Enter")
    refused = started.grid.locator("[data-column=rate][aria-invalid=true]")
    expect(refused).to_have_count(2)
    expect(refused.first).to_contain_text("fast")


def test_an_empty_table_says_what_to_do_and_objects_are_written_into_its_last_row(
    designer: Designer,
) -> None:
    table = Table(designer)
    expect(table.page.get_by_text("No sandboxes yet.")).to_contain_text("paste from a spreadsheet")
    table.type("new", "name", "db")
    expect(table.designer.object("sandbox db")).to_be_visible()
    expect(table.cell("new", "name")).to_be_focused()
    table.kind("Networks")
    table.type("new", "name", "lan1")
    expect(table.names).to_have_text(["lan1"])
    table.kind("Endpoints")
    table.cell("new", "sandbox").dblclick()
    table.editor.select_option("db")
    table.cell("new", "network").dblclick()
    table.editor.select_option("lan1")
    expect(table.designer.object("endpoint db.eth0")).to_be_visible()
    expect(table.cell("endpoint:db.eth0", "addresses")).to_have_text(re.compile(r"10\.\d+\.\d+\.2/24"))


def test_of_many_rows_only_those_in_view_are_elements_and_all_are_walked_through_by_keyboard(
    filled: Callable[[str, str], Table],
) -> None:
    table = filled("Sandboxes", "\n".join(f"host{number}" for number in range(1, 301)))
    expect(table.grid).to_have_attribute("aria-rowcount", "302")
    assert table.grid.get_by_role("row").count() < 40
    table.cell("sandbox:host1", "name").click()
    press = table.page.keyboard.press
    press("ArrowRight")
    press("ArrowDown")
    expect(table.cell("sandbox:host2", "state")).to_be_focused()
    press("End")
    expect(table.cell("sandbox:host2", "services")).to_be_focused()
    press("Control+End")
    expect(table.row("new")).to_be_in_viewport()
    press("ArrowUp")
    press("Home")
    expect(table.cell("sandbox:host300", "name")).to_be_focused()
    press("PageUp")
    expect(table.cell("sandbox:host300", "name")).not_to_be_focused()
    press("Control+Home")
    press("ArrowUp")
    expect(table.header("Name").get_by_role("button")).to_be_focused()
    press("Enter")
    expect(table.names.first).to_have_text("host300")


def test_a_row_that_is_edited_stays_while_the_others_scroll_by(filled: Callable[[str, str], Table]) -> None:
    table = filled("Sandboxes", "\n".join(f"host{number}" for number in range(1, 101)))
    table.cell("sandbox:host1", "name").click()
    table.page.keyboard.type("fi")
    table.grid.evaluate("grid => grid.scrollTo(0, 1400)")
    table.row("sandbox:host50").wait_for()
    table.page.keyboard.type("rst")
    table.page.keyboard.press("Enter")
    expect(table.cell("sandbox:host2", "name")).to_be_focused()
    table.page.keyboard.press("Control+Home")
    expect(table.cell("sandbox:first", "name")).to_be_focused()


def test_a_viewer_reads_and_cannot_edit(viewer: Page, started: Table, topology: str) -> None:
    theirs = Table(Designer(viewer, topology))
    expect(theirs.page.get_by_text("Read only: you may look, not edit")).to_be_visible()
    expect(theirs.grid).to_have_attribute("aria-readonly", "true")
    expect(theirs.row("new")).to_have_count(0)
    theirs.cell("sandbox:app1", "name").dblclick()
    expect(theirs.editor).to_have_count(0)
    theirs.page.keyboard.press("Control+a")
    expect(theirs.bulk).to_be_hidden()
    theirs.paste("web")
    expect(theirs.page.locator(".toast")).to_contain_text("your role here is viewer")
    expect(theirs.names).to_have_text(["app1", "app2"])


def test_nothing_in_the_table_keeps_somebody_out_in_light_or_dark(started: Table) -> None:
    started.page.emulate_media(reduced_motion="reduce")
    started.kind("Endpoints")
    started.type("endpoint:app1.eth0", "delay", "soon")
    expect(started.cell("endpoint:app1.eth0", "delay")).to_have_attribute("aria-invalid", "true")
    started.page.keyboard.press("Control+a")
    expect(started.bulk).to_be_visible()
    started.cell("endpoint:app2.eth0", "rate").dblclick()
    assert not faults(started.page)
    started.page.emulate_media(color_scheme="dark")
    started.page.wait_for_function("() => document.getAnimations().length === 0")
    assert not faults(started.page)
