"""The page, on loopback: three kinds of address and nothing else, none of which names a file."""

from __future__ import annotations

import contextlib
import json
import re
import socket
import sys
import threading
import time
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from voiceover.errors import InputError
from voiceover.remedies import option

HOST = "127.0.0.1"
_PAGE = Path(__file__).with_name("page.html")
# A browser asks again after this long without news.
_PATIENCE = 20.0
# A browser opens six connections for each page that it shows, and opens them again when they are closed:
# after some seconds without a request or without an answer being taken, or after a minute in all.
_MOST_CONNECTIONS = 64
_IDLE = 10.0
_LONGEST = 60.0
_POLICY = (
    "default-src 'none'; img-src data:; media-src 'self'; connect-src 'self'; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)


class Board:
    """What the page shows, and news of it for whoever waits."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self._state: dict[str, Any] = {"serial": 0}
        self._clips: dict[int, Path] = {}
        self._closed = False

    def put(self, changes: Mapping[str, Any], clip: Path | None = None) -> None:
        """Change what is shown; a new clip gets the next version."""
        with self._news:
            self._state |= {**changes, "serial": self._state["serial"] + 1}
            if clip is not None:
                version = max(self._clips, default=0) + 1
                # The one before may still be on its way to the page.
                self._clips = {**{v: p for v, p in self._clips.items() if v == version - 1}, version: clip}
                self._state["version"] = version
            self._news.notify_all()

    def state(self, after: int | None) -> dict[str, Any]:
        """What is shown; waits a while for news since ``after``."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self._state["serial"] != after, _PATIENCE)
            return dict(self._state)

    def clip(self, version: int) -> Path | None:
        """The file of a version that can still be had."""
        with self._news:
            return self._clips.get(version)

    def close(self) -> None:
        """Let nobody wait any longer."""
        with self._news:
            self._closed = True
            self._news.notify_all()


def serve(board: Board, port: int) -> ThreadingHTTPServer:
    """Begin to serve the page at ``port`` (0: any that is free).

    Raises
    ------
    InputError
        If the port is taken or not permitted.
    """
    handler = type("_BoundHandler", (_Handler,), {"board": board, "page": _PAGE.read_bytes()})
    try:
        server = _Server((HOST, port), handler)
    except OSError as error:
        raise InputError(
            f"port {port} cannot be used ({error.strerror})",
            remedy=f"name another with {option('port')}, or none to have a free one chosen",
        ) from error
    handler.port = server.server_port  # type: ignore[attr-defined]
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
        """Called by the standard library ten times a second, as `serve_forever` is told below."""
        for request, until in self._until.copy().items():
            if time.monotonic() > until:
                with contextlib.suppress(OSError):  # closed just now
                    request.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that goes away, which browsers do at any moment."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    board: ClassVar[Board]
    page: ClassVar[bytes]
    port: ClassVar[int]
    protocol_version = "HTTP/1.1"
    timeout = _IDLE

    def do_GET(self) -> None:
        url = urlsplit(self.path)
        # Another site may have its own name resolved to this machine; that name stands here then.
        host, port = (self.headers.get("Host") or "").rpartition(":")[::2]
        if host not in (HOST, "localhost") or port != str(self.port):
            self.send_error(HTTPStatus.FORBIDDEN, "this page is for this machine alone")
        elif url.path == "/":
            self._send(self.page, "text/html; charset=utf-8")
        elif url.path == "/state":
            after = parse_qs(url.query).get("after", [""])[0]
            state = self.board.state(int(after) if re.fullmatch(r"[0-9]{1,9}", after) else None)
            self._send(json.dumps(state, ensure_ascii=False).encode(), "application/json")
        elif (named := re.fullmatch(r"/clip/([0-9]{1,9})\.mp4", url.path)) and (
            clip := self.board.clip(int(named[1]))
        ):
            self._send_clip(clip)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send(self, body: bytes, kind: str) -> None:
        self._head(HTTPStatus.OK, kind, len(body))
        self.wfile.write(body)

    def _send_clip(self, clip: Path) -> None:
        """The clip, or the part of it that a player asks for when it seeks."""
        try:
            data = clip.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        span = re.fullmatch(r"bytes=([0-9]{1,15})-([0-9]{0,15})", self.headers.get("Range", ""))
        if span is None:
            self._head(HTTPStatus.OK, "video/mp4", len(data))
            self.wfile.write(data)
            return
        first = int(span[1])
        last = min(int(span[2] or len(data)), len(data) - 1)
        if first > last:
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "video/mp4", 0, f"bytes */{len(data)}")
            return
        part = data[first : last + 1]
        self._head(HTTPStatus.PARTIAL_CONTENT, "video/mp4", len(part), f"bytes {first}-{last}/{len(data)}")
        self.wfile.write(part)

    def _head(self, status: HTTPStatus, kind: str, length: int, span: str = "") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("X-Content-Type-Options", "nosniff")
        if kind == "video/mp4":
            self.send_header("Accept-Ranges", "bytes")
        if span:
            self.send_header("Content-Range", span)
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Say nothing: the terminal tells of scenes."""
