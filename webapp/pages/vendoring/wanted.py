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
    """One ES module that exports everything of `modules`; named after the first, of which it has the default
    export too if `has_default`."""

    modules: tuple[str, ...]
    has_default: bool = False

    @property
    def file(self) -> str:
        return f"{self.modules[0].rpartition('/')[2]}.js"


COPIES = (
    Copy("axe-core", ("axe.min.js",), FOR_TESTS),
    Copy("@xterm/xterm", ("css/xterm.css",)),
    Copy("elkjs", ("lib/elk-worker.min.js",)),
)

FONTS = (
    Font("@fontsource-variable/ibm-plex-sans", ("wght.css",)),
    Font("@fontsource/ibm-plex-mono", ("400.css", "500.css")),
)

BUNDLES = (
    Bundle(("d3-zoom", "d3-selection")),
    Bundle(("d3-force",)),
    Bundle(("uplot",), has_default=True),
    Bundle(("@xterm/xterm", "@xterm/addon-fit", "@xterm/addon-search")),
    Bundle(
        (
            "codemirror",
            "@codemirror/state",
            "@codemirror/view",
            "@codemirror/language",
            "@codemirror/lang-yaml",
            "@codemirror/lint",
            "@codemirror/autocomplete",
            "@lezer/highlight",
        )
    ),
)

ICON_PACKAGE = "@tabler/icons"
ICON_SPRITE = "static/icons.svg"
ICONS = {  # our word -> the name of tabler's outline icon
    "activity": "activity",
    "alert": "alert-triangle",
    "align-bottom": "layout-align-bottom",
    "align-center": "layout-align-center",
    "align-left": "layout-align-left",
    "align-middle": "layout-align-middle",
    "align-right": "layout-align-right",
    "align-top": "layout-align-top",
    "area": "marquee-2",
    "broadcast": "broadcast",
    "cable": "plug-connected",
    "camera": "camera",
    "check": "check",
    "checkpoint": "bookmark",
    "chevron-down": "chevron-down",
    "chevron-right": "chevron-right",
    "chip": "cpu",
    "clipboard": "clipboard",
    "clock": "clock",
    "cloud": "cloud",
    "command": "command",
    "compare": "git-compare",
    "copy": "copy",
    "cut": "cut",
    "database": "database",
    "deploy": "player-play",
    "destroy": "player-stop",
    "distribute-horizontal": "layout-distribute-horizontal",
    "distribute-vertical": "layout-distribute-vertical",
    "dots": "dots",
    "download": "download",
    "endpoint": "plug",
    "eye": "eye",
    "file": "file-code",
    "filter": "filter",
    "firewall": "wall",
    "fit": "arrows-maximize",
    "flap": "wave-square",
    "group": "box-multiple",
    "help": "help",
    "history": "history",
    "keyboard": "keyboard",
    "laptop": "device-laptop",
    "layout-force": "atom-2",
    "layout-grid": "layout-grid",
    "layout-layered": "hierarchy-2",
    "layout-radial": "circles",
    "link": "link",
    "lock": "lock",
    "logout": "logout",
    "map": "map-2",
    "menu": "menu-2",
    "monitor": "device-desktop",
    "moon": "moon",
    "network": "sitemap",
    "note": "note",
    "patch": "arrows-left-right",
    "pause": "player-pause",
    "pencil": "pencil",
    "phone": "device-mobile",
    "picture": "photo",
    "plan": "list-check",
    "play": "player-play",
    "plus": "plus",
    "pointer": "pointer",
    "print": "printer",
    "projector": "presentation",
    "redo": "arrow-forward-up",
    "repair": "tool",
    "router": "router",
    "sandbox": "server-2",
    "scribble": "scribble",
    "search": "search",
    "server": "server",
    "settings": "settings",
    "share": "users",
    "shield": "shield-check",
    "snap": "magnet",
    "star": "star",
    "stop": "player-stop",
    "sun": "sun",
    "switch": "switch-2",
    "table": "table",
    "split": "layout-columns",
    "template": "template",
    "terminal": "terminal-2",
    "text": "code",
    "trash": "trash",
    "typography": "typography",
    "undo": "arrow-back-up",
    "unlock": "lock-open",
    "upload": "upload",
    "user": "user",
    "wand": "wand",
    "world": "world",
    "x": "x",
    "zoom-in": "zoom-in",
    "zoom-out": "zoom-out",
}
