"""The page on loopback, with its films beside it: any part of a film may be asked for by its bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

from narrated import loopback
from narrated.loopback import HOST, LoopbackHandler
from narrated.page.page_file import PageFilm, PageShell

_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.IGNORECASE)
_BLOCK = 1 << 16


def serve(shell: PageShell, films: Iterable[PageFilm], port: int) -> tuple[ThreadingHTTPServer, str]:
    """Begin to serve a page at ``port`` (0: any that is free); the server, and the address of the page.

    Raises
    ------
    InputError
        If the port is taken or not permitted.
    """
    content = {
        "page": (shell.before + shell.after).encode(),
        "policy": f"{shell.policy}; frame-ancestors 'none'",
        "films": {f"/films/{film.key}.mp4": film.video for film in films},
    }
    server = loopback.serve(type("_Bound", (_Handler,), content), port)
    return server, f"http://{HOST}:{server.server_port}/"


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """First byte and the byte after the last that a header ``Range`` asks of a file; None: it cannot be met.

    Examples
    --------
    >>> asked_range("bytes=0-", 10), asked_range("bytes=2-3", 10), asked_range("bytes=-4", 10)
    ((0, 10), (2, 4), (6, 10))
    >>> asked_range("bytes=10-", 10), asked_range("bytes=-", 10)
    (None, None)
    """
    found = _RANGE.fullmatch(header)
    if not found or not (found[1] or found[2]):
        return None
    if found[1]:
        first, end = int(found[1]), min(int(found[2] or size) + 1, size)
    else:
        first, end = max(size - int(found[2]), 0), size
    return (first, end) if first < end else None


class _Handler(LoopbackHandler):
    page: ClassVar[bytes]
    films: ClassVar[Mapping[str, Path]]

    def get(self) -> None:
        """The page, or a part of a film."""
        path = self.path.partition("?")[0]
        if path == "/":
            self.send_body(self.page, "text/html; charset=utf-8")
        elif path in self.films:
            self._film(self.films[path])
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _film(self, path: Path) -> None:
        try:
            file = path.open("rb")
        except OSError:  # made anew just now
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        with file:
            size = file.seek(0, 2)
            header = self.headers.get("Range", "")
            if not _RANGE.fullmatch(header):
                header = ""  # several parts, or another unit: then all of it may be sent
            asked = asked_range(header, size) if header else (0, size)
            if asked is None:
                self.send_head(
                    "video/mp4",
                    0,
                    HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                    Content_Range=f"bytes */{size}",
                )
                return
            first, end = asked
            told = {"Content_Range": f"bytes {first}-{end - 1}/{size}"} if header else {}
            status = HTTPStatus.PARTIAL_CONTENT if header else HTTPStatus.OK
            self.send_head("video/mp4", end - first, status, Accept_Ranges="bytes", **told)
            file.seek(first)
            left = end - first
            while left and (block := file.read(min(_BLOCK, left))):
                self.wfile.write(block)
                left -= len(block)
