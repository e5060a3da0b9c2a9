"""Hear of saves, request renderings, put what they tell on the page."""

from __future__ import annotations

import contextlib
import hashlib
import queue
import shutil
import time
from collections.abc import Iterable
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from narrated.os_errors import remedy
from narrated.preview.file_watcher import FileWatcher
from narrated.preview.messages import PreviousRender, RenderRequest
from narrated.preview.server import Board
from voiceover.errors import InputError
from voiceover.terminal import say

# Editors save in several steps, and several files at once.
_CALM_SECONDS = 0.08
# A folder that is deleted is watched no longer, and nothing tells when it is there again.
_LOOK_SECONDS = 1.0


class Loop:
    """One scene that is watched.

    Parameters
    ----------
    request
        The first request; each further one differs in its number, its folder, and in what was drawn before.
    pipe
        The forkserver's connection.
    folders
        Where to look for saves before anything is known of the scene.
    """

    def __init__(
        self, request: RenderRequest, pipe: Connection, board: Board, folders: Iterable[Path]
    ) -> None:
        self._request, self._pipe, self._board = request, pipe, board
        self._root = request.folder
        self._events: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._watcher = FileWatcher(lambda path: self._events.put(("saved", path)))
        self._watcher.watch(folders)
        self._known: dict[Path, str | None] = {}
        self._previous: PreviousRender | None = None
        self._clip = Path()
        self._running = self._failed = False
        self._began_ns = 0
        self._due: float | None = None

    def listen(self) -> None:
        """Hand on what the forkserver tells; for a thread of its own."""
        try:
            while True:
                self._events.put(("told", self._pipe.recv()))
        except (EOFError, OSError):
            self._events.put(("ended", None))

    def run(self) -> None:
        """Go on until an exception ends it.

        Raises
        ------
        InputError
            If nothing can be drawn at all.
        """
        self._draw()
        while True:
            try:
                kind, what = self._events.get(
                    timeout=_LOOK_SECONDS if self._due is None else max(0.0, self._due - time.monotonic())
                )
            except queue.Empty:
                if self._watcher.made_again() or self._due is not None:
                    self._due = None
                    if self._running or self._failed or self._changed():
                        self._draw()
                continue
            if kind == "ended":
                raise InputError("the process that draws ended", remedy="start again")
            if kind == "told":
                self._hear(what)
            elif self._failed or not self._known or what in self._known:
                self._due = time.monotonic() + _CALM_SECONDS

    def close(self) -> None:
        """Watch no longer."""
        self._watcher.close()

    def _draw(self) -> None:
        number = self._request.number + 1
        folder, scratch = self._root / str(number), self._request.scratch
        if self._running:
            # Its process is ended now, perhaps while it wrote there.
            scratch = self._root / f"manim-{number}"
        # What was drawn may have been deleted with the folder, by who tidies up temporary files.
        if self._previous and not all(one.clip.is_file() for one in self._previous.segments if one.frames):
            self._previous = None
        try:
            for needed in (self._root, folder, scratch):
                needed.mkdir(exist_ok=True)
        except OSError as error:
            raise InputError(
                f"cannot write here ({error.strerror})",
                where=self._root,
                remedy=remedy(error) or "start again",
            ) from error
        self._request = replace(
            self._request, number=number, folder=folder, scratch=scratch, before=self._previous
        )
        self._running = True
        self._began, self._began_ns = time.monotonic(), time.time_ns()
        self._board.put({"phase": "drawing", "done": 0, "total": None})
        with contextlib.suppress(OSError):  # it has ended, and `listen` has told why
            self._pipe.send(self._request)

    def _hear(self, message: dict[str, Any]) -> None:
        if message["kind"] == "broken":
            raise message["error"]
        if message["number"] != self._request.number:
            return  # of a request that a newer one replaced
        if message["kind"] == "progress":
            self._board.put({"done": message["done"], "total": message["total"]})
        elif message["kind"] == "clip":
            self._show(message)
        else:
            self._end(message)

    def _show(self, message: dict[str, Any]) -> None:
        kept = ("title", "ratio", "frames", "replay", "changed", "partial", "beats")
        shown = {key: message[key] for key in kept}
        if not self._previous:
            shown["changed"] = ""
        self._clip = message["clip"]
        self._board.put({**shown, "seconds": self._seconds()}, clip=message["clip"])

    def _end(self, message: dict[str, Any]) -> None:
        self._running, self._failed = False, message["kind"] == "error"
        inputs = set(message["inputs"]) | (set(self._known) if self._failed else set())
        self._known = {path: self._print(path) for path in inputs}
        self._watcher.watch(path.parent for path in inputs)
        if self._failed:
            self._board.put({"phase": "error", "error": message["text"]})
            self._say(f"error: {message['text']}")
        else:
            again = bool(self._previous)
            self._previous = message.get("previous", self._previous)
            self._board.put({"phase": "ready", "error": "", "seconds": self._seconds()})
            state = self._board.state(None)
            what = f"changed: {state['changed']}" if again else "drawn"
            what = "nothing that is drawn changed" if message["kind"] == "same" else what
            self._say(f"{what} ({state['frames']} frames, {self._seconds()} s)")
        self._sweep()

    def _sweep(self) -> None:
        """Remove what neither the page nor the next rendering needs."""
        used = {self._clip.parent, self._request.folder, self._request.scratch}
        used |= {segment.clip.parent for segment in (self._previous.segments if self._previous else ())}
        for folder in self._root.glob("*"):
            if folder.is_dir() and folder not in used:
                shutil.rmtree(folder, ignore_errors=True)

    def _changed(self) -> bool:
        return any(self._print(path, 0) != known for path, known in self._known.items())

    def _print(self, path: Path, before_ns: int | None = None) -> str | None:
        """A digest; none for a file that was saved while it may have been read, which counts as changed."""
        try:
            settled = before_ns is not None or path.stat().st_mtime_ns < self._began_ns
            return hashlib.sha256(path.read_bytes()).hexdigest() if settled else None
        except OSError:
            return ""

    def _seconds(self) -> float:
        return round(time.monotonic() - self._began, 1)

    @staticmethod
    def _say(text: str) -> None:
        say(f"{time.strftime('%H:%M:%S')} {text}")
