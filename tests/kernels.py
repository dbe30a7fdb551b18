"""Which tests run on which kernel: this machine's, or Debian's own where this machine's lacks something."""

import os

import pytest

PART = os.environ.get("PATCHBOARD_STOCK_KERNEL", "")
"""Which part of the marked tests runs here, such as `1/2` (`1` is all), in a machine with Debian's own kernel
that `tests.stock_kernel` has started; "" elsewhere."""


def keep_those_of_this_kernel(config: pytest.Config, items: list[pytest.Item]) -> None:
    elsewhere = [item for item in items if not _runs_on_this_kernel(item)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]
    if PART:
        first, _, parts = PART.partition("/")
        items[:] = items[int(first) - 1 :: int(parts or 1)]


def _runs_on_this_kernel(item: pytest.Item) -> bool:
    stock = item.get_closest_marker("stock_kernel") is not None
    return stock or item.get_closest_marker("both_kernels") is not None if PART else not stock
