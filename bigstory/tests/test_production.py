"""Production starts only when it is fully set, and then says to browsers all it should."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from environs import Env

from bigstory import config

pytestmark = pytest.mark.once

KEY = "k3Jx-9QmZrT2vLw8Bn5Hs1Dc7Fg4Yp6Ua0Ei-Xo3Kt9Rb2Nq5Ws8Mz"
COMPLETE = {
    "BIGSTORY_MODE": "production",
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "bigstory.example.org,www.bigstory.example.org",
    "DATABASE_URL": "postgres://bigstory:secret@db.example.org/bigstory",
    "EMAIL_URL": "smtp+tls://bigstory:secret@mail.example.org:587",
    "STORAGE_DIR": "/srv/bigstory/files",
    "ERASURE_LEDGER": "/srv/bigstory-ledger/closed.txt",
}


def read(monkeypatch, tmp_path, **environment) -> dict:
    for name in [*COMPLETE, "DEFAULT_FROM_EMAIL", "TRUSTED_PROXIES"]:
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return config.read(tmp_path, Env())


def test_nothing_needs_setting_to_try_it_out(monkeypatch, tmp_path):
    values = read(monkeypatch, tmp_path)
    assert values["mode"] == "development"
    assert values["database_url"].startswith("sqlite:")


def test_fully_set_it_starts(monkeypatch, tmp_path):
    values = read(monkeypatch, tmp_path, **COMPLETE)
    assert values["origins"] == ["https://bigstory.example.org", "https://www.bigstory.example.org"]
    assert values["from_email"] == "Big Story <bigstory@bigstory.example.org>"


@pytest.mark.parametrize("missing", [name for name in COMPLETE if name != "BIGSTORY_MODE"])
@pytest.mark.parametrize("how", ["gone", "empty"])
def test_half_set_it_refuses_and_names_what_is_missing(monkeypatch, tmp_path, missing, how):
    environment = COMPLETE | {missing: ""}
    if how == "gone":
        del environment[missing]
    with pytest.raises(ImproperlyConfigured, match=missing):
        read(monkeypatch, tmp_path, **environment)


def test_all_that_is_missing_is_named_at_once(monkeypatch, tmp_path):
    names = "SECRET_KEY, ALLOWED_HOSTS, DATABASE_URL, EMAIL_URL, STORAGE_DIR, ERASURE_LEDGER"
    with pytest.raises(ImproperlyConfigured, match=names):
        read(monkeypatch, tmp_path, BIGSTORY_MODE="production")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BIGSTORY_MODE", "prod"),
        ("SECRET_KEY", config.DEVELOPMENT_KEY),
        ("SECRET_KEY", "short"),
        ("SECRET_KEY", "x" * 60),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", "*.example.org"),
        ("ALLOWED_HOSTS", "https://bigstory.example.org/"),
        ("DATABASE_URL", "mysql://db.example.org/bigstory"),
        ("DATABASE_URL", "bigstory"),
        ("EMAIL_URL", "console:"),
        ("EMAIL_URL", "mail.example.org"),
        ("TRUSTED_PROXIES", "one"),
        ("STORAGE_DIR", "files"),
        ("STORAGE_DIR", "{checkout}/var/files"),
        ("STORAGE_DIR", "/srv/..{checkout}/files"),
        ("STORAGE_DIR", "/srv/bigstory-ledger/closed.txt/files"),
        ("ERASURE_LEDGER", "closed.txt"),
        ("ERASURE_LEDGER", "{checkout}/closed.txt"),
        ("ERASURE_LEDGER", "/srv/bigstory/files/closed.txt"),
        ("FREE_SPACE_LEAST", "a lot"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(monkeypatch, tmp_path, name, value):
    value = value.format(checkout=tmp_path)
    with pytest.raises(ImproperlyConfigured, match=name):
        read(monkeypatch, tmp_path, **(COMPLETE | {name: value}))


def test_no_refusal_repeats_a_secret(monkeypatch, tmp_path):
    with pytest.raises(ImproperlyConfigured) as refused:
        read(
            monkeypatch,
            tmp_path,
            **(COMPLETE | {"SECRET_KEY": "hush", "DATABASE_URL": "mysql://u:hush@h/d"}),
        )
    assert "hush" not in str(refused.value)


PROBE = """
import json, django, logging
import bigstory.settings as own
# The names of static files need not be collected for this.
own.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
logging.disable(logging.CRITICAL)
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("check", deploy=True, fail_level="WARNING")
from django.conf import settings
from django.core.cache import cache
from django.test import Client
cache.set("a", 1)
host = {"HTTP_HOST": "bigstory.example.org"}
https = host | {"HTTP_X_FORWARDED_PROTO": "https"}
told = {}
client = Client(raise_request_exception=False)
from bigstory.core.work.models import Worker
Worker().save()
paths = "/about/ /health/ /nothing-here/ /account/sign-in/ /admin/ /areas/none/"
for path in paths.split():
    answer = client.get(path, **https)
    cookies = {k: str(v) for k, v in answer.cookies.items()}
    told[path] = [answer.status_code, dict(answer.headers), cookies]
plain = client.get("/about/", **host)
told["plain"] = [plain.status_code, dict(plain.headers), {}]
stranger = client.get("/about/", HTTP_HOST="evil.example.org", HTTP_X_FORWARDED_PROTO="https")
told["stranger"] = [stranger.status_code, dict(stranger.headers), {}]
from areas.models import AreaRole
from bigstory.accounts.models import User
sam = User.objects.create_user("sam@example.org", name="Sam")
AreaRole.objects.create(user=sam, role="administrator")
client.force_login(sam, backend="areas.roles.sign_in.RoleBackend")
one_step = client.get("/admin/", **https)
told["one step"] = [one_step.status_code, dict(one_step.headers), {}]
print(json.dumps(told))
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory) -> dict:
    """What a production process of its own answers, with a database of its own. `check --deploy`
    passes on the way.
    """
    folder = tmp_path_factory.mktemp("production")
    environment = (
        os.environ
        | COMPLETE
        | {
            "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
            "STORAGE_DIR": str(folder / "files"),
            "ERASURE_LEDGER": str(folder / "ledger" / "closed.txt"),
            "TRUSTED_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "bigstory.settings",
        }
    )
    base = Path(settings.BASE_DIR)
    probe = [sys.executable, "-W", "ignore", "-c", PROBE]
    done = subprocess.run(
        probe, cwd=base, env=environment, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


EVERYWHERE = {
    "Content-Security-Policy": "default-src 'none'",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=()",
}


@pytest.mark.parametrize(
    "path",
    ["/about/", "/health/", "/nothing-here/", "/account/sign-in/", "/admin/", "/areas/none/"],
)
def test_every_answer_carries_the_headers(told, path):
    _status, headers, _cookies = told[path]
    for name, value in EVERYWHERE.items():
        assert value in headers.get(name, ""), f"{name} at {path}"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers.get("X-Frame-Options") == "DENY"


def test_pages_are_there_and_missing_ones_are_not(told):
    assert told["/about/"][0] == told["/health/"][0] == told["/account/sign-in/"][0] == 200
    assert told["/nothing-here/"][0] == told["/areas/none/"][0] == 404


def test_without_https_one_is_sent_to_it_and_an_unknown_host_is_refused(told):
    status, headers, _cookies = told["plain"]
    assert (status, headers["Location"]) == (301, "https://bigstory.example.org/about/")
    status, headers, _cookies = told["stranger"]
    assert status == 400
    assert "Content-Security-Policy" in headers


def test_an_administrator_sets_up_a_second_step_first(told):
    status, headers, _cookies = told["one step"]
    assert (status, headers.get("Location")) == (302, "/account/second-step/")


def test_cookies_stay_on_this_host_and_on_https(told):
    cookies = " ".join(told["/account/sign-in/"][2].values())
    assert "__Host-csrf" in cookies
    assert "Secure" in cookies
    assert "sessionid" not in cookies
