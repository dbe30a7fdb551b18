"""What every page is served with, and where secrets lie."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from webapp.folder import content_hash, prepare, secret_key


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    file = prepare(tmp_path / "data") / "secret_key"
    secret = secret_key(file)
    assert len(secret) >= 50 and secret_key(file) == secret
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_cannot_be_used_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    environment = {"PATCHBOARD_DATA": str(tmp_path / "file")}
    command = [sys.executable, "manage.py", "status", "lab"]
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "PATCHBOARD_DATA" in done.stderr


def test_an_engine_loads_nothing_of_the_pages() -> None:
    script = "import django, sys; django.setup(); import webapp.store.management.commands.runengine"
    command = [sys.executable, "-c", f"{script}; print(*sys.modules)"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "webapp.settings"}
    done = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=True
    )
    assert {"webapp.urls", "webapp.admin.admin", "psycopg"}.isdisjoint(done.stdout.split())


def test_static_addresses_change_with_their_content(tmp_path: Path) -> None:
    (tmp_path / "a.js").write_text("1")
    before = content_hash([tmp_path])
    (tmp_path / "a.js").write_text("2")
    assert content_hash([tmp_path]) != before
    assert settings.STATIC_HASH in settings.STATIC_URL


@pytest.mark.django_db
def test_static_files_are_served_to_be_kept() -> None:
    answer = Client().get(f"{settings.STATIC_URL}icons.svg")
    assert answer.status_code == 200
    assert f"max-age={365 * 24 * 3600}" in answer.headers["Cache-Control"]
    answer.close()


@pytest.mark.django_db
def test_pages_allow_no_inline_script_but_their_own_import_map() -> None:
    first, second = (Client().get("/sign-in/").headers["Content-Security-Policy"] for _ in range(2))
    assert "unsafe" not in first
    assert "script-src 'self' 'nonce-" in first
    assert "frame-ancestors 'none'" in first
    assert first != second


@pytest.mark.django_db
def test_only_the_admins_pages_may_evaluate() -> None:
    assert "'unsafe-eval'" in Client().get("/admin/").headers["Content-Security-Policy"]


@pytest.mark.django_db
def test_pages_come_with_safe_headers() -> None:
    headers = Client().get("/sign-in/").headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


@pytest.mark.django_db
def test_a_host_that_is_not_ours_is_refused() -> None:
    assert Client().get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "sqlite", reason="about SQLite only")
def test_sqlite_is_set_up_for_several_processes() -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert found == {"journal_mode": "wal", "synchronous": 1, "foreign_keys": 1, "busy_timeout": 20_000}
