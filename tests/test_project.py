"""What must hold of the project as a whole and no other check sees."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parent.parent
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
EMPTY_WORDS = {"manager", "helper", "helpers", "util", "utils", "node", "nodes", "misc", "common"}


def tracked() -> list[Path]:
    """Every file that git knows; none where the project is not a checkout."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    return [Path(name) for name in listed.stdout.decode().split("\0") if name]


def test_file_names_say_what_is_inside() -> None:
    ours = [path for path in tracked() if "vendor" not in path.parts]
    assert [path for path in ours if EMPTY_WORDS & set(re.split(r"[-_.]", path.stem))] == []


def test_only_the_store_has_tables() -> None:
    ours = [model.__module__ for model in apps.get_models() if model.__module__.startswith("webapp.")]
    assert {module.split(".")[1] for module in ours} == {"store"}


@pytest.mark.parametrize("script", [".ci/run", *map(str, Path("tools").iterdir())])
def test_scripts_can_be_run(script: str) -> None:
    assert os.access(ROOT / script, os.X_OK)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)|(?:src|srcset)=\"([^\"]+)\"", page.read_text())
    local = [link for pair in links for link in pair if link and "://" not in link]
    assert [link for link in local if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_that_pages_name_exist(page: Path) -> None:
    """`make X` and `manage.py X`, wherever the documentation says to type one."""
    text = page.read_text()
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)", text)) <= targets
    assert set(re.findall(r"manage\.py ([a-z_]+)(?![.\w])", text)) <= set(get_commands())


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", "constraints.txt"])
def test_every_requirement_is_pinned(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text().splitlines()]
    assert [line for line in lines if line and not line.startswith("-r ") and "==" not in line] == []


@pytest.mark.parametrize("program", ["tests.bench", "tests.bench.keep", "tests.browser.screenshots"])
def test_what_is_measured_and_looked_at_seldom_can_still_be_started(program: str) -> None:
    command = [sys.executable, "-m", program, "--help"]
    started = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert started.returncode == 0, started.stderr
    assert started.stdout.startswith(f"usage: python -m {program}")
