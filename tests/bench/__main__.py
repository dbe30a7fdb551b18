"""The engine beside the kernel's floor, then the canvas: python -m tests.bench [--json], and as each says."""

import sys

from tests.bench import canvas, floor

if __name__ == "__main__":
    sys.exit(max([each.main(sys.argv[1:]) for each in (floor, canvas)]))
