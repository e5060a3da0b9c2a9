"""A process that has imported manim and waits: each rendering is a fork of it, with the project read anew."""

from __future__ import annotations

import gc
import importlib
import multiprocessing
import os
import sys
import tempfile
import traceback
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from narrated.build.dependency_trace import project_modules
from narrated.build.processes import Worker, begin, begun, method
from narrated.build.tasks import RenderBackend
from narrated.build.worker import preload, quiet
from narrated.os_errors import remedy, reported
from narrated.preview.messages import Order
from voiceover.errors import InputError
from voiceover.remedies import diagnosing

# What orders and answers are made of must be the same at both ends.
_LASTING = {"__main__", Order.__module__}
_SCIPY = ("scipy.ndimage", "scipy.optimize", "scipy.signal", "scipy.special")
_BACKEND = RenderBackend(preload=(*RenderBackend().preload, *_SCIPY))


def start_nursery(log: Path) -> tuple[Any, Connection]:
    """Start the process; orders go in at the connection, what renderings tell comes out of it.

    To be called before there are threads. The process ends at the order None, or when its owner dies.
    """
    context: Any = multiprocessing.get_context(method())
    mine, its = context.Pipe()
    process = context.Process(target=_tend, args=(its, mine, log))
    begin(process)
    its.close()
    return process, mine


def _tend(pipe: Connection, other_end: Connection, log: Path) -> None:
    # Only without a copy of the other end does its closing show here.
    other_end.close()
    begun()
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
    child: _Child | None = None
    try:
        while True:
            ready = wait([pipe, *([child.pipe] if child else [])])
            if pipe in ready:
                order = pipe.recv()
                if child:
                    child.end()
                if order is None:
                    return
                child = _Child(order, stale, log)
            elif child:
                message = child.next()
                pipe.send({**message, "number": child.number})
                if message["kind"] in _LAST:
                    child.end()
                    child = None
    except (EOFError, OSError):
        pass  # who gave the orders is gone
    finally:
        if child:
            child.end()


_LAST = ("done", "same", "error")


class _Child:
    """The process of one rendering."""

    def __init__(self, order: Order, stale: list[str], log: Path) -> None:
        self.number = order.number
        self._worker = Worker(_render, order, stale, log.with_suffix(".scene.txt"))
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


def _render(pipe: Connection, order: Order, stale: list[str], log: Path) -> None:
    """Read the project's modules anew, as they are now, and follow the order."""
    # A file saved twice within a second, in the same size, would be taken from bytecode of the first; but
    # what has rested before the first rendering need not be compiled for each.
    sys.dont_write_bytecode = order.number > 1
    for name in stale:
        sys.modules.pop(name, None)
    importlib.invalidate_caches()
    # This process may be killed at any moment; what it leaves there is removed with the rest of the order.
    tempfile.tempdir = os.environ["TMPDIR"] = str(order.folder)
    with quiet(log):
        try:
            os.chdir(order.home)  # which may have been deleted and made again
        except OSError as error:
            pipe.send({"kind": "error", "text": f"{order.home}: {error.strerror}", "inputs": frozenset()})
            return
        try:
            preload(_BACKEND)  # which a fork has done
            importlib.import_module("narrated.preview.preview_render").rehearse(order, pipe.send)
        except Exception:  # noqa: BLE001 - the project itself is broken: the page tells it
            pipe.send({"kind": "error", "text": traceback.format_exc(), "inputs": frozenset()})
