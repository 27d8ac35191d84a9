"""A web server and a mail server of the tests' own, each on a free port of this machine."""

from __future__ import annotations

import json
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any


@dataclass
class Web:
    """What a web server was asked: (method, path, JSON or None); ``status`` is how it answers."""

    status: int = 200
    seen: list[tuple[str, str, Any]] = field(default_factory=list)
    url: str = ""

    @property
    def paths(self) -> list[str]:
        return [path for _, path, _ in self.seen]

    @property
    def bodies(self) -> list[Any]:
        return [body for _, _, body in self.seen]


@contextmanager
def a_web_server() -> Iterator[Web]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def _answer(self, body: Any) -> None:
            web.seen.append((self.command, self.path, body))
            self.send_response(web.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server, _running(server):
        web.url = f"http://127.0.0.1:{server.server_address[1]}"
        yield web


@dataclass
class Mail:
    """What a mail server took. ``refuse``: the command that it refuses, and its code."""

    port: int = 0
    letters: list[EmailMessage] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)
    refuse: tuple[str, int] | None = None


class _MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self, mail: Mail, tls: tuple[Path, Path] | None) -> None:
        self.mail, self.tls = mail, tls
        super().__init__(("127.0.0.1", 0), _MailSession)

    def handle_error(self, *_: object) -> None:
        """Say nothing of a client that goes away."""


class _MailSession(socketserver.StreamRequestHandler):
    server: _MailServer

    def handle(self) -> None:
        self._say("220 surat.example")
        while line := self.rfile.readline().decode().strip():
            word, mail = line.split()[0].upper(), self.server.mail
            if mail.refuse and mail.refuse[0] == word:
                self._say(f"{mail.refuse[1]} not Siti Nurhayati")
            else:
                getattr(self, f"_{word.lower()}", self._ok)(line)

    def _ok(self, line: str) -> None:
        self._say("250 ok")

    def _ehlo(self, line: str) -> None:
        safe = self.server.tls is None or isinstance(self.connection, ssl.SSLSocket)
        self._say("250-surat.example")
        self._say("250-AUTH PLAIN" if safe else "250-STARTTLS")
        self._say("250 8BITMIME")

    def _starttls(self, line: str) -> None:
        assert self.server.tls
        self._say("220 go")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*self.server.tls)
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _auth(self, line: str) -> None:
        self.server.mail.logins.append(line)
        self._say("235 in")

    def _data(self, line: str) -> None:
        self._say("354 go")
        lines = iter(self.rfile.readline, b".\r\n")
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.mail.letters.append(letter)
        self._say("250 taken")

    def _say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def finish(self) -> None:
        self.rfile.close()
        self.wfile.close()
        self.connection.close()


@contextmanager
def a_mail_server(tls: tuple[Path, Path] | None = None) -> Iterator[Mail]:
    """Take mail; with a certificate and its key over STARTTLS."""
    mail = Mail()
    with _MailServer(mail, tls) as server, _running(server):
        mail.port = server.server_address[1]
        yield mail


@contextmanager
def _running(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
