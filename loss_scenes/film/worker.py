"""What runs in a worker process: one job, what it used, and how it ended."""

from __future__ import annotations

import contextlib
import importlib
import os
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from loss_scenes.film import clips
from loss_scenes.film.depends import Opened, data_files, module_files
from loss_scenes.film.faults import ENDING, remedy, told
from loss_scenes.film.studio import Result, Studio, Task
from loss_scenes.stage.job import SceneJob
from voiceover.errors import InputError

_REPORT_SECONDS = 0.1
_WATCH_SECONDS = 0.5


def enter(target: Any, pipe: Connection, parent: int, *args: Any) -> None:
    """Begin a worker process: it ignores the keyboard and ends when its parent does."""
    # An interrupt from the keyboard reaches the whole group; the parent alone decides.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for number in {*ENDING} - {signal.SIGINT}:
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    try:
        target(pipe, *args)
    except BrokenPipeError:
        os._exit(1)  # nobody listens any more: the parent was killed


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH_SECONDS)
    os._exit(1)


def work(pipe: Connection, task: Task, studio: Studio, roots: Sequence[Path]) -> None:
    """Do a task; send how far it is as (done, total), and at last its `Result`."""
    reported = 0.0

    def report(done: int, total: int | None) -> None:
        nonlocal reported
        if time.monotonic() - reported > _REPORT_SECONDS:
            reported = time.monotonic()
            pipe.send((done, total))

    _keep_temporary_files_in(task.job.folder)
    before = list(sys.modules)
    opened = Opened()
    try:
        with quiet(task.log):
            module = importlib.import_module(studio.module)
            # Of the processor: other work on the machine does not lengthen it.
            began = time.process_time()
            facts = {}
            if task.part is not None:
                module.film_slice(task.job, task.part, report)
            elif task.kind == "film_scene":
                module.film_scene(task.job, report)
                facts = clips.inspect(task.job.folder)
            else:
                module.film_cover(task.job)
            facts["seconds"] = f"{time.process_time() - began:.2f}"
        found = opened.paths.copy()
        files = module_files(before, task.job.ref.partition(":")[0])
        files |= data_files(found, [*roots, task.job.draft_takes], [task.job.folder])
        result = Result(task, inputs=frozenset(files), facts=facts)
    except BrokenPipeError:
        raise
    except InputError as error:
        result = Result(task, str(error), mendable=True)
    except BaseException as error:  # noqa: BLE001 - told to the parent, whatever it is
        result = _failed(task, error)
    pipe.send(result)


def _keep_temporary_files_in(folder: Path) -> None:
    """A worker may be killed at any moment; what it leaves here, the next build removes."""
    tempfile.tempdir = os.environ["TMPDIR"] = str(folder)


def _failed(task: Task, error: BaseException) -> Result:
    help_ = remedy(error, drawing=True)
    if help_ and isinstance(error, OSError):
        return Result(
            task, f"{task.job.name} could not be written: {told(error)}. Remedy: {help_}.", mendable=True
        )
    return Result(task, _cause(error) + (f"; {help_}" if help_ else ""))


def _cause(error: BaseException) -> str:
    """The error, and the last place in a file of the project (not of a library) that led to it."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "site-packages" not in frame.filename and frame.filename != __file__]
    last = (own or frames)[-1]
    place = f"{Path(last.filename).name}, line {last.lineno}, in {last.name}"
    return f"{type(error).__name__}: {told(error)} ({place})"


@contextlib.contextmanager
def quiet(log: Path) -> Iterator[None]:
    """Send all that is printed, by libraries in C as well, to a file: the screen belongs to the progress."""
    sys.stdout.flush()
    sys.stderr.flush()
    saved = [os.dup(1), os.dup(2)]
    log.parent.mkdir(parents=True, exist_ok=True)
    try:
        with log.open("w", encoding="utf-8") as file:
            os.dup2(file.fileno(), 1)
            os.dup2(file.fileno(), 2)
            try:
                yield
            except InputError:
                raise
            except BaseException:
                with contextlib.suppress(OSError):
                    traceback.print_exc()
                raise
    finally:
        for stream in (sys.stdout, sys.stderr):
            # A log on a full disk must not keep the screen from coming back.
            with contextlib.suppress(OSError):
                stream.flush()
        for descriptor, copy in enumerate(saved, 1):
            os.dup2(copy, descriptor)
            os.close(copy)


def check_all(pipe: Connection, jobs: Sequence[SceneJob], studio: Studio, log: Path) -> None:
    """Check every scene against its words; send what a user must mend."""
    errors: list[str] = []
    for job in jobs[:1]:
        _keep_temporary_files_in(job.folder)
    try:
        with quiet(log):
            module = importlib.import_module(studio.module)
            for job in jobs if hasattr(module, "check_scene") else ():
                try:
                    module.check_scene(job)
                except InputError as error:
                    errors.append(str(error))
                except Exception:  # noqa: BLE001 - the scene's own fault is told when it is drawn
                    traceback.print_exc()
    except OSError as error:
        errors.append(f"{told(error)}. Remedy: {remedy(error) or f'look into {log}'}.")
    pipe.send(errors)
