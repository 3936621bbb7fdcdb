"""Reads the environment.

Production refuses to start half set; every other mode has safe defaults.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

from django.core.exceptions import ImproperlyConfigured
from environs import Env, EnvError

MODES = ("development", "demo", "production")
# Known to everybody who can read this file, so production never accepts it.
DEVELOPMENT_KEY = "development-only-key-that-production-refuses-to-start-with"
DATABASES = ("postgres", "postgresql", "sqlite")
MAIL = ("smtp", "smtp+tls", "smtp+ssl")
NEEDED = {
    "SECRET_KEY": "secret_key",
    "ALLOWED_HOSTS": "hosts",
    "DATABASE_URL": "database_url",
    "EMAIL_URL": "email_url",
}


def read(base: Path, env: Env | None = None) -> dict[str, Any]:
    """What the settings need from outside; raises ImproperlyConfigured naming everything that is
    missing.
    """
    env = env or Env()
    mode = env.str("BIGSTORY_MODE", "development")
    if mode not in MODES:
        raise ImproperlyConfigured(
            f"BIGSTORY_MODE is {mode!r}; it must be one of {', '.join(MODES)}."
        )
    try:
        values = {"mode": mode} | _values(base, env)
    except EnvError as error:
        raise ImproperlyConfigured(
            f"A setting in the environment cannot be read: {error}"
        ) from error
    return _production(values) if mode == "production" else _here(values, base)


def _values(base: Path, env: Env) -> dict[str, Any]:
    hosts: list[str] = env.list("ALLOWED_HOSTS", [])
    return {
        "secret_key": env.str("SECRET_KEY", ""),
        "hosts": [host.strip() for host in hosts if host.strip()],
        "database_url": env.str("DATABASE_URL", ""),
        "email_url": env.str("EMAIL_URL", ""),
        "from_email": env.str("DEFAULT_FROM_EMAIL", ""),
        # How many proxies of our own stand in front and pass on who asks; 0 is none.
        "proxies": env.int("TRUSTED_PROXIES", 0),
        "storage": Path(env.str("STORAGE_DIR", "") or base / "var" / "files"),
        # The list of erasures, kept apart from the database so that it outlives a restored backup.
        "erasures": Path(env.str("ERASURE_LEDGER", "") or base / "var" / "erasures.txt"),
        # What is taken in of photos: bytes and dots of one, and how many with one activity.
        "photo_bytes": env.int("PHOTO_MAX_BYTES", 20_000_000),
        "photo_pixels": env.int("PHOTO_MAX_PIXELS", 50_000_000),
        "photos": env.int("PHOTOS_PER_ACTIVITY", 12),
        # What is taken in of recordings and films: bytes and seconds of one.
        "recording_bytes": env.int("RECORDING_MAX_BYTES", 500_000_000),
        "recording_seconds": env.int("RECORDING_MAX_SECONDS", 600),
    }


def _production(values: dict[str, Any]) -> dict[str, Any]:
    missing = [name for name, key in NEEDED.items() if not values[key]]
    if missing:
        raise ImproperlyConfigured(
            f"Production needs these settings in the environment: {', '.join(missing)}."
        )
    wrong = list(_wrong(values))
    if wrong:
        raise ImproperlyConfigured(" ".join(wrong))
    host = values["hosts"][0].lstrip(".")
    return values | {
        "from_email": values["from_email"] or f"Big Story <bigstory@{host}>",
        "origins": [
            f"https://*{host}" if host.startswith(".") else f"https://{host}"
            for host in values["hosts"]
        ],
    }


def _wrong(values: dict[str, Any]) -> Iterator[str]:
    """A sentence for each setting that is there and cannot be meant."""
    key = values["secret_key"]
    if key == DEVELOPMENT_KEY or len(key) < 50 or len(set(key)) < 5:
        yield "SECRET_KEY must be a random text of at least 50 characters, kept secret."
    if any("*" in host or "/" in host for host in values["hosts"]):
        yield "ALLOWED_HOSTS must name the hosts, such as bigstory.example.org; * would accept any."
    if urlparse(values["database_url"]).scheme not in DATABASES:
        yield "DATABASE_URL must begin with postgres:// (or sqlite:///)."
    mail = urlparse(values["email_url"])
    if mail.scheme not in MAIL or not mail.hostname:
        yield "EMAIL_URL must be a mail server, such as smtp+tls://name:password@mail.example.org:587."


def _here(values: dict[str, Any], base: Path) -> dict[str, Any]:
    """Development and demo: this machine only, nothing to set."""
    (base / "var" / "static").mkdir(parents=True, exist_ok=True)
    return values | {
        "secret_key": values["secret_key"] or DEVELOPMENT_KEY,
        "hosts": values["hosts"] or ["127.0.0.1", "localhost", "[::1]", "testserver"],
        "database_url": values["database_url"] or f"sqlite:///{base / 'var' / 'bigstory.sqlite3'}",
        "email_url": values["email_url"] or "console:",
        "from_email": values["from_email"] or "Big Story <bigstory@localhost>",
        "origins": [],
    }
