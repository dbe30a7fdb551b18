"""States as the rest of Patchboard shows them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from webapp.pages import words


def state(name: str, reason: str = "") -> SafeString:
    """Shape, colour and word, and beneath them the reason."""
    mark = format_html('<span class="state" data-state="{}">{}</span>', name, words.state(name))
    return told(mark, reason)


def told(what: str, more: str) -> SafeString:
    """A text, and beneath it what more there is to say."""
    return format_html('{}<span class="reason">{}</span>', what, more) if more else format_html("{}", what)
