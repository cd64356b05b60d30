"""Behind Debian's nginx: TLS, a path before everything, WebSockets. Without it they are skipped, and fail in CI."""

import json
import os
import shutil
import socket
import ssl
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPSConnection

import pytest
from server.conftest import serving
from websockets.sync.client import connect

from warbell.server import protocol

NAME = "game.example"
HOST = "proxy_set_header Host $host;"
FORWARDED = "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;"
CONFIG = """\
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  map $http_upgrade $upgraded {{ default upgrade; '' close; }}
  server {{
    listen 127.0.0.1:{port} ssl; server_name game.example;
    ssl_certificate {folder}/cert.pem; ssl_certificate_key {folder}/key.pem;
    proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $upgraded;
    {headers}
    location /bell/ {{ proxy_pass http://{upstream}{behind}; }}
  }}
}}
"""


def free_port():
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        return bound.getsockname()[1]


class Proxy:
    """nginx before a server, as a browser comes to it: by its name, whatever the port of the test."""

    def __init__(self, folder, port):
        self.port = port
        self.context = ssl.create_default_context(cafile=folder / "cert.pem")

    def ask(self, path, body=None, **headers):
        """Status and body of an answer."""
        line = socket.create_connection(("127.0.0.1", self.port), 30)
        connection = HTTPSConnection(NAME, timeout=30)
        connection.sock = self.context.wrap_socket(line, server_hostname=NAME)
        head = {"content-type": "application/json", "origin": f"https://{NAME}"} if body is not None else {}
        data = None if body is None else json.dumps(body)
        connection.request("GET" if body is None else "POST", path, data, {**head, **headers})
        answer = connection.getresponse()
        found = answer.read()
        connection.close()
        return answer.status, found

    def live(self, room):
        """A room's WebSocket."""
        line = socket.create_connection(("127.0.0.1", self.port), 30)
        url = f"wss://{NAME}/bell/api/rooms/{room}/live"
        return connect(url, sock=line, ssl=self.context, origin=f"https://{NAME}", proxy=None, max_size=None)


@contextmanager
def proxied(folder, house, behind, headers):
    """nginx before a server: what it hands on behind its path, and with which headers."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        stop = pytest.fail if os.environ.get("CI") else pytest.skip
        stop("no nginx here; Debian has it as `nginx-light`")
    port = free_port()
    told = {"folder": folder, "port": port, "upstream": house.host, "behind": behind, "headers": headers}
    (folder / "nginx.conf").write_text(CONFIG.format(**told))
    subject = ["-subj", f"/CN={NAME}", "-addext", f"subjectAltName=DNS:{NAME}"]
    keys = ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *keys],
        check=True,
        capture_output=True,
    )
    with subprocess.Popen([nginx, "-e", folder / "error.log", "-c", folder / "nginx.conf"]) as process:
        try:
            for _ in range(200):
                with socket.socket() as line:
                    if line.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield Proxy(folder, port)
        finally:
            process.terminate()


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    options = ("--origin", f"https://{NAME}/bell", "--proxy", "127.0.0.1", "--limit", "waiting=1")
    with serving(tmp_path_factory.mktemp("house"), *options) as house:
        yield house


@pytest.mark.parametrize("headers", [HOST, ""], ids=["its name", "no name"])
@pytest.mark.parametrize("behind", ["/", ""], ids=["path taken off", "path left on"])
def test_page_and_rooms_work_under_a_path_with_tls(tmp_path, house, behind, headers):
    with proxied(tmp_path, house, behind, headers + FORWARDED) as proxy:
        status, page = proxy.ask("/bell/")
        assert status == 200
        assert b'src="./assets/' in page
        assert proxy.ask("/bell/api/lobby")[0] == 200
        address = f"10.1.{len(behind)}.{1 + len(headers)}"  # one each, as there is a limit
        status, made = proxy.ask("/bell/api/rooms", {"episode": "curfew"}, **{"x-forwarded-for": address})
        assert status == 201
        room = json.loads(made)["id"]
        status, seated = proxy.ask(f"/bell/api/rooms/{room}/seats", {"seat": "onjo", "who": "Hana"})
        assert status == 201
        with proxy.live(room) as line:
            join = {"type": "join", "protocol": protocol.VERSION, "token": json.loads(seated)["token"]}
            line.send(json.dumps(join))
            assert json.loads(line.recv(30))["seat"] == "onjo"


def test_another_site_is_kept_out(tmp_path, house):
    with proxied(tmp_path, house, "/", HOST) as proxy:
        evil = {"origin": "https://evil.example"}
        assert proxy.ask("/bell/api/rooms", {"episode": "curfew"}, **evil)[0] == 403


def test_limits_are_of_whom_a_trusted_proxy_forwards(tmp_path, house):
    with proxied(tmp_path, house, "/", HOST + FORWARDED) as proxy:
        for address, status in (("10.7.0.1", 201), ("10.7.0.1", 429), ("10.7.0.2", 201)):
            forwarded = {"x-forwarded-for": address}
            # nginx itself is who comes last in that list, and is trusted: whom it was told of counts.
            assert proxy.ask("/bell/api/rooms", {"episode": "curfew"}, **forwarded)[0] == status


def test_nobody_s_word_counts_who_is_not_trusted(tmp_path):
    with serving(tmp_path, "--origin", f"https://{NAME}/bell", "--limit", "waiting=1") as house:
        for address, status in (("10.7.0.1", 201), ("10.7.0.2", 429)):
            answer = house.ask("/api/rooms", {"episode": "curfew"}, {"x-forwarded-for": address})
            assert answer.status == status
