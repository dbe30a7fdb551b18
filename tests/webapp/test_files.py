"""Design files by the pages: downloaded and uploaded."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.webapp.builders import person, two_apps
from tests.webapp.pages import file, names, signed_in, text
from topology.formats import native
from webapp.store.reading import design

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("format", ["yaml", "json"])
def test_a_design_is_downloaded_as_it_is(format: str) -> None:
    lab = two_apps()
    answer = signed_in(lab.owner).get(f"/topologies/lab/design.{format}")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="lab.{format}"'
    assert native.load(text(answer)) == design(lab)


def test_a_format_that_does_not_exist_is_not_found() -> None:
    assert signed_in(two_apps().owner).get("/topologies/lab/design.exe").status_code == 404


def test_a_file_is_uploaded_under_its_own_name_or_another() -> None:
    client = signed_in(person("anna"))
    content = "patchboard: v1\nname: lab\nsandboxes: [{name: app1}]\n"
    assert client.post("/upload/", {"file": file(content)}).headers["Location"] == "/topologies/lab/"
    client.post("/upload/", {"file": file(content), "name": "other"})
    assert names() == {"lab", "other"}


def test_a_broken_file_is_answered_with_all_its_problems() -> None:
    content = "patchboard: v1\nname: lab\nsandboxes: [{nme: app1}]\nnetworks: [{name: lan1, colour: red}]\n"
    answer = signed_in(person("anna")).post("/upload/", {"file": file(content)})
    page = text(answer)
    assert answer.status_code == 422 and "Nothing was stored" in page
    assert "nme" in page and "colour" in page
    assert names() == set()


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (SimpleUploadedFile("lab.yaml", b"\xff\xfe"), "not text"),
        (SimpleUploadedFile("lab.yaml", b"#" * (native.MAX_BYTES + 1)), "larger than"),
        (SimpleUploadedFile("lab.yaml", b""), "is empty"),
        (SimpleUploadedFile("lab.yaml", b"#" * 6 * 1024 * 1024), "at most 4 MiB"),
        ("", "Choose a file"),
    ],
)
def test_what_is_no_design_file_is_said_so(upload: Any, said: str) -> None:
    assert said in text(signed_in(person("anna")).post("/upload/", {"file": upload}))


def test_the_schema_is_there_for_everybody() -> None:
    answer = Client().get("/schema/patchboard-v1.json")
    assert answer.headers["Content-Type"] == "application/schema+json"
    assert json.loads(text(answer))["title"] == "Patchboard design"
