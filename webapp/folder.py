"""What the settings read from disk: the data folder, its secret key, the hash of the static files."""

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def prepare(data: Path) -> Path:
    """Make the data folder if it is missing, closed to everyone else, and say so plainly if that fails."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(_unusable(data, error)) from error
    return data


def secret_key(file: Path) -> str:
    """The installation's secret, made at first use, readable only by its owner."""
    try:
        _make_secret(file)
        return file.read_text()
    except OSError as error:
        raise ImproperlyConfigured(_unusable(file, error)) from error


def _make_secret(file: Path) -> None:
    """Written under another name first, so that no process ever reads half a secret."""
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(50))
    try:
        os.link(draft, file)
    except FileExistsError:
        return  # another process got there first; its secret counts
    finally:
        draft.unlink()


def _unusable(path: Path, error: OSError) -> str:
    return (
        f"{path} cannot be used ({error.strerror}): run Patchboard as the user who owns it, "
        "or name another folder in PATCHBOARD_DATA"
    )


def content_hash(folders: Iterable[Path], *more: str) -> str:
    """Changes whenever a file below the folders does, or one of the further words."""
    digest = hashlib.sha256("\0".join(more).encode())
    for folder in folders:
        for file in sorted(path for path in folder.rglob("*") if path.is_file()):
            digest.update(str(file.relative_to(folder)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]
