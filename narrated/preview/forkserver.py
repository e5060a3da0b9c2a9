"""A process that has imported manim and waits: each rendering is a fork of it, with the project read anew."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from narrated.build.dependency_trace import project_modules
from narrated.build.processes import Child, Worker
from narrated.build.tasks import RenderBackend
from narrated.build.worker import preload, quiet
from narrated.design.typography import load_dictionary
from narrated.os_errors import remedy, reported
from narrated.preview.messages import RenderRequest
from voiceover.errors import InputError
from voiceover.remedies import diagnosing

# What requests and answers are made of must be the same at both ends.
_LASTING = {"__main__", RenderRequest.__module__}
_PATIENCE = 1.0
_SCIPY = ("scipy.ndimage", "scipy.optimize", "scipy.signal", "scipy.special")
_BACKEND = RenderBackend(preload=(*RenderBackend().preload, *_SCIPY))


class Forkserver(Child):
    """The process; requests go in at its pipe, what renderings tell comes out of it.

    To be begun before there are threads. It ends at the request None, or when its owner dies.
    """

    def __init__(self, log: Path) -> None:
        super().__init__(_prepare, log, two_way=True, forks=True)

    def close(self) -> None:
        """End it, and the rendering that it is at."""
        with contextlib.suppress(OSError):
            self.pipe.send(None)
        self._process.join(_PATIENCE)
        self._process.kill()  # it was still importing manim
        self._process.join()


def _prepare(pipe: Connection, log: Path) -> None:
    with quiet(log):
        try:
            preload(_BACKEND)
        except InputError as error:
            pipe.send({"kind": "broken", "error": error})
            return
        except Exception as error:  # noqa: BLE001 - the machine's, which the process that waits tells
            what = f"what draws cannot be imported ({reported(error)})"
            pipe.send({"kind": "broken", "error": InputError(what, remedy=remedy(error))})
            return
        # What lasts need not be searched for garbage again in every child, nor be copied by that.
        gc.collect()
        gc.freeze()
        _serve(pipe, sorted({*project_modules()} - _LASTING), log)


def unusable(error: Exception) -> InputError:
    """The error of a library that cannot be imported."""
    what = "what draws cannot be imported"
    if isinstance(error, ImportError):
        remedy = f"run `{diagnosing()}`, which tells what is missing"
        return InputError(f"{what} ({error})", remedy=remedy)
    what = f"{what} ({type(error).__name__}: {error})"
    return InputError(what, remedy="mend manim.cfg, if that is what it names")


def _serve(pipe: Connection, stale: list[str], log: Path) -> None:
    child: _Rendering | None = None
    try:
        while True:
            ready = wait([pipe, *([child.pipe] if child else [])])
            if pipe in ready:
                request = pipe.recv()
                if child:
                    child.end()
                if request is None:
                    return
                child = _Rendering(request, stale, log)
            elif child:
                message = child.next()
                pipe.send({**message, "number": child.number})
                if message["kind"] in _LAST:
                    child.end()
                    child = None
                    if locale := message.get("locale"):
                        load_dictionary(locale)  # while nobody waits
    except (EOFError, OSError):
        pass  # who gave the requests is gone
    finally:
        if child:
            child.end()


_LAST = ("done", "same", "error")


class _Rendering:
    """The process of one rendering."""

    def __init__(self, request: RenderRequest, stale: list[str], log: Path) -> None:
        self.number = request.number
        self._worker = Worker(_render, request, stale, log.with_suffix(".scene.txt"))
        self.pipe = self._worker.pipe

    def next(self) -> dict[str, Any]:
        """What it tells next; also that it died."""
        try:
            message: dict[str, Any] = self._worker.hear()
        except EOFError:
            message = {"kind": "error", "text": self._worker.how_it_ended(), "inputs": frozenset()}
        return message

    def end(self) -> None:
        self._worker.end()


def _render(pipe: Connection, request: RenderRequest, stale: list[str], log: Path) -> None:
    """Read the project's modules anew, as they are now, and follow the request."""
    # A file saved twice within a second, in the same size, would be taken from bytecode of the first; but
    # what has rested before the first rendering need not be compiled for each.
    sys.dont_write_bytecode = request.number > 1
    for name in stale:
        sys.modules.pop(name, None)
    importlib.invalidate_caches()
    # This process may be killed at any moment; what it leaves there is removed with the rest of the request.
    tempfile.tempdir = os.environ["TMPDIR"] = str(request.folder)
    with quiet(log):
        try:
            os.chdir(request.home)  # which may have been deleted and made again
        except OSError as error:
            pipe.send({"kind": "error", "text": f"{request.home}: {error.strerror}", "inputs": frozenset()})
            return
        try:
            preload(_BACKEND)  # which a fork has done
            importlib.import_module("narrated.preview.preview_render").render_preview(request, pipe.send)
        except Exception:  # noqa: BLE001 - the project itself is broken: the page tells it
            pipe.send({"kind": "error", "text": traceback.format_exc(), "inputs": frozenset()})
