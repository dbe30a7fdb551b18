"""Django's settings. What differs between installations comes from the environment:

PATCHBOARD_DATA   folder of database, secret and sockets (default: var/ beside the code)
PATCHBOARD_HOSTS  further host names that the pages are served under, separated by commas
PATCHBOARD_HTTPS  1 if a proxy in front speaks HTTPS: cookies are then sent over nothing else
PATCHBOARD_UPLINKS  on lets an engine that runs as root join networks to the machine's own, by NAT
PATCHBOARD_DEBUG  1 shows Django's error pages and serves static files as they are on disk, one by one
DATABASE_URL      a PostgreSQL database instead of the SQLite file
REDIS_URL         the channel layer that several web processes share
"""

import os
from importlib.metadata import version
from pathlib import Path
from typing import Any

import dj_database_url

from webapp import folder
from webapp.admin.look import UNFOLD as UNFOLD

BASE_DIR = Path(__file__).resolve().parent.parent
DATA = folder.prepare(Path(os.environ.get("PATCHBOARD_DATA") or BASE_DIR / "var").absolute())
RUN = DATA / "run"
UPLINKS = os.environ.get("PATCHBOARD_UPLINKS") == "on"

DEBUG = os.environ.get("PATCHBOARD_DEBUG") == "1"
SECRET_KEY = folder.secret_key(DATA / "secret_key")
LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]
ALLOWED_HOSTS = [*LOOPBACK, *filter(None, os.environ.get("PATCHBOARD_HOSTS", "").split(","))]

INSTALLED_APPS = [
    "unfold",
    "django.contrib.admin.apps.SimpleAdminConfig",  # its pages are loaded by webapp.urls
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "webapp.store",
    "webapp.live",
    "webapp.pages",
    "webapp.admin",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "webapp.security.content_security_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "webapp.urls"
ASGI_APPLICATION = "webapp.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# A write lock is taken when a transaction begins, so that two never deadlock on upgrading theirs. Threads
# keep their connections: whoever closes the last one writes the whole log back, 20 ms at every edit.
SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": DATA / "patchboard.sqlite3",
    "CONN_MAX_AGE": None,
    "OPTIONS": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    },
    "TEST": {"NAME": DATA / "test.sqlite3"},
}
DATABASE_URL = os.environ.get("DATABASE_URL")
DATABASES: dict[str, Any] = {
    "default": dict(dj_database_url.parse(DATABASE_URL)) if DATABASE_URL else SQLITE,
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_MEMORY: dict[str, Any] = {"BACKEND": "channels.layers.InMemoryChannelLayer"}
_REDIS: dict[str, Any] = {
    "BACKEND": "channels_redis.core.RedisChannelLayer",
    "CONFIG": {"hosts": [os.environ.get("REDIS_URL")], "prefix": "patchboard"},
}
CHANNEL_LAYERS = {"default": _REDIS if os.environ.get("REDIS_URL") else _MEMORY}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

BEHIND_HTTPS = os.environ.get("PATCHBOARD_HTTPS") == "1"
SESSION_COOKIE_NAME = "patchboard_session"
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = BEHIND_HTTPS
CSRF_COOKIE_NAME = "patchboard_csrf"
CSRF_FAILURE_VIEW = "webapp.pages.views.errors.csrf"
CSRF_COOKIE_SECURE = BEHIND_HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a larger file is not kept anywhere
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "UTC"
USE_I18N = False
USE_TZ = True
FORMAT_MODULE_PATH = "webapp.formats"

# The hash is part of every address, so that a browser may keep each file for ever.
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_HASH = folder.content_hash(STATICFILES_DIRS, version("django"), version("django-unfold"))
STATIC_URL = f"/static/{STATIC_HASH}/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0 if DEBUG else 365 * 24 * 3600

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
