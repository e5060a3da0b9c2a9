"""The page on loopback, and what it asks for: the lines, their recordings, and to keep one."""

from __future__ import annotations

import json
import re
import secrets
from http import HTTPStatus
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import parse_qs, urlsplit

from narrated import loopback
from narrated.loopback import HOST, LoopbackHandler
from narrated.recorder.prompter import OutdatedText, Prompter
from voiceover.bounded import read_bounded
from voiceover.errors import InputError
from voiceover.recordings import MAX_BYTES, MAX_SECONDS
from voiceover.script.lines import NAME

_PAGE = Path(__file__).with_name("page.html")
_RATE = 48_000
_MOST = 44 + 2 * _RATE * MAX_SECONDS  # bytes of a WAV file as the page makes it
_LINE = re.compile(rf"/sound/({NAME.pattern})/({NAME.pattern})")
_KINDS = {".wav": "audio/wav", ".flac": "audio/flac", ".mp3": "audio/mpeg", ".m4a": "audio/mp4"}
# An audio worklet is a file of its own, which the page makes of itself.
_POLICY = (
    "default-src 'none'; img-src data:; media-src blob:; connect-src 'self'; form-action 'none'; "
    "frame-ancestors 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline' blob:"
)


def serve(prompter: Prompter, port: int) -> tuple[ThreadingHTTPServer, str]:
    """Begin to serve the page at ``port`` (0: any that is free); the server, and the address of the page.

    The address holds a key, without which nothing is answered: others may use this machine as well.

    Raises
    ------
    InputError
        If the port is taken or not permitted.
    """
    key = secrets.token_urlsafe(12)
    handler = type("_Bound", (_Handler,), {"prompter": prompter, "key": key, "page": _PAGE.read_bytes()})
    server = loopback.serve(handler, port)
    return server, f"http://{HOST}:{server.server_port}/?key={key}"


class _Handler(LoopbackHandler):
    prompter: ClassVar[Prompter]
    key: ClassVar[str]
    page: ClassVar[bytes]
    policy = _POLICY

    def get(self) -> None:
        """The page, the lines, or the recording of one."""
        url = urlsplit(self.path)
        if url.path == "/":
            if self._has_key(parse_qs(url.query).get("key", [""])[0]):
                self.send_body(self.page, "text/html; charset=utf-8")
        elif not self._has_key(self.headers.get("X-Key", "")):
            pass
        elif url.path == "/lines":
            self._answer(self.prompter.read)
        elif (named := _LINE.fullmatch(url.path)) and (sound := self.prompter.sound(named[1], named[2])):
            try:
                self.send_body(read_bounded(sound, MAX_BYTES, "a recording"), _KINDS[sound.suffix])
            except OSError:  # deleted just now
                self.send_error(HTTPStatus.NOT_FOUND)
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def put(self) -> None:
        """Keep a recording."""
        named = _LINE.fullmatch(self.path)
        length = self.headers.get("Content-Length", "")
        if self.headers.get("Origin") not in (None, f"http://{self.headers['Host']}"):
            self.send_error(HTTPStatus.FORBIDDEN, "another page asked for this")
        elif not self._has_key(self.headers.get("X-Key", "")):
            pass
        elif named is None:
            self.send_error(HTTPStatus.NOT_FOUND)
        elif not re.fullmatch(r"[0-9]{1,12}", length):
            self.send_error(HTTPStatus.LENGTH_REQUIRED)
        elif int(length) > _MOST:
            self.send_error(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {_MOST} bytes")
        else:
            wav = self.rfile.read(int(length))
            if len(wav) == int(length):  # else whoever sent it has gone
                text = self.headers.get("X-Text", "")
                self._answer(lambda: self.prompter.keep(named[1], named[2], text, wav))

    def _has_key(self, given: str) -> bool:
        if secrets.compare_digest(given.encode(), self.key.encode()):
            return True
        self.send_error(HTTPStatus.FORBIDDEN, "open the whole address that the terminal shows")
        return False

    def _answer(self, ask: Any) -> None:
        """Send what is asked for as JSON, or else what is wrong."""
        status = HTTPStatus.OK
        try:
            body = ask()
        except KeyError:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        except OutdatedText as error:
            status, body = HTTPStatus.CONFLICT, {"error": str(error)}
        except InputError as error:
            status, body = HTTPStatus.UNPROCESSABLE_ENTITY, {"error": str(error)}
        self.send_body(json.dumps(body, ensure_ascii=False).encode(), "application/json", status)
