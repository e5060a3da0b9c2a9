"""What runs inside the workers of a farm: it takes bundles, and gives jobs to processes that draw."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from distributed import Worker, get_worker

from narrated.farm.bundle import unpack
from narrated.farm.identity import identity
from narrated.scene.clip_sheet import CLIP, COVER, SHEET

LOG = "log.txt"
_REPORT_SECONDS = 0.5
_LOOK_SECONDS = 0.2
_ENDED = "its drawing process ended"

_lock = threading.Lock()
_idle: dict[Path, list[_RenderProcess]] = {}
_busy: Counter[Path] = Counter()


class _RenderProcess:
    """A process that draws from one bundle, one job at a time."""

    def __init__(self, tree: Path, working: str, imports: Sequence[str]) -> None:
        self._pipe, theirs = Pipe()
        paths = [str(tree / entry) for entry in imports]
        paths += [path for path in [os.environ.get("PYTHONPATH")] if path]
        command = [sys.executable, "-m", "narrated.farm.render_process", str(theirs.fileno())]
        (tree / working).mkdir(parents=True, exist_ok=True)
        self._process = subprocess.Popen(
            command,
            cwd=tree / working,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
        )
        theirs.close()

    def ask(self, request: dict[str, Any]) -> None:
        self._pipe.send_bytes(json.dumps(request).encode())

    def answer(self) -> dict[str, Any] | None:
        """What it says next, or None if that is nothing for a while."""
        if not self._pipe.poll(_LOOK_SECONDS):
            return None
        answer: dict[str, Any] = json.loads(self._pipe.recv_bytes())
        return answer

    def end(self) -> None:
        self._pipe.close()
        self._process.kill()
        self._process.wait()


async def greet(digest: str, fonts: Sequence[str], dask_worker: Worker) -> dict[str, Any]:
    """Say what this worker is, and whether it has the bundle already."""
    found = await asyncio.to_thread(identity, fonts)
    return {"identity": found, "has": _tree(dask_worker, digest).is_dir()}


async def receive(digest: str, data: bytes, dask_worker: Worker) -> None:
    """Unpack a bundle; older ones that nobody draws from are removed."""
    tree = _tree(dask_worker, digest)
    await asyncio.to_thread(unpack, data, digest, tree)
    with _lock:
        old = [path for path in tree.parent.iterdir() if path != tree and not _busy[path]]
        processes = [process for path in old for process in _idle.pop(path, [])]
    for process in processes:
        process.end()
    for path in old:
        await asyncio.to_thread(shutil.rmtree, path, ignore_errors=True)


def film(request: dict[str, Any], bundle: dict[str, Any], topic: str, number: int) -> dict[str, Any]:
    """Do a job; return how it ended, and its files.

    The answer has ``missing`` where the bundle is not here, ``lost`` where the process was killed, and else
    ``error`` (None where all is well), ``inputs``, ``seconds`` and ``files``.
    """
    worker = get_worker()
    tree = _tree(worker, bundle["digest"])
    if not tree.is_dir():
        return {"missing": True}
    with _lock:
        _busy[tree] += 1
        processes = _idle.get(tree)
        process = processes.pop() if processes else None
    well = False
    try:
        process = process or _RenderProcess(tree, bundle["working"], bundle["imports"])
        with tempfile.TemporaryDirectory(dir=worker.local_directory, prefix="film-") as out:
            answer = _draw(worker, process, {**request, "tree": str(tree), "out": out}, topic, number)
            well = not answer.keys() & {"lost", "cancelled"}
            files = {name: Path(out, name) for name in (CLIP, SHEET, COVER, LOG)}
            answer["files"] = {name: path.read_bytes() for name, path in files.items() if path.is_file()}
            return answer
    finally:
        with _lock:
            _busy[tree] -= 1
            if well and process is not None:
                _idle.setdefault(tree, []).append(process)
        if process is not None and not well:
            process.end()


def _draw(
    worker: Worker, process: _RenderProcess, request: dict[str, Any], topic: str, number: int
) -> dict[str, Any]:
    key, told = worker.get_current_task(), 0.0
    try:
        process.ask(request)
        while True:
            answer = process.answer()
            # A job that is cancelled, or whose sender is gone, is no longer executed in the scheduler's eyes.
            task = worker.state.tasks.get(key)
            if task is None or task.state != "executing":
                return {"cancelled": True}
            if answer is None:
                continue
            if "drawn" not in answer:
                return answer
            if time.monotonic() - told > _REPORT_SECONDS:
                told = time.monotonic()
                worker.log_event(topic, [number, *answer["drawn"]])
    except (EOFError, OSError):
        return {"lost": _ENDED}


def _tree(worker: Worker, digest: str) -> Path:
    return Path(worker.local_directory).resolve() / "bundles" / digest
