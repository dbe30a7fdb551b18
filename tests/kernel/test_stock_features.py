"""What Debian's own kernel has, as the engine's probe finds it there."""

import pytest

from engine.backends.kernel import probe
from engine.features import EVERY

pytestmark = pytest.mark.stock_kernel

NOT_THE_KERNELS = {"bwrap", "uplinks"}


def test_debians_kernel_has_every_feature() -> None:
    found = probe.features()
    assert {name for name in EVERY - NOT_THE_KERNELS if not found[name]} == set()
