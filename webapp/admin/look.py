"""How django-unfold is dressed: our words, colours and type, so that the administrator's view belongs."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

from webapp.pages.vendoring.lock import vendored_path

SHEETS = (
    "css/admin.css",  # first, as it orders the cascade's layers
    vendored_path("@fontsource-variable/ibm-plex-sans", "faces.css"),
    vendored_path("@fontsource/ibm-plex-mono", "faces.css"),
    "css/tokens.css",
    "css/colours.css",
    "css/states.css",
)


def _address(path: str) -> Any:
    def of(request: HttpRequest) -> str:
        return static(path)

    return of


def _item(title: str, icon: str, name: str) -> dict[str, object]:
    return {"title": title, "icon": icon, "link": reverse_lazy(f"admin:{name}")}


UNFOLD: dict[str, Any] = {
    "SITE_TITLE": "Patchboard",
    "SITE_HEADER": "Patchboard",
    "SITE_SUBHEADER": "Administration",
    "SITE_SYMBOL": "polyline",
    "SITE_URL": reverse_lazy("topologies"),
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": _address("favicon.svg")}],
    "SHOW_HISTORY": False,
    "BORDER_RADIUS": "5px",
    "STYLES": [_address(sheet) for sheet in SHEETS],
    "ENVIRONMENT": "webapp.admin.dashboard.environment",
    "DASHBOARD_CALLBACK": "webapp.admin.dashboard.fill",
    "COLORS": {
        "base": {
            "50": "#f3f5f6",
            "100": "#e9edef",
            "200": "#d8dee2",
            "300": "#b9c2c9",
            "400": "#8f9ba5",
            "500": "#5f6b75",
            "600": "#4d5963",
            "700": "#313a41",
            "800": "#283036",
            "900": "#1b2024",
            "950": "#14181b",
        },
        "primary": {
            "50": "#eef6fc",
            "100": "#e2eff8",
            "200": "#c0dff3",
            "300": "#93cdf5",
            "400": "#6cbaf0",
            "500": "#2a85c4",
            "600": "#0a609c",
            "700": "#084c7c",
            "800": "#0a4066",
            "900": "#17303f",
            "950": "#08202f",
        },
        "font": {
            "subtle-light": "#5f6b75",
            "subtle-dark": "#8f9ba5",
            "default-light": "#4d5963",
            "default-dark": "#a9b5be",
            "important-light": "#182026",
            "important-dark": "#e7ecef",
        },
    },
    "SIDEBAR": {
        "show_search": False,
        "show_all_applications": False,
        "navigation": [
            {
                "items": [
                    {
                        "title": "To the designer",
                        "icon": "arrow_back",
                        "link": reverse_lazy("topologies"),
                        "active": lambda request: False,
                    },
                    _item("Overview", "monitoring", "index"),
                    _item("Topologies", "polyline", "store_topology_changelist"),
                    _item("Changes", "history", "store_change_changelist"),
                    _item("Object statuses", "checklist", "store_objectstatus_changelist"),
                    _item("Engine", "memory", "store_engine_changelist"),
                ],
            },
            {
                "title": "People",
                "items": [
                    _item("Users", "person", "auth_user_changelist"),
                    _item("Memberships", "group", "store_membership_changelist"),
                    _item("Console", "terminal", "store_consoleentry_changelist"),
                ],
            },
        ],
    },
}
