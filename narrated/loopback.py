"""Pages on loopback: a server for this machine alone, with bounds, and what its answers have in common."""

from __future__ import annotations

import contextlib
import socket
import sys
import threading
import time
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, ClassVar
from urllib.parse import urlsplit

from voiceover.errors import InputError
from voiceover.remedies import option

HOST = "127.0.0.1"
# A browser opens six connections for each page that it shows, and opens them again when they are closed:
# after some seconds without a request or without an answer being taken, or after a minute in all.
_MOST_CONNECTIONS = 64
_IDLE = 10.0
_LONGEST = 60.0


class LoopbackHandler(BaseHTTPRequestHandler):
    """Answers one connection; `serve` sets the port of those that derive from it."""

    port: ClassVar[int]
    policy: ClassVar[str]
    """What the page may load and do: the header Content-Security-Policy."""
    protocol_version = "HTTP/1.1"
    timeout = _IDLE

    def get(self) -> None:
        """Answer a GET that came to the address of this machine."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def put(self) -> None:
        """Answer a PUT that came to the address of this machine."""
        self.send_error(HTTPStatus.METHOD_NOT_ALLOWED)

    def do_GET(self) -> None:
        """Called by the standard library."""
        if self._is_from_here():
            self.get()

    def do_PUT(self) -> None:
        """Called by the standard library."""
        if self._is_from_here():
            self.put()

    def _is_from_here(self) -> bool:
        """Whether it was asked for by the address of this machine; refuses what was not.

        Another site may have its own name resolved to this machine; that name stands here then.
        """
        host, port = (self.headers.get("Host") or "").rpartition(":")[::2]
        try:
            urlsplit(self.path)
        except ValueError:  # a whole address may stand there, as proxies are asked for one
            self.send_error(HTTPStatus.BAD_REQUEST)
            return False
        if host in (HOST, "localhost") and port == str(self.port):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
        return False

    def send_body(self, body: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK, **more: str) -> None:
        """Send an answer; ``more`` are further headers, with ``_`` for ``-``."""
        self.send_head(kind, len(body), status, **more)
        self.wfile.write(body)

    def send_head(self, kind: str, length: int, status: HTTPStatus = HTTPStatus.OK, **more: str) -> None:
        """Send what stands before an answer of so many bytes, which follow."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in more.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Say nothing: the terminal tells of what is made."""


def serve(handler: type[LoopbackHandler], port: int) -> ThreadingHTTPServer:
    """Begin to serve at ``port`` (0: any that is free), in threads of its own.

    Raises
    ------
    InputError
        If the port is taken or not permitted.
    """
    try:
        server = _Server((HOST, port), handler)
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror})",
            remedy=f"name another with {option('port')}, or none to have a free one chosen",
        ) from error
    handler.port = server.server_port
    threading.Thread(target=server.serve_forever, args=(0.1,), daemon=True).start()
    return server


class _Server(ThreadingHTTPServer):
    """Serves a bounded number of connections, each for a bounded time."""

    daemon_threads = True
    request_queue_size = _MOST_CONNECTIONS

    def __init__(self, *args: Any) -> None:
        self._until: dict[Any, float] = {}
        super().__init__(*args)

    def process_request(self, request: Any, client_address: Any) -> None:
        if len(self._until) < _MOST_CONNECTIONS:
            self._until[request] = time.monotonic() + _LONGEST
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        self._until.pop(request, None)

    def service_actions(self) -> None:
        """Called by the standard library ten times a second, as `serve_forever` is told above."""
        for request, until in self._until.copy().items():
            if time.monotonic() > until:
                with contextlib.suppress(OSError):  # closed just now
                    request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that goes away, which browsers do at any moment."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)
