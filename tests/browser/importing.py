"""Designs that a person uploads as files."""

from itertools import count

from playwright.sync_api import FilePayload, Page

from topology.formats.native import dump_yaml
from topology.values import Design

_numbers = count(1)


def imported(page: Page, design: Design) -> str:
    """The name of the topology that has this design now."""
    return uploaded(page, design.name, dump_yaml(design))


def uploaded(page: Page, name: str, text: str) -> str:
    """The name of the topology that is made of this design file: the one given, with a number of its own."""
    name = f"{name}-{next(_numbers)}"
    page.goto("/")
    token = next(each["value"] for each in page.context.cookies() if each["name"] == "patchboard_csrf")
    file = FilePayload(name="design.yaml", mimeType="text/yaml", buffer=text.encode())
    form: dict[str, str | float | bool | bytes | FilePayload] = {
        "name": name,
        "csrfmiddlewaretoken": token,
        "file": file,
    }
    answer = page.request.post("/upload/", multipart=form, headers={"Referer": page.url})
    assert answer.ok, answer.status
    return name
