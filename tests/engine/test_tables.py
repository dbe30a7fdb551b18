"""Of a table that is looked at again and again, only what has changed is told."""

from engine.backends.kernel.showing.table import Row, Table, differences, news

COMMANDS = ("ip -n lab.app1 address",)


def table(**rows: Row) -> Table:
    return Table("Addresses", ("Interface", "Address"), COMMANDS, rows)


ETH0 = ("eth0", "10.0.0.1/24")
MOVED = ("eth0", "10.0.0.2/24")
ETH1 = ("eth1", "10.1.0.1/24")


def test_a_table_that_is_not_known_is_told_as_a_whole() -> None:
    (message,) = news({}, {"addresses": table(a=ETH0)})
    assert message["type"] == "table"
    assert message["commands"] == COMMANDS
    assert message["rows"] == [["a", *ETH0]]


def test_a_table_in_which_nothing_changed_is_not_told() -> None:
    assert news({"addresses": table(a=ETH0)}, {"addresses": table(a=ETH0)}) == []


def test_rows_that_came_changed_or_went_are_told_and_no_others() -> None:
    before, after = table(a=ETH0, b=ETH1, c=ETH1), table(a=MOVED, c=ETH1, d=ETH1)
    assert differences("addresses", before, after) == {
        "type": "rows",
        "table": "addresses",
        "set": [["a", *MOVED], ["d", *ETH1]],
        "gone": ["b"],
    }


def test_a_table_of_another_thing_is_told_as_a_whole() -> None:
    other = Table("Addresses", ("Interface", "Address"), ("ip -n lab.app2 address",), {"a": ETH0})
    (message,) = news({"addresses": table(a=ETH0)}, {"addresses": other})
    assert message["type"] == "table"
