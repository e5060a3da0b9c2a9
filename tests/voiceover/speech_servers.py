"""Small servers on loopback that speak the protocols of services, and do to a client what services do."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import threading
import wave
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import av
import numpy as np
import tornado.httpserver
import tornado.web
import tornado.websocket
from tornado.testing import bind_unused_port

RATE = 24_000


def tone(seconds: float, level: float = 0.3) -> np.ndarray:
    """A sound with half a second of silence before and after it, as 16-bit samples."""
    time_ = np.arange(round(seconds * RATE)) / RATE
    quiet = np.zeros(RATE // 2)
    return (np.concatenate([quiet, level * np.sin(2 * np.pi * 200 * time_), quiet]) * 32767).astype("<i2")


def wav(pcm: np.ndarray) -> bytes:
    file = io.BytesIO()
    with wave.open(file, "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(RATE)
        writer.writeframes(pcm.tobytes())
    return file.getvalue()


def mp3(pcm: np.ndarray) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mp3") as container:
        stream = container.add_stream("mp3", rate=RATE, layout="mono")
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16p", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return file.getvalue()


@dataclass(frozen=True)
class Reply:
    """An answer; ``missing`` bytes of it are promised and not sent, and it comes after ``delay`` seconds."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: dict[str, str] = field(default_factory=dict)
    missing: int = 0
    delay: float = 0.0


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str]
    body: bytes


class SpeechServer(ThreadingHTTPServer):
    """Answers with one reply after the other, and with the last one from then on."""

    daemon_threads = True

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.requests: list[Request] = []
        self.closing = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: SpeechServer

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        number = len(self.server.requests)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.requests.append(Request(self.path, headers, body))
        reply = self.server.replies[min(number, len(self.server.replies) - 1)]
        self.server.closing.wait(reply.delay)
        self.send_response(reply.status)
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body) + reply.missing))
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # of a client that did not wait
            super().handle()


@contextmanager
def serving(*replies: Reply) -> Iterator[SpeechServer]:
    server = SpeechServer(list(replies))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.closing.set()
        server.shutdown()
        server.server_close()
        thread.join(10)


# --- Azure: its speech protocol over a web socket ---


@dataclass
class AzureScript:
    """What the stand-in says of a text: words with seconds, and sound; or that it refuses."""

    words: list[tuple[str, float, float, str]]
    pcm: np.ndarray
    refuse: int = 0
    close: tuple[int, str] | None = None
    silent: bool = False
    keys: list[str] = field(default_factory=list)
    ssml: list[str] = field(default_factory=list)


class _AzureSocket(tornado.websocket.WebSocketHandler):
    def initialize(self, script: AzureScript) -> None:
        self.script = script

    def prepare(self) -> None:
        self.script.keys.append(self.request.headers.get("Ocp-Apim-Subscription-Key", ""))
        if self.script.refuse:
            raise tornado.web.HTTPError(self.script.refuse)

    def check_origin(self, origin: str) -> bool:
        return True

    def on_message(self, message: str | bytes) -> None:
        if isinstance(message, bytes):
            return
        head, _, body = message.partition("\r\n\r\n")
        headers = {
            name.lower(): value.strip()
            for name, _, value in (row.partition(":") for row in head.split("\r\n"))
        }
        if headers.get("path") != "ssml" or self.script.silent:
            return
        self.script.ssml.append(body)
        if self.script.close:
            self.close(*self.script.close)
            return
        self._speak(headers["x-requestid"])

    def _say(self, request: str, path: str, body: Any) -> None:
        head = f"X-RequestId:{request}\r\nContent-Type:application/json; charset=utf-8\r\nPath:{path}\r\n\r\n"
        self.write_message(head + json.dumps(body))

    def _speak(self, request: str) -> None:
        self._say(request, "turn.start", {"context": {"serviceTag": "0"}})
        stream = {"context": {"serviceTag": "0"}, "audio": {"type": "inline", "streamId": "1"}}
        self._say(request, "response", stream)
        for text, start, end, kind in self.script.words:
            data = {
                "Offset": round(start * 1e7),
                "Duration": round((end - start) * 1e7),
                "text": {"Text": text, "Length": len(text), "BoundaryType": kind},
            }
            self._say(request, "audio.metadata", {"Metadata": [{"Type": "WordBoundary", "Data": data}]})
        head = f"X-RequestId:{request}\r\nX-StreamId:1\r\nContent-Type:audio/x-wav\r\nPath:audio\r\n"
        start = len(head).to_bytes(2, "big") + head.encode()
        data = self.script.pcm.repeat(
            2
        ).tobytes()  # 48,000 a second, as it is asked for; the client adds the header
        for at in range(0, len(data), 8000):
            self.write_message(start + data[at : at + 8000], binary=True)
        last = f"X-RequestId:{request}\r\nX-StreamId:1\r\nPath:audio\r\n"
        self.write_message(len(last).to_bytes(2, "big") + last.encode(), binary=True)
        self._say(request, "turn.end", {})


@contextmanager
def azure(script: AzureScript) -> Iterator[str]:
    """The address of a stand-in for Azure's speech service."""
    sock, port = bind_unused_port(address="127.0.0.1")
    loop = asyncio.new_event_loop()
    begun = threading.Event()

    def run() -> None:
        asyncio.set_event_loop(loop)
        application = tornado.web.Application(
            [(".*", _AzureSocket, {"script": script})], log_function=lambda _: None
        )
        server = tornado.httpserver.HTTPServer(application)
        loop.call_soon(server.add_sockets, [sock])
        loop.call_soon(begun.set)
        loop.run_forever()
        server.stop()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    begun.wait(10)
    try:
        yield f"ws://127.0.0.1:{port}"
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        sock.close()
