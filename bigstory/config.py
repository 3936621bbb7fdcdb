"""Reads the environment.

Production refuses to start half set; every other mode has safe defaults.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import dj_database_url
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
    "STORAGE_DIR": "storage",
    "ERASURE_LEDGER": "ledger",
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
    return _production(values, base) if mode == "production" else _here(values, base)


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
        "storage": _path(env.str("STORAGE_DIR", "")),
        # What was closed, kept apart from the database so that it outlives a restored backup.
        "ledger": _path(env.str("ERASURE_LEDGER", "")),
        # Less room than this on a disk, in bytes, and /health/ says so.
        "room": env.int("FREE_SPACE_LEAST", 1_000_000_000),
        # What is taken in of photos: bytes and dots of one, and how many with one activity.
        "photo_bytes": env.int("PHOTO_MAX_BYTES", 20_000_000),
        "photo_pixels": env.int("PHOTO_MAX_PIXELS", 50_000_000),
        "photos": env.int("PHOTOS_PER_ACTIVITY", 12),
        # What is taken in of recordings and films: bytes and seconds of one.
        "recording_bytes": env.int("RECORDING_MAX_BYTES", 500_000_000),
        "recording_seconds": env.int("RECORDING_MAX_SECONDS", 600),
    }


def _path(text: str) -> Path | None:
    return Path(text.strip()) if text.strip() else None


def _production(values: dict[str, Any], base: Path) -> dict[str, Any]:
    missing = [name for name, key in NEEDED.items() if not values[key]]
    if missing:
        raise ImproperlyConfigured(
            f"Production needs these settings in the environment: {', '.join(missing)}."
        )
    wrong = [*_wrong(values), *_misplaced(values["storage"], values["ledger"], base)]
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


def _misplaced(storage: Path, ledger: Path, base: Path) -> Iterator[str]:
    """A new version of the code must wipe no file, and what wipes the files not the ledger."""
    for name, path in (("STORAGE_DIR", storage), ("ERASURE_LEDGER", ledger)):
        if not path.is_absolute():
            yield f"{name} must be a whole path, such as /srv/bigstory/… ."
        elif path.resolve().is_relative_to(base.resolve()):
            yield f"{name} must lie outside the folder of the code."
    if ledger.resolve().is_relative_to(storage.resolve()):
        yield "ERASURE_LEDGER must lie outside STORAGE_DIR: a backup of the files may not hold it."
    elif storage.resolve().is_relative_to(ledger.resolve()):
        yield "ERASURE_LEDGER is a file, and STORAGE_DIR lies in it."


def database(url: str) -> dict[str, Any]:
    """Django's settings of a database."""
    found: dict[str, Any] = dict(
        dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True)
    )
    if found["ENGINE"].endswith("sqlite3"):
        # Writers queue up instead of failing: each transaction takes the write lock when it starts.
        found["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        }
    else:
        # Seconds. Where nobody answers, a page says so, and holds no thread for minutes.
        found["OPTIONS"] = {"connect_timeout": 5} | found.get("OPTIONS", {})
    return found


def _here(values: dict[str, Any], base: Path) -> dict[str, Any]:
    """Development and demo: this machine only, nothing to set."""
    (base / "var" / "static").mkdir(parents=True, exist_ok=True)
    storage = values["storage"] or base / "var" / "files"
    return values | {
        "secret_key": values["secret_key"] or DEVELOPMENT_KEY,
        "hosts": values["hosts"] or ["127.0.0.1", "localhost", "[::1]", "testserver"],
        "database_url": values["database_url"] or f"sqlite:///{base / 'var' / 'bigstory.sqlite3'}",
        "email_url": values["email_url"] or "console:",
        "from_email": values["from_email"] or "Big Story <bigstory@localhost>",
        "origins": [],
        "storage": storage,
        # Beside the files, so that a site that is tried out with others has one of its own.
        "ledger": values["ledger"] or storage.with_name(f"{storage.name}-closed.txt"),
    }
