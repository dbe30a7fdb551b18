"""Stylesheets come several at a time."""

import gzip
import re

import pytest
from django.conf import settings
from django.test import Client

pytestmark = pytest.mark.django_db

CSS = settings.BASE_DIR / "static" / "css"


def test_they_come_one_after_the_other_and_may_be_kept() -> None:
    page = Client().get("/sign-in/").content.decode()
    (address,) = re.findall(r'href="([^"]+/css/tokens[^"]+)"', page)
    answer = Client().get(address)
    names = address.rpartition("/")[2].removesuffix(".css").split("+")
    assert answer.content.decode() == "\n".join((CSS / f"{name}.css").read_text() for name in names)
    assert answer.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]


def test_of_another_version_nothing_is_kept() -> None:
    answer = Client().get("/sheets/before/css/tokens+base.css")
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "public, max-age=0"


@pytest.mark.parametrize(
    "path", ["css/nothing.css", "css/tokens+nothing.css", "css/../js/start.css", "js/start.css"]
)
def test_nothing_else_is_found_there(path: str) -> None:
    assert Client().get(f"/sheets/{settings.STATIC_HASH}/{path}").status_code == 404


def test_who_can_unpack_it_gets_it_packed() -> None:
    address = f"/sheets/{settings.STATIC_HASH}/css/tokens+base.css"
    plain, packed = (
        Client().get(address, headers={"accept-encoding": coding}) for coding in ("identity", "br, gzip")
    )
    assert "Content-Encoding" not in plain.headers
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert {answer.headers["Vary"] for answer in (plain, packed)} == {"Accept-Encoding"}
