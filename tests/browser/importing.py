"""Topologies that a person makes on the list, empty ones and by uploading a design file."""

from itertools import count

from playwright.sync_api import FilePayload, Page

from topology.formats.native import dump_yaml
from topology.values import Design

_numbers = count(1)
Form = dict[str, str | float | bool | bytes | FilePayload]


def imported(page: Page, design: Design) -> str:
    """The name of the topology that has this design now."""
    return uploaded(page, design.name, dump_yaml(design))


def uploaded(page: Page, name: str, text: str) -> str:
    """The name of the topology that is made of this design file: the one given, with a number of its own."""
    name = f"{name}-{next(_numbers)}"
    file = FilePayload(name="design.yaml", mimeType="text/yaml", buffer=text.encode())
    _post(page, "/upload/", {"name": name, "file": file})
    return name


def created(page: Page, name: str) -> str:
    """The name, which a new, empty topology has now."""
    _post(page, "/create/", {"name": name})
    return name


def _post(page: Page, path: str, form: Form) -> None:
    """As the dialog on the list does it; the page stays where it is."""
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "patchboard_csrf")
    answer = page.request.post(path, multipart={**form, "csrfmiddlewaretoken": token}, max_redirects=0)
    assert answer.status == 302, answer.text()  # to what was made
