"""What Debian's own kernel has, as the engine's probe finds it there."""

import pytest

from engine.backends.kernel import probe


@pytest.mark.stock_kernel
def test_debians_kernel_has_every_feature() -> None:
    assert [name for name, has in probe.features().items() if not has] == []
