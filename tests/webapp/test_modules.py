"""The designer's modules come in a few files."""

import re

import pytest
from django.conf import settings
from django.test import Client

from webapp.pages.views import modules

NAMED = re.compile(r"{% static '(js/[^']+)' %}")
JOINED = re.compile(r"^\$\['([^']+)'\] \?\?=", re.M)
PLAIN_IMPORT = re.compile(r"^(?:import|export) .* from '\.", re.M)


@pytest.mark.parametrize("file", sorted(modules.files()))
def test_a_file_needs_no_module_by_itself(file: str) -> None:
    answer = Client().get(modules.address(file))
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["Cache-Control"]
    assert not PLAIN_IMPORT.search(answer.content.decode())


def test_panels_that_are_opened_later_are_files_of_their_own() -> None:
    assert {"js/panels/table/panel.js", "js/panels/text/editor.js"} < modules.files()


def test_what_the_page_has_by_itself_is_in_none_of_them() -> None:
    pages = [settings.BASE_DIR / "templates" / name for name in ("base.html", "pages/designer.html")]
    named = {each for page in pages for each in NAMED.findall(page.read_text())}
    assert "js/pages/theme.js" in named
    assert named == set(modules.BESIDE)
    inside = {each for file in modules.files() for each in JOINED.findall(modules.JOINING.text(file))}
    assert "js/designer.js" in inside
    assert not named & inside


@pytest.mark.parametrize(
    "address",
    [
        "/modules/before/js/designer.js",
        f"/modules/{settings.STATIC_HASH}/js/dom.js",
        f"/modules/{settings.STATIC_HASH}/js/nothing.js",
    ],
)
def test_nothing_else_is_found_there(address: str) -> None:
    assert Client().get(address).status_code == 404
