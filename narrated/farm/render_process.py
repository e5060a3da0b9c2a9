"""A process beside a farm's worker that draws: ``python -m narrated.farm.render_process FD``.

It runs from an unpacked bundle, so all code is the sender's. Manim is imported once; then every job gets a
fork, as on one machine. It reads and answers JSON on the socket ``FD``, and ends when that is closed.
"""

from __future__ import annotations

import json
import os
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from narrated.build.dependency_trace import FONTS
from narrated.build.processes import Worker, heard
from narrated.build.render_pool import ready
from narrated.build.tasks import RenderBackend, Result, Task
from narrated.build.worker import work
from narrated.scene.clip_sheet import SHEET, read_sheet
from narrated.scene.scene_job import SceneJob
from voiceover.errors import InputError


def main(descriptor: int) -> None:
    """Draw what the other side of the socket asks for."""
    asked = Connection(descriptor)
    while True:
        try:
            request = json.loads(asked.recv_bytes())
            answer = _do(request, asked)
            asked.send_bytes(json.dumps(answer).encode())
        except (EOFError, OSError):
            return


def _do(request: dict[str, Any], asked: Connection) -> dict[str, Any]:
    tree, out = Path(request["tree"]).resolve(), Path(request["out"]).resolve()
    backend = RenderBackend(request["backend"], tuple(request["preload"]))
    log = out / "log.txt"
    fields = {**request["job"], "folder": out, "draft_takes": tree / request["job"]["draft_takes"]}
    part = range(*request["part"]) if request["part"] else None
    task = Task(request["kind"], SceneJob(**fields), 0, log, part=part)
    try:
        ready(backend, log)
    except InputError as error:
        return {"error": str(error), "user_error": True}
    worker = Worker(work, task, backend, [tree / root for root in request["roots"]])
    try:
        while True:
            if asked.poll():
                # Nothing is said during a job, so whoever asked for it is gone or wants it no more.
                raise EOFError
            if not heard([worker]):
                continue
            try:
                message = worker.hear()
            except EOFError:
                return {"lost": worker.how_it_ended()}
            if isinstance(message, Result):
                return _told(message, tree, out)
            asked.send_bytes(json.dumps({"drawn": message}).encode())
    finally:
        worker.end()


def _told(result: Result, tree: Path, out: Path) -> dict[str, Any]:
    if result.error is not None:
        return {"error": result.error, "user_error": result.user_error}
    # Fonts are those of the machine that asks, or it would not have asked here.
    inputs = [path for path in result.inputs if path.suffix.lower() not in FONTS]
    strangers = sorted(str(path) for path in inputs if not path.is_relative_to(tree))
    if strangers:
        told = f"the worker used files of its own machine, which were not sent: {', '.join(strangers)}"
        return {"error": told, "user_error": True}
    if (out / SHEET).is_file():
        # Takes are called by their names in the bundle: its sender knows where they lie.
        read_sheet(out).with_takes(lambda take: Path(os.path.relpath(take.resolve(), tree))).write(out)
    used = [path.relative_to(tree).as_posix() for path in inputs]
    return {"error": None, "inputs": used, "seconds": result.facts.get("seconds", "0")}


if __name__ == "__main__":
    main(int(sys.argv[1]))
