"""The page, on loopback: three kinds of address and nothing else, none of which names a file."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from narrated import loopback
from narrated.loopback import LoopbackHandler

_PAGE = Path(__file__).with_name("page.html")
# A browser asks again after this long without news.
_PATIENCE = 20.0
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
    return loopback.serve(
        type("_BoundHandler", (_Handler,), {"board": board, "page": _PAGE.read_bytes()}), port
    )


class _Handler(LoopbackHandler):
    board: ClassVar[Board]
    page: ClassVar[bytes]
    policy = _POLICY

    def get(self) -> None:
        url = urlsplit(self.path)
        if url.path == "/":
            self.send_body(self.page, "text/html; charset=utf-8")
        elif url.path == "/state":
            after = parse_qs(url.query).get("after", [""])[0]
            state = self.board.state(int(after) if re.fullmatch(r"[0-9]{1,9}", after) else None)
            self.send_body(json.dumps(state, ensure_ascii=False).encode(), "application/json")
        elif (named := re.fullmatch(r"/clip/([0-9]{1,9})\.mp4", url.path)) and (
            clip := self.board.clip(int(named[1]))
        ):
            self._send_clip(clip)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _send_clip(self, clip: Path) -> None:
        """The clip, or the part of it that a player asks for when it seeks."""
        try:
            data = clip.read_bytes()
        except OSError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        span = re.fullmatch(r"bytes=([0-9]{1,15})-([0-9]{0,15})", self.headers.get("Range", ""))
        if span is None:
            self.send_body(data, "video/mp4", Accept_Ranges="bytes")
            return
        first = int(span[1])
        last = min(int(span[2] or len(data)), len(data) - 1)
        part, status, told = data[first : last + 1], HTTPStatus.PARTIAL_CONTENT, f"{first}-{last}"
        if first > last:
            part, status, told = b"", HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, "*"
        self.send_body(
            part, "video/mp4", status, Accept_Ranges="bytes", Content_Range=f"bytes {told}/{len(data)}"
        )
