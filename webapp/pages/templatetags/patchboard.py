"""What Patchboard's templates need beyond Django's own tags."""

import json
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from webapp.pages import words
from webapp.pages.vendoring import wanted
from webapp.pages.vendoring.lock import vendored_path
from webapp.pages.views import modules

register = template.Library()


@register.simple_tag
def vendored(package: str, file: str) -> str:
    """The address of a vendored file, so that its version stands in package.json alone."""
    return static(vendored_path(package, file))


@register.simple_tag
def sheets(folder: str, *names: str) -> SafeString:
    """A link to these stylesheets of a folder, in this order: of rules that weigh the same the last wins."""
    address = reverse("sheets", args=[settings.STATIC_HASH, folder, "+".join(names)])
    return format_html('<link rel="stylesheet" href="{}">', address)


@register.simple_tag
def import_map() -> SafeString:
    """Which file the bare names in our modules' imports stand for, and the one that has all of the designer's
    modules: while Patchboard itself is worked on each is a file of its own."""
    names = {
        name: vendored(bundle.modules[0], bundle.file) for bundle in wanted.BUNDLES for name in bundle.modules
    }
    joined = {} if settings.DEBUG else {static(modules.DESIGNER): modules.address(modules.DESIGNER)}
    return mark_safe(json.dumps({"imports": names | joined}))  # addresses of our own, no user's text


@register.simple_tag
def preload_designer() -> SafeString:
    """Fetches what the designer begins with while the page is still read."""
    begun = [static(modules.DESIGNER) if settings.DEBUG else modules.address(modules.DESIGNER)]
    packages = [vendored("d3-zoom", "d3-zoom.js")]
    return format_html_join(
        "\n", '<link rel="modulepreload" href="{}">', ((each,) for each in begun + packages)
    )


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
