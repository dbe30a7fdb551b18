"""Readies the data folder: database, administrator, demonstrations, and who may use it."""

import os
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections

from webapp.running.privileges import identity
from webapp.store import demonstrations
from webapp.store.signing_in import administrator, issue


def ready() -> str:
    """Bring everything up to date and return the token of a fresh sign-in link."""
    call_command("migrate", verbosity=0, interactive=False)
    first = not User.objects.exists()
    admin = administrator()
    if first:
        demonstrations.load(admin)
    token = issue(admin)
    connections.close_all()
    if os.geteuid() == 0:
        _hand_over()
    return token


def _hand_over() -> None:
    """Root's web process is an unprivileged user, who needs the folder; SQLite makes files in it."""
    user = identity()
    settings.RUN.mkdir(mode=0o700, exist_ok=True)
    database = [settings.DATA / f"patchboard.sqlite3{end}" for end in ("", "-wal", "-shm")]
    paths: list[Path] = [settings.DATA, settings.RUN, settings.DATA / "secret_key", *database]
    for path in paths:
        if path.exists():
            os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)
