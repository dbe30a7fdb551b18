"""What Patchboard takes from each npm package. The versions stand in package.json alone."""

from dataclasses import dataclass

VENDOR = "static/vendor"
FOR_TESTS = "tests/browser/vendor"


@dataclass(frozen=True, slots=True)
class Copy:
    """Files of `package` that are taken as they are, into `<into>/<name>@<version>/`."""

    package: str
    files: tuple[str, ...]
    into: str = VENDOR


@dataclass(frozen=True, slots=True)
class Font:
    """The faces of a fontsource package whose `sheets` define them, in the subsets given."""

    package: str
    sheets: tuple[str, ...]
    subsets: tuple[str, ...] = ("latin", "latin-ext", "cyrillic", "greek")


@dataclass(frozen=True, slots=True)
class Bundle:
    """One ES module that exports everything of `modules`; named after the first."""

    modules: tuple[str, ...]


COPIES = (Copy("axe-core", ("axe.min.js",), FOR_TESTS),)

FONTS = (
    Font("@fontsource-variable/ibm-plex-sans", ("wght.css",)),
    Font("@fontsource/ibm-plex-mono", ("400.css", "500.css")),
)

BUNDLES = (Bundle(("d3-zoom", "d3-selection")),)

ICON_PACKAGE = "@tabler/icons"
ICON_SPRITE = "static/icons.svg"
ICONS = {  # our word -> the name of tabler's outline icon
    "alert": "alert-triangle",
    "cable": "plug-connected",
    "check": "check",
    "chevron-down": "chevron-down",
    "clock": "clock",
    "copy": "copy",
    "deploy": "player-play",
    "destroy": "player-stop",
    "dots": "dots",
    "download": "download",
    "endpoint": "plug",
    "file": "file-code",
    "fit": "arrows-maximize",
    "help": "help",
    "link": "link",
    "logout": "logout",
    "monitor": "device-desktop",
    "moon": "moon",
    "network": "sitemap",
    "patch": "arrows-left-right",
    "pencil": "pencil",
    "plus": "plus",
    "redo": "arrow-forward-up",
    "repair": "tool",
    "router": "router",
    "sandbox": "server-2",
    "search": "search",
    "settings": "settings",
    "share": "users",
    "shield": "shield-check",
    "sun": "sun",
    "trash": "trash",
    "undo": "arrow-back-up",
    "upload": "upload",
    "user": "user",
    "x": "x",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}
