"""Parameters of an address, read strictly."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpRequest

Default = TypeVar("Default", int, None)


class BadParameter(Exception):
    """The address says something that cannot be meant; the message says what would do."""


def number(request: HttpRequest, name: str, default: Default) -> int | Default:
    """A whole number, or the default if it is left out."""
    text = request.GET.get(name)
    if text is None:
        return default
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise BadParameter(f"{name} is {text!r}; give a whole number")
    return int(text)


def choice(request: HttpRequest, name: str, choices: Sequence[str]) -> str | None:
    """One of the choices, or None if it is left out."""
    text = request.GET.get(name)
    if text is not None and text not in choices:
        raise BadParameter(f"{name} is {text!r}; give one of {', '.join(choices)}")
    return text


def one_of(request: HttpRequest, name: str, choices: Sequence[str]) -> str:
    """One of the choices, which must be given."""
    text = request.GET.get(name, "")
    if text not in choices:
        raise BadParameter(f"{name} is {text!r}; give the name of one that there is")
    return text
