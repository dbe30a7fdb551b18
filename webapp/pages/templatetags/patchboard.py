"""What Patchboard's templates need beyond Django's own tags."""

import json
from datetime import datetime
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from webapp.pages import words
from webapp.pages.vendoring.lock import vendored_path

register = template.Library()


@register.simple_tag
def vendored(package: str, file: str) -> str:
    """The address of a vendored file, so that its version stands in package.json alone."""
    return static(vendored_path(package, file))


@register.simple_tag
def import_map() -> SafeString:
    """Which file the bare names in our modules' imports stand for."""
    d3 = vendored("d3-zoom", "d3-zoom.js")
    names = {"d3-zoom": d3, "d3-selection": d3}
    return mark_safe(json.dumps({"imports": names}))  # addresses of our own, no user's text


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A decorative icon of the sprite; the word stands beside it or in a label."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"/></svg>',
        extra,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def state(name: str, extra: str = "") -> SafeString:
    """A state as shape, colour and word."""
    return format_html('<span class="state {}" data-state="{}">{}</span>', extra, name, words.state(name))


@register.simple_tag
def ago(at: datetime | None) -> SafeString:
    """A moment as people say it, with the exact one for machines and on hover."""
    if at is None:
        return mark_safe("never")
    exact = at.strftime("%Y-%m-%d %H:%M:%S UTC")
    return format_html('<time datetime="{}" title="{}">{}</time>', at.isoformat(), exact, words.ago(at))


@register.inclusion_tag("components/engine_banner.html")
def engine_banner() -> dict[str, Any]:
    """Says on every page what a person must know about the engine; nothing if all is well."""
    from webapp.pages import engine

    return {"engine": engine.condition()}
