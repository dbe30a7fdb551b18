"""How a thumbnail looks: in the colours of static/css/tokens.css, light and dark as the page around it."""

import re
from base64 import b64encode
from hashlib import sha256

from django.conf import settings

from webapp.pages.thumbnails.figures import COLOURS
from webapp.pages.thumbnails.hues import HUES

_TOKENS = (
    *("surface", "line-strong"),
    *(f"net-{hue}" for hue in range(1, HUES + 1)),
    *(f"drawn-{colour}" for colour in COLOURS),
)


def _declared() -> str:
    text = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    found = {name: re.search(rf"--{name}: (light-dark\(.*\));", text) for name in _TOKENS}
    return "".join(f"--{name}:{match[1]};" for name, match in found.items() if match)


STYLE = (
    f":root{{color-scheme:light dark;{_declared()}}}"
    "svg{fill:none;stroke-width:3}"
    ".b{stroke-linecap:round}"
    ".s{fill:var(--surface);stroke:var(--line-strong)}"
    ".p{stroke:var(--line-strong);stroke-width:5}"
    ".e{stroke:var(--line-strong);stroke-dasharray:8 8;opacity:.7}"
    ".a,.n{fill:currentColor;fill-opacity:.12}"
    ".a{stroke:currentColor;stroke-width:1}"
    ".n{fill-opacity:.5}"
    ".m{stroke:currentColor;stroke-width:2;stroke-linejoin:round}"
    + "".join(f".{colour}{{color:var(--drawn-{colour})}}" for colour in COLOURS)
    + "".join(f".h{hue}{{stroke:var(--net-{hue})}}" for hue in range(1, HUES + 1))
)

POLICY = (
    f"default-src 'none'; style-src 'sha256-{b64encode(sha256(STYLE.encode()).digest()).decode()}'; sandbox"
)
"""What a thumbnail may do when it is opened by itself: look as it does, nothing else."""
