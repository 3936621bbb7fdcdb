"""Reads the environment. Production refuses to start half set; every other mode has safe defaults."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured
from environs import Env

MODES = ("development", "demo", "production")
# Known to everybody who can read this file, so production never accepts it.
DEVELOPMENT_KEY = "development-only-key-that-production-refuses-to-start-with"


def read(base: Path, env: Env | None = None) -> dict:
    """What the settings need from outside; raises ImproperlyConfigured naming everything that is missing."""
    env = env or Env()
    mode = env.str("BIGSTORY_MODE", "development")
    if mode not in MODES:
        raise ImproperlyConfigured(f"BIGSTORY_MODE is {mode!r}; it must be one of {', '.join(MODES)}.")
    values = {
        "mode": mode,
        "secret_key": env.str("SECRET_KEY", ""),
        "hosts": env.list("ALLOWED_HOSTS", []),
        "database_url": env.str("DATABASE_URL", ""),
        "email_url": env.str("EMAIL_URL", ""),
        "from_email": env.str("DEFAULT_FROM_EMAIL", "Big Story <bigstory@localhost>"),
        "proxies": env.int("TRUSTED_PROXIES", 0),
        "storage": Path(env.str("STORAGE_DIR", str(base / "var" / "files"))),
    }
    return _production(values) if mode == "production" else _here(values, base)


def _production(values: dict) -> dict:
    needed = {
        "SECRET_KEY": "secret_key",
        "ALLOWED_HOSTS": "hosts",
        "DATABASE_URL": "database_url",
        "EMAIL_URL": "email_url",
    }
    missing = [name for name, key in needed.items() if not values[key]]
    if missing:
        raise ImproperlyConfigured(f"Production needs these settings in the environment: {', '.join(missing)}.")
    if values["secret_key"] == DEVELOPMENT_KEY or len(values["secret_key"]) < 50:
        raise ImproperlyConfigured("SECRET_KEY must be a random text of at least 50 characters, kept secret.")
    if "*" in values["hosts"]:
        raise ImproperlyConfigured("ALLOWED_HOSTS must name the hosts; * would accept any.")
    return values


def _here(values: dict, base: Path) -> dict:
    """Development and demo: this machine only, nothing to set."""
    (base / "var").mkdir(exist_ok=True)
    return values | {
        "secret_key": values["secret_key"] or DEVELOPMENT_KEY,
        "hosts": values["hosts"] or ["127.0.0.1", "localhost", "[::1]", "testserver"],
        "database_url": values["database_url"] or f"sqlite:///{base / 'var' / 'bigstory.sqlite3'}",
        "email_url": values["email_url"] or "console:",
    }
