"""nginx with the very files of docs/deploy, but for where things lie on this machine."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bigstory.testing.browser import ROOT

DEPLOY = ROOT / "docs" / "deploy"
NAME = "bigstory.example.org"
AROUND = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/start.log;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/f;
    uwsgi_temp_path {folder}/u;
    scgi_temp_path {folder}/s;
    include {folder}/site.conf;
}}
"""


def needs(program: str):
    """Not everybody who runs the tests has it; the drill does without nothing."""
    away = shutil.which(program) is None and not os.environ.get("DRILL")
    return pytest.mark.skipif(away, reason=f"{program} is not installed")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


@dataclass
class Nginx:
    folder: Path
    port: int
    plain_port: int

    @property
    def log(self) -> str:
        return "".join(path.read_text() for path in self.folder.glob("bigstory*.log"))

    def line(self, timeout: float = 30) -> HTTPSConnection:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=context)

    def ask(self, path: str, method: str = "GET", body=None, **headers):
        sent = {"Host": NAME} | {name.replace("_", "-"): value for name, value in headers.items()}
        with closing(self.line()) as line:
            line.request(method, path, body, sent)
            with line.getresponse() as answer:
                return answer.status, answer.headers, answer.read().decode(errors="replace")


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[Nginx]:
    """It serves what answers at the port `upstream` of this machine."""
    here = Nginx(folder, free_port(), free_port())
    _certificate(folder)
    (folder / "site.conf").write_text(_moved(here, upstream))
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, user=user))
    run = ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "start.log")]
    tried = subprocess.run([*run, "-t"], capture_output=True, text=True)
    assert tried.returncode == 0, tried.stderr
    assert "warn" not in tried.stderr, tried.stderr
    process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
    try:
        _wait_for(here.port)
        yield here
    finally:
        process.terminate()
        process.wait(10)


def _moved(here: Nginx, upstream: int) -> str:
    text = re.sub(r" +listen \[::\].*\n", "", (DEPLOY / "nginx.conf").read_text())
    moved = {
        "listen 80;": f"listen 127.0.0.1:{here.plain_port};",
        "listen 443 ssl": f"listen 127.0.0.1:{here.port} ssl",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        f"/etc/letsencrypt/live/{NAME}": str(here.folder),
        "/etc/nginx/bigstory-proxy.conf": str(DEPLOY / "bigstory-proxy.conf"),
        "/var/log/nginx": str(here.folder),
        "/srv/bigstory/code": str(ROOT),
    }
    for there, on_this_machine in moved.items():
        assert there in text, f"{there} is not in nginx.conf any more"
        text = text.replace(there, on_this_machine)
    return text


def _certificate(folder: Path) -> None:
    key, certificate = folder / "privkey.pem", folder / "fullchain.pem"
    make = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    to = ["-keyout", str(key), "-out", str(certificate), "-subj", f"/CN={NAME}"]
    subprocess.run([*make, *to], check=True, capture_output=True)


def _wait_for(port: int, seconds: float = 10) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            assert time.monotonic() < until, "nginx did not start"
            time.sleep(0.05)


class _Echo(BaseHTTPRequestHandler):
    """Answers with what it was asked."""

    def do_GET(self) -> None:
        sent = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        told = json.dumps({"headers": dict(self.headers), "bytes": len(sent)}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *about: object) -> None:
        pass


@contextmanager
def echo() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
