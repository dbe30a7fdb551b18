"""States as the rest of Patchboard shows them."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from webapp.pages import words


def state(name: str, reason: str = "") -> SafeString:
    """Shape, colour and word, and beneath them the reason."""
    mark = format_html('<span class="state" data-state="{}">{}</span>', name, words.state(name))
    return mark + format_html('<span class="reason">{}</span>', reason) if reason else mark
